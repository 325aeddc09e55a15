"""Writes about inquiries: their stages and teams, their drivers, their meetings."""

from forwhom.web.inquiry.changes.drivers import add_driver
from forwhom.web.inquiry.changes.meetings import (
    add_item,
    agree,
    call,
    earlier,
    promised,
    were_there,
)
from forwhom.web.inquiry.changes.stages import (
    NotYetError,
    add_member,
    end,
    go_back,
    join,
    leave,
    move_on,
    start,
    take_up_again,
)

__all__ = [
    "NotYetError", "add_driver", "add_item", "add_member", "agree", "call", "earlier", "end",
    "go_back", "join", "leave", "move_on", "promised", "start", "take_up_again", "were_there",
]  # fmt: skip
