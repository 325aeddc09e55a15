"""Whose team somebody is of: people with a post at the same place guess and open together."""

from __future__ import annotations

from forwhom.web.accounts.models import Place
from forwhom.web.accounts.roles import ROLES, May
from forwhom.web.accounts.viewer import Viewer


def team_of(viewer: Viewer, about: Place) -> Place:
    """The place of the post by which somebody sees a place: its own, else its district's."""
    held = [place for role, place in viewer.posts if May.READ_INSIDE in ROLES[role].may]
    by = next((place for place in held if place.pk == about.pk), None)
    return by or next((place for place in held if place.pk == about.within_id), held[0])


def teams(viewer: Viewer) -> list[Place]:
    """The places at which somebody has a post that reads inside numbers, each once."""
    held = {p.pk: p for role, p in viewer.posts if May.READ_INSIDE in ROLES[role].may}
    return list(held.values())
