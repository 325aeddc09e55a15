"""The question and the aim: what, for whom, how far, by when, measured by what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.inquiry import queries
from forwhom.web.inquiry.forms import AimForm
from forwhom.web.revisions.editing import answer_by_itself, saved
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """Read it; the team writes it."""
    one = queries.inquiry(key)
    form = AimForm(request.POST if request.method == "POST" else None, one=one)
    if request.method == "POST":
        answer = answer_by_itself(request, form, one)
        if answer is not None:
            return answer
        if saved(form, one):
            tell(request, "kept.saved")
            return redirect(one.address())
    told = {"one": one, "form": form, "is_member": one.has_member(looking())}
    return render(request, "inquiry/aim.html", told, status=400 if form.errors else 200)
