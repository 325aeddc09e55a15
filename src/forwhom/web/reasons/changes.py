"""Writes of what a team thinks of why: who may, all of it or none, and a row of the history."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from forwhom.web.accounts.viewer import Viewer
from forwhom.web.history.changes import note
from forwhom.web.history.models import Act
from forwhom.web.inquiry.models import Inquiry, Within
from forwhom.web.reasons.models import Prediction
from forwhom.web.revisions.changes import start
from forwhom.web.revisions.models import Values

Thing = TypeVar("Thing", bound=Within)


@transaction.atomic
def add(*, by: Viewer, inquiry: Inquiry, kind: type[Thing], told: Values) -> Thing:
    """Keep something new within an inquiry. Raises PermissionDenied for who is not of its team."""
    if "parent" in told and not _is_of(kind, inquiry, told["parent"]):
        raise PermissionDenied
    one = kind(inquiry=inquiry)
    one.take(told)
    start(by=by, one=one)
    return one


@transaction.atomic
def open_data(*, by: Viewer, prediction: Prediction) -> bool:
    """The team looks: what it expected is closed for change. False where it was open already."""
    one = _held(by, prediction)
    if one.opened_at is not None or one.withdrawn:
        return False
    Prediction.objects.filter(pk=one.pk).update(opened_at=timezone.now())
    _note(by, one, "open_data", "")
    return True


@transaction.atomic
def answer(*, by: Viewer, prediction: Prediction, outcome: str, learned: str) -> bool:
    """Say how a prediction came out. False where the data are not open, or nothing changed."""
    one = _held(by, prediction)
    if one.opened_at is None or (one.outcome, one.learned) == (outcome, learned):
        return False
    told = {"outcome": outcome, "learned": learned, "answered_at": timezone.now()}
    Prediction.objects.filter(pk=one.pk).update(**told)
    _note(by, one, "answer_prediction", outcome)
    return True


@transaction.atomic
def take_back_answer(*, by: Viewer, prediction: Prediction) -> bool:
    """Undo an answer: what was learned stays. False where there was none."""
    one = _held(by, prediction)
    if not one.outcome:
        return False
    Prediction.objects.filter(pk=one.pk).update(outcome="", answered_at=None)
    _note(by, one, "take_back_answer", one.outcome)
    return True


def _held(by: Viewer, prediction: Prediction) -> Prediction:
    """Today's row, held until the transaction ends. Raises PermissionDenied."""
    one: Prediction = Prediction.objects.select_for_update().get(pk=prediction.pk)
    if not one.inquiry.has_member(by):
        raise PermissionDenied
    return one


def _is_of(kind: type[Within], inquiry: Inquiry, key: int | None) -> bool:
    return key is None or bool(kind.objects.filter(inquiry=inquiry, pk=key).exists())


def _note(by: Viewer, one: Prediction, what: str, told: str) -> None:
    subject = f"{one.pk} {told}".strip()
    note(by=by.who, act=Act.CHANGED, what=what, place=one.place.code, subject=subject)
