"""Promises and replies in sight: what is mine, what is late, what others owe, what is done."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.commitments import queries
from forwhom.web.commitments.changes import choose_letters
from forwhom.web.commitments.forms import LettersForm
from forwhom.web.commitments.lines import lines
from forwhom.web.commitments.models import Letter
from forwhom.web.ui.told import tell

PER_PAGE = 25


@door(may=May.TAKE_PART)
def show(request: HttpRequest) -> HttpResponse:
    """One of the four lists; the form at its end chooses how often a letter comes."""
    held = Letter.objects.filter(person=looking().person).first()
    form = LettersForm(
        request.POST if request.method == "POST" else None,
        initial={"often": held.often if held else "none"},
    )
    if request.method == "POST" and form.is_valid():
        choose_letters(by=looking(), often=form.cleaned_data["often"])
        tell(request, "letters.chosen")
        return redirect("commitments")
    counted = queries.counts()
    first = next((which for which in queries.LISTS if counted[which]), queries.MINE)
    asked = request.GET.get("list", first)
    which = asked if asked in queries.LISTS else first
    page = Paginator(queries.listed(which), PER_PAGE).get_page(request.GET.get("page"))
    told = {
        "which": which, "counted": counted, "page": page, "lines": lines(page.object_list),
        "letters": form, "any": any(counted.values()),
    }  # fmt: skip
    return render(request, "commitments/commitments.html", told)


@door(may=May.TAKE_PART)
def of_inquiry(request: HttpRequest, key: int) -> HttpResponse:
    """All promises about one inquiry. 404 where that is out of sight."""
    return _about(request, "inquiry", str(key))


def _about(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    from django.http import Http404

    from forwhom.web.ui.subjects import subject

    found = subject(kind, key)
    if found is None:
        raise Http404
    page = Paginator(queries.about(kind, key), PER_PAGE).get_page(request.GET.get("page"))
    told = {"subject": found, "kind": kind, "key": key, "page": page,
            "lines": lines(page.object_list)}  # fmt: skip
    return render(request, "commitments/about.html", told)
