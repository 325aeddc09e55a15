"""One promise: what became of it, and answering, putting off, letting go."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.commitments import changes, queries
from forwhom.web.commitments.forms import AnswerForm, LetGoForm, PutOffForm
from forwhom.web.commitments.lines import line
from forwhom.web.commitments.models import Commitment
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """All that is known of it."""
    return _page(request, queries.commitment(key))


@door(may=May.TAKE_PART)
@require_POST
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """Say what was done."""
    one = queries.commitment(key)
    form = AnswerForm(request.POST, one=one)
    if not form.is_valid():
        return _page(request, one, answer=form)
    before = one.version
    told = form.cleaned_data
    written = changes.answer(
        by=looking(), one=one, text=told["answer"], on=told["answered_on"], base=form.seen
    )
    if written.clash:
        form.clashed(written)
        return _page(request, one, answer=form)
    return _kept(request, one, before)


@door(may=May.TAKE_PART)
@require_POST
def put_off(request: HttpRequest, key: int) -> HttpResponse:
    """Name a new day."""
    one = queries.commitment(key)
    form = PutOffForm(request.POST, auto_id="later_%s")
    if not form.is_valid():
        return _page(request, one, later=form)
    before = one.version
    changes.put_off(by=looking(), one=one, **form.cleaned_data)
    return _kept(request, one, before)


@door(may=May.TAKE_PART)
@require_POST
def let_go(request: HttpRequest, key: int) -> HttpResponse:
    """Say that it will not be done."""
    one = queries.commitment(key)
    form = LetGoForm(request.POST, auto_id="gone_%s")
    if not form.is_valid():
        return _page(request, one, gone=form)
    before = one.version
    changes.let_go(by=looking(), one=one, **form.cleaned_data)
    return _kept(request, one, before)


def _kept(request: HttpRequest, one: Commitment, before: int) -> HttpResponse:
    undo = reverse("restore_kept", args=[one.kind(), one.pk, before])
    tell(request, "commitment.kept_told", undo=undo)
    return redirect(one.address())


def _page(
    request: HttpRequest,
    one: Commitment,
    answer: AnswerForm | None = None,
    later: PutOffForm | None = None,
    gone: LetGoForm | None = None,
) -> HttpResponse:
    told = {
        "one": one, "line": line(one), "subject": queries.subject_of(one),
        "may_write": one.may_write(looking()), "answer": answer or AnswerForm(one=one),
        "later": later or PutOffForm(auto_id="later_%s"),
        "gone": gone or LetGoForm(auto_id="gone_%s"),
    }  # fmt: skip
    wrong = any(form and form.errors for form in (answer, later, gone))
    return render(request, "commitments/commitment.html", told, status=400 if wrong else 200)
