"""One reflection: read again, changed, shared."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.reflection import queries
from forwhom.web.reflection.forms import ReflectionForm
from forwhom.web.revisions.editing import answer_by_itself, saved
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """It; its writer changes it here."""
    one = queries.reflection(key)
    form = ReflectionForm(request.POST if request.method == "POST" else None, one=one)
    if request.method == "POST":
        answer = answer_by_itself(request, form, one)
        if answer is not None:
            return answer
        if saved(form, one):
            tell(request, "kept.saved")
            return redirect(one.address())
    told = {
        "one": one, "form": form, "is_mine": one.may_write(looking()),
        "guesses": queries.guesses(one.inquiry) if one.may_write(looking()) else [],
    }  # fmt: skip
    return render(request, "reflection/reflection.html", told,
                  status=400 if form.errors else 200)  # fmt: skip
