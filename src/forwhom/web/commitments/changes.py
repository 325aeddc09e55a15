"""Promising, answering, naming a new day, letting go."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from forwhom.web.accounts.models import Person, Place
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.commitments.models import Commitment, Letter
from forwhom.web.commitments.models.commitment import IN_THE_OPEN, KEPT, LET_GO, OWED
from forwhom.web.history.changes import note
from forwhom.web.history.models import Act
from forwhom.web.revisions.changes import Written, start, write


def promise(
    *, by: Viewer, place: Place, about: tuple[str, str], what: str, owed_by: Person | None,
    owed_by_words: str, to: str, due: date,
) -> Commitment:  # fmt: skip
    """Write down a promise; one to students, families or the committee is open to the committee.

    Whoever takes part at the place may. Raises PermissionDenied.
    """
    if by.person is None or place.pk not in by.places(May.TAKE_PART):
        raise PermissionDenied
    if owed_by is not None and place.pk not in Viewer.of(owed_by).places(May.TAKE_PART):
        raise PermissionDenied
    one = Commitment(
        place=place, about_kind=about[0], about_key=about[1], what=what, owed_by=owed_by,
        owed_by_words=owed_by_words, to=to, due=due, is_open=to in IN_THE_OPEN,
    )  # fmt: skip
    start(by=by, one=one)
    return one


def answer(
    *, by: Viewer, one: Commitment, text: str, on: date | None = None, base: int | None = None
) -> Written:
    """Tell what was done, and when: it is kept."""
    told = {"state": KEPT, "answer": text, "answered_on": on or timezone.localdate()}
    return write(by=by, one=one, base=base or one.version, told=told)


def put_off(*, by: Viewer, one: Commitment, to: date, why: str) -> Written:
    """Name a new day, with the reason: the old day stays among the wordings."""
    told = {"due": to, "why": why, "state": OWED}
    return write(by=by, one=one, base=one.version, told=told)


def let_go(*, by: Viewer, one: Commitment, why: str) -> Written:
    """Say that it will not be done, and why."""
    return write(by=by, one=one, base=one.version, told={"state": LET_GO, "why": why})


@transaction.atomic
def choose_letters(*, by: Viewer, often: str) -> bool:
    """How often a letter shall come. False where it is so already."""
    if by.person is None:
        raise PermissionDenied
    held, _ = Letter.objects.get_or_create(person=by.person)
    if held.often == often:
        return False
    Letter.objects.filter(pk=held.pk).update(often=often)
    note(by=by.who, act=Act.CHANGED, what="choose_letters", subject=often)
    return True
