"""One series of a team's own counts, and a form for the next one that fits a phone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.actions import changes, queries
from forwhom.web.actions.forms import ReadingForm, SeriesForm
from forwhom.web.actions.models import Series
from forwhom.web.revisions.editing import answer_by_itself, saved
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """Its counts; the team changes its words here."""
    one = queries.series(key)
    posted = request.POST if request.method == "POST" else None
    form = SeriesForm(posted, one=one, others=_others(one))
    if request.method == "POST":
        answer = answer_by_itself(request, form, one)
        if answer is not None:
            return answer
        if saved(form, one):
            tell(request, "kept.saved")
            return redirect(one.address())
    return _page(request, one, form, None)


@door(may=May.TAKE_PART)
@require_POST
def read(request: HttpRequest, key: int) -> HttpResponse:
    """Write a count down."""
    one = queries.series(key)
    form = ReadingForm(request.POST, auto_id="reading_%s")
    if not form.is_valid():
        return _page(request, one, SeriesForm(one=one, others=_others(one)), form)
    made = changes.read_off(by=looking(), series=one, **form.cleaned_data)
    tell(request, "series.counted", undo=reverse("withdraw_kept", args=[made.thing(), made.pk]))
    return redirect(one.address())


def _others(one: Series) -> list[Series]:
    """The inquiry's other series: what this one may stand beside."""
    return [each for each in queries.series_of(one.inquiry) if each.pk != one.pk]


def _page(
    request: HttpRequest, one: Series, form: SeriesForm, reading: ReadingForm | None
) -> HttpResponse:
    found = list(queries.readings(one))
    last = found[-1] if found else None
    first = {"of": last.of} if last else {}
    told = {
        "one": one, "form": form, "readings": found[::-1], "is_member": one.may_write(looking()),
        "reading": reading or ReadingForm(auto_id="reading_%s", initial=first or None),
    }  # fmt: skip
    wrong = form.errors or (reading and reading.errors)
    return render(request, "actions/series.html", told, status=400 if wrong else 200)
