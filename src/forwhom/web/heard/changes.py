"""Writes of what was heard: who may, all of it or none, and a row of the history."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from forwhom.web.accounts.models import Place
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.heard.models import Note, NotYet
from forwhom.web.revisions.changes import start


@transaction.atomic
def hear(
    *, by: Viewer, place: Place, about: tuple[str, str], who: str, how_many: int, language: str,
    said: str, may_quote: bool, on: date,
) -> Note:  # fmt: skip
    """Write down what people said. Raises PermissionDenied."""
    one = Note(
        place=place, about_kind=about[0], about_key=about[1], who=who, how_many=how_many,
        language=language, said=said, may_quote=may_quote, on=on,
    )  # fmt: skip
    start(by=by, one=one)
    return one


@transaction.atomic
def say_not_yet(
    *, by: Viewer, place: Place, about: tuple[str, str], reason: str, by_when: date
) -> NotYet:
    """Say that nobody was asked yet, why, and by when somebody will be. Raises PermissionDenied."""
    one = NotYet(
        place=place, about_kind=about[0], about_key=about[1], reason=reason, by_when=by_when
    )
    start(by=by, one=one)
    return one
