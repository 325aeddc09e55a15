"""The driver diagram: the aim, what moves it, what stands behind that, what adults could change."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.inquiry import changes, queries
from forwhom.web.inquiry import reading_drivers as reading
from forwhom.web.inquiry.meeting_forms import AddDriverForm, DriverForm
from forwhom.web.inquiry.models import Driver, Inquiry
from forwhom.web.inquiry.models.driver import BENEATH
from forwhom.web.revisions.editing import answer_by_itself, saved
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """All of it; a POST adds a primary driver."""
    one = queries.inquiry(key)
    return _add(request, one, None) if request.method == "POST" else _page(request, one, {})


@door(may=May.TAKE_PART)
@require_POST
def under(request: HttpRequest, key: int, driver: int) -> HttpResponse:
    """Add one beneath another."""
    one = queries.inquiry(key)
    return _add(request, one, reading.driver(one, driver))


@door(may=May.TAKE_PART)
@require_POST
def write(request: HttpRequest, key: int, driver: int) -> HttpResponse:
    """Change what one says."""
    one = queries.inquiry(key)
    found = reading.driver(one, driver)
    form = DriverForm(request.POST, one=found, prefix=f"driver{found.pk}")
    answer = answer_by_itself(request, form, found)
    if answer is not None:
        return answer
    if saved(form, found):
        tell(request, "kept.saved")
        return redirect("drivers", key)
    return _page(request, one, {f"driver{found.pk}": form})


def _add(request: HttpRequest, one: Inquiry, parent: Driver | None) -> HttpResponse:
    name = f"under{parent.pk}" if parent else "under"
    form = AddDriverForm(request.POST, prefix=name, kinds=BENEATH[parent.kind if parent else ""])
    if not form.is_valid():
        return _page(request, one, {name: form})
    made = changes.add_driver(by=looking(), inquiry=one, parent=parent, **form.cleaned_data)
    undo = reverse("withdraw_kept", args=[made.thing(), made.pk])
    tell(request, "driver.added", undo=undo)
    return redirect("drivers", one.pk)


def _page(request: HttpRequest, one: Inquiry, bound: reading.Forms) -> HttpResponse:
    told = {
        "one": one, "boxes": reading.diagram(one, bound), "is_member": one.has_member(looking()),
        "add": bound.get("under") or AddDriverForm(prefix="under", kinds=BENEATH[""]),
    }  # fmt: skip
    wrong = any(form.errors for form in bound.values())
    return render(request, "inquiry/drivers.html", told, status=400 if wrong else 200)
