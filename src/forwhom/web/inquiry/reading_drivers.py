"""Reading a driver diagram: the aim, what moves it, and what adults could change."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django import forms
from django.http import Http404

from forwhom.web.inquiry.meeting_forms import AddDriverForm, DriverForm
from forwhom.web.inquiry.models import Driver, Inquiry
from forwhom.web.inquiry.models.driver import BENEATH

Forms = dict[str, forms.Form]


@dataclass(frozen=True)
class Box:
    """One box with those beneath it. `form` changes it, `add` puts another beneath it."""

    one: Driver
    beneath: list[Box]
    may_hold: tuple[str, ...]
    form: forms.Form
    add: forms.Form

    @property
    def is_open(self) -> bool:
        """Whether something written here is not right yet, so that its forms stay unfolded."""
        return bool(self.form.errors or self.add.errors)


def drivers(one: Inquiry) -> list[Driver]:
    """Those on the diagram of an inquiry."""
    return list(Driver.objects.filter(inquiry=one, withdrawn=False))


def driver(one: Inquiry, key: int) -> Driver:
    """One of an inquiry. Http404 for any other."""
    found: Driver | None = Driver.objects.filter(inquiry=one, pk=key, withdrawn=False).first()
    if found is None:
        raise Http404
    return found


def diagram(one: Inquiry, bound: Forms) -> list[Box]:
    """The primary drivers with all beneath them; `bound` are forms that somebody just sent."""
    of: dict[int | None, list[Driver]] = defaultdict(list)
    for each in drivers(one):
        of[each.parent_id].append(each)

    def boxes(key: int | None) -> list[Box]:
        return [_box(each, boxes(each.pk), bound) for each in of[key]]

    return boxes(None)


def _box(one: Driver, beneath: list[Box], bound: Forms) -> Box:
    mine, under = f"driver{one.pk}", f"under{one.pk}"
    form = bound.get(mine) or DriverForm(one=one, prefix=mine)
    add = bound.get(under) or AddDriverForm(prefix=under, kinds=BENEATH[one.kind])
    return Box(one, beneath, BENEATH[one.kind], form, add)
