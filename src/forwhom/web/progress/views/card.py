"""Practice cards: one, and the shelf of all in sight."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.progress import queries
from forwhom.web.progress.forms import CardForm
from forwhom.web.revisions.editing import answer_by_itself, saved
from forwhom.web.ui.told import tell

PER_PAGE = 20


@door(may=May.TAKE_PART)
def shelf(request: HttpRequest) -> HttpResponse:
    """All cards in sight."""
    page = Paginator(queries.cards(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "progress/shelf.html", {"page": page})


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """One card; its team changes its words."""
    one = queries.card(key)
    form = CardForm(request.POST if request.method == "POST" else None, one=one)
    if request.method == "POST":
        answer = answer_by_itself(request, form, one)
        if answer is not None:
            return answer
        if saved(form, one):
            tell(request, "kept.saved")
            return redirect(one.address())
    in_sight = Inquiry.objects.filter(pk=one.inquiry_id).exists()
    told = {"one": one, "form": form, "in_sight": in_sight,
            "is_member": one.may_write(looking())}  # fmt: skip
    return render(request, "progress/card.html", told, status=400 if form.errors else 200)
