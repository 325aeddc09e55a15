"""Predictions: written before anybody looks, closed then, answered after; and how well we know."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.inquiry.queries import inquiry
from forwhom.web.reasons import changes, queries
from forwhom.web.reasons.calibration import FEWEST, calibration
from forwhom.web.reasons.forms import OutcomeForm, PredictionForm
from forwhom.web.reasons.models import Prediction
from forwhom.web.reasons.pages import added, changing, listing, posted
from forwhom.web.ui.phrases_of import say
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """All of them; the team adds one."""
    one = inquiry(key)
    form = PredictionForm(posted(request), inquiry=one)
    done = added(request, one, Prediction, form)
    found = queries.of(Prediction, one)
    told = {"found": found, "known": calibration(found), "fewest": FEWEST}
    return done or listing(request, one, form, "reasons/predictions.html", told)


@door(may=May.TAKE_PART)
def change(request: HttpRequest, key: int) -> HttpResponse:
    """One that is not closed yet."""
    thing = queries.one(Prediction, key)
    form = PredictionForm(posted(request), inquiry=thing.inquiry, one=thing)
    return changing(
        request, thing, form, url="prediction", title=say("prediction.title"),
        back="inquiry_predictions",
    )  # fmt: skip


@door(may=May.TAKE_PART)
@require_POST
def open_data(request: HttpRequest, key: int) -> HttpResponse:
    """The team looks: it is closed for change. That is not undone."""
    thing = queries.one(Prediction, key)
    if changes.open_data(by=looking(), prediction=thing):
        tell(request, "prediction.is_closed")
    return _back(thing)


@door(may=May.TAKE_PART)
@require_POST
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """How it came out."""
    thing = queries.one(Prediction, key)
    form = OutcomeForm(request.POST)
    if form.is_valid() and changes.answer(by=looking(), prediction=thing, **form.cleaned_data):
        tell(request, "prediction.answered", undo=reverse("take_back_answer", args=[key]))
    return _back(thing)


@door(may=May.TAKE_PART)
@require_POST
def take_back(request: HttpRequest, key: int) -> HttpResponse:
    """Undo an answer."""
    thing = queries.one(Prediction, key)
    if changes.take_back_answer(by=looking(), prediction=thing):
        tell(request, "prediction.taken_back")
    return _back(thing)


def _back(thing: Prediction) -> HttpResponse:
    return redirect(f"{thing.address()}#prediction-{thing.pk}")
