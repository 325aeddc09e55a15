"""Writes about people and places: permission, one transaction, and a row of the history."""

from forwhom.web.accounts.changes.invitations import (
    accept,
    first_invitation,
    invite,
    new_way_in,
    withdraw,
)
from forwhom.web.accounts.changes.people import choose_language, deactivate, reactivate, rename
from forwhom.web.accounts.changes.places import place_schools
from forwhom.web.accounts.changes.posts import end_post, give_post
from forwhom.web.accounts.changes.roster import apply_roster
from forwhom.web.accounts.changes.sessions import end_sessions

__all__ = [
    "accept", "apply_roster", "choose_language", "deactivate", "end_post", "end_sessions",
    "first_invitation", "give_post", "invite", "new_way_in", "place_schools", "reactivate",
    "rename", "withdraw",
]  # fmt: skip
