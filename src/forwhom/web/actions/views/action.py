"""One action: its words, its ledger, the smallest effect, and which schools come first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.actions import changes, queries
from forwhom.web.actions.forms import ActionForm, DoneForm, EffectForm, OrderForm
from forwhom.web.actions.models import Action
from forwhom.web.actions.models.order import in_waves
from forwhom.web.actions.smallest import smallest_effect
from forwhom.web.revisions.changes import write
from forwhom.web.revisions.editing import answer_by_itself, saved
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """All of it; the team changes its words here."""
    one = queries.action(key)
    form = ActionForm(request.POST if request.method == "POST" else None, one=one)
    if request.method == "POST":
        answer = answer_by_itself(request, form, one)
        if answer is not None:
            return answer
        if saved(form, one):
            tell(request, "kept.saved")
            return redirect(one.address())
    return _page(request, one, form=form)


@door(may=May.TAKE_PART)
@require_POST
def done(request: HttpRequest, key: int) -> HttpResponse:
    """Write into the ledger."""
    one = queries.action(key)
    form = DoneForm(request.POST, auto_id="done_%s")
    if not form.is_valid():
        return _page(request, one, done=form)
    made = changes.note_done(by=looking(), action=one, **form.cleaned_data)
    tell(request, "ledger.noted", undo=reverse("withdraw_kept", args=[made.thing(), made.pk]))
    return redirect(one.address() + "#ledger")


@door(may=May.TAKE_PART)
@require_POST
def effect(request: HttpRequest, key: int) -> HttpResponse:
    """Work out the smallest effect, and keep it with the action."""
    one = queries.action(key)
    form = EffectForm(request.POST, auto_id="effect_%s")
    if not form.is_valid():
        return _page(request, one, effect=form)
    told = {"smallest_effect": smallest_effect(**form.cleaned_data)}
    write(by=looking(), one=one, base=one.version, told=told)
    tell(request, "kept.saved")
    return redirect(one.address() + "#effect")


@door(may=May.TAKE_PART)
@require_POST
def order(request: HttpRequest, key: int) -> HttpResponse:
    """Draw in which order schools begin."""
    one = queries.action(key)
    again = queries.orders(one).exists()
    places = queries.schools_for(one)
    form = OrderForm(request.POST, schools=places, again=again, auto_id="order_%s")
    if not form.is_valid():
        return _page(request, one, order=form)
    changes.draw_order(by=looking(), action=one, **form.cleaned_data)
    tell(request, "order.drawn")
    return redirect(one.address() + "#order")


def _page(request: HttpRequest, one: Action, **forms: Any) -> HttpResponse:
    places, draws = queries.schools_for(one), list(queries.orders(one))
    told = {
        "one": one, "is_member": one.may_write(looking()), "dose": queries.dose_told(one),
        "ledger": list(queries.ledger(one)[:60]),
        "form": forms.get("form") or ActionForm(one=one),
        "done": forms.get("done") or DoneForm(auto_id="done_%s"),
        "effect": forms.get("effect") or EffectForm(auto_id="effect_%s"),
        "order": forms.get("order")
        or OrderForm(schools=places, again=bool(draws), auto_id="order_%s"),
        "draws": [_drawn(each, {p.code: p.name for p in places}) for each in draws],
        "has_schools": len(places) > 1,
    }  # fmt: skip
    wrong = any(form.errors for form in forms.values())
    return render(request, "actions/action.html", told, status=400 if wrong else 200)


def _drawn(one: Any, names: dict[str, str]) -> dict[str, Any]:
    waves = in_waves([names.get(code, code) for code in one.drawn], one.waves)
    return {"seed": one.seed, "waves": waves, "why": one.why, "at": one.made_at}
