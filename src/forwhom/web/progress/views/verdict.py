"""Adopt, adapt or stop; and the card of what was learned."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.inquiry.queries import inquiry
from forwhom.web.progress import changes, queries
from forwhom.web.progress.forms import CardForm, VerdictForm
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """What was decided, and the form to decide."""
    one = inquiry(key)
    form = VerdictForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = changes.decide(by=looking(), inquiry=one, **form.cleaned_data)
        tell(request, "verdict.decided",
             undo=reverse("withdraw_kept", args=[made.thing(), made.pk]))  # fmt: skip
        return redirect("inquiry_verdict", key)
    return _page(request, one, form, CardForm(auto_id="card_%s"))


@door(may=May.TAKE_PART)
@require_POST
def learn(request: HttpRequest, key: int) -> HttpResponse:
    """Write the card."""
    one = inquiry(key)
    form = CardForm(request.POST, auto_id="card_%s")
    if not form.is_valid():
        return _page(request, one, VerdictForm(), form)
    made = changes.learn(by=looking(), inquiry=one, **form.told())
    tell(request, "card.written", undo=reverse("withdraw_kept", args=[made.thing(), made.pk]))
    return redirect(made.address())


def _page(request: HttpRequest, one: Inquiry, form: VerdictForm, card: CardForm) -> HttpResponse:
    told = {
        "one": one, "verdict": queries.verdict(one), "form": form, "card": queries.card_of(one),
        "card_form": card, "is_member": one.has_member(looking()),
    }  # fmt: skip
    wrong = form.errors or card.errors
    return render(request, "progress/verdict.html", told, status=400 if wrong else 200)
