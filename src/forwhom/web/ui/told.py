"""Telling somebody what was just done, and how to undo it: shown once, on the next page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest

from forwhom.web.ui.phrases_of import say

UNDO = "undo:"


def tell(request: HttpRequest, phrase: str, *, undo: str = "", **values: object) -> None:
    """Say a phrase on the next page; `undo` is the address to which its button posts."""
    messages.info(request, say(phrase, **values), extra_tags=f"{UNDO}{undo}" if undo else "")


def undo_of(tags: str | None) -> str:
    """The address in a message's tags that undoes what it tells; empty where none does."""
    return tags.removeprefix(UNDO) if tags and tags.startswith(UNDO) else ""
