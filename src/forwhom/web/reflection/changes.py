"""Writing a reflection, and asking a team how safe it feels."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from forwhom.web.accounts.models import Place
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.history.changes import note
from forwhom.web.history.models import Act
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.reflection.models import Answered, Reflection, Round, Sheet
from forwhom.web.reflection.models.pulse import ITEMS, MOST
from forwhom.web.revisions.changes import start


def reflect(*, by: Viewer, place: Place, inquiry: Inquiry | None, **told: Any) -> Reflection:
    """Write a reflection down, for oneself. Raises PermissionDenied."""
    if place.pk not in by.places(May.TAKE_PART):
        raise PermissionDenied
    one = Reflection(place=place, inquiry=inquiry, **told)
    start(by=by, one=one)
    return one


@transaction.atomic
def open_round(*, by: Viewer, inquiry: Inquiry) -> Round:
    """Ask the team. A round that is open is the one that is asked."""
    _of_team(by, inquiry)
    Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    there: Round | None = Round.objects.filter(inquiry=inquiry, closed_at=None).first()
    if there is not None:
        return there
    made: Round = Round.objects.create(inquiry=inquiry)
    _note(by, inquiry, "open_pulse", f"{inquiry.pk} {made.pk}")
    return made


@transaction.atomic
def close_round(*, by: Viewer, one: Round) -> bool:
    """End a round. False where it has ended."""
    _of_team(by, one.inquiry)
    done = Round.objects.filter(pk=one.pk, closed_at=None).update(closed_at=timezone.now())
    if done:
        _note(by, one.inquiry, "close_pulse", f"{one.inquiry_id} {one.pk}")
    return bool(done)


def answer(*, by: Viewer, one: Round, values: list[int]) -> bool:
    """Answer, once each. False where one has answered, or the round has ended.

    The history holds no row of it: a time beside a name would tell whose a sheet is. That somebody
    answered stands in `Answered`.
    """
    _of_team(by, one.inquiry)
    if by.person is None:
        raise PermissionDenied
    if len(values) != ITEMS or not all(1 <= value <= MOST for value in values):
        raise ValueError("Seven answers from 1 to 7.")
    try:
        with transaction.atomic():
            held = Round.objects.select_for_update().get(pk=one.pk)
            if held.closed_at is not None:
                return False
            Answered.objects.create(round=held, person=by.person)
            Sheet.objects.create(round=held, values=values)
    except IntegrityError:
        return False
    return True


def _of_team(by: Viewer, inquiry: Inquiry) -> None:
    if not inquiry.has_member(by):
        raise PermissionDenied


def _note(by: Viewer, inquiry: Inquiry, what: str, subject: str) -> None:
    note(by=by.who, act=Act.CHANGED, what=what, place=inquiry.place.code, subject=subject)
