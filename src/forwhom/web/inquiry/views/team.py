"""The team: from which departments, who decides, whom it affects, and who is missing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.inquiry import changes, queries
from forwhom.web.inquiry.forms import JoinForm, MemberForm, MissingForm
from forwhom.web.inquiry.models import Inquiry, Member
from forwhom.web.revisions.editing import answer_by_itself, saved
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """Who is on it; and, for the team, who is missing."""
    one = queries.inquiry(key)
    form = MissingForm(request.POST if request.method == "POST" else None, one=one)
    if request.method == "POST":
        answer = answer_by_itself(request, form, one)
        if answer is not None:
            return answer
        if saved(form, one):
            tell(request, "kept.saved")
            return redirect("inquiry_team", key)
    return _page(request, one, form, MemberForm(people=queries.could_join(one)))


@door(may=May.INQUIRE)
@require_POST
def join(request: HttpRequest, key: int) -> HttpResponse:
    """Join it oneself."""
    one = queries.inquiry(key)
    form = JoinForm(request.POST)
    if not form.is_valid():
        return _page(request, one, MissingForm(one=one), None, join=form)
    changes.join(by=looking(), inquiry=one, **form.cleaned_data)
    tell(request, "team.joined")
    return redirect(one.address())


@door(may=May.TAKE_PART)
@require_POST
def add(request: HttpRequest, key: int) -> HttpResponse:
    """Bring somebody in."""
    one = queries.inquiry(key)
    form = MemberForm(request.POST, people=queries.could_join(one))
    if not form.is_valid():
        return _page(request, one, MissingForm(one=one), form)
    told = {**form.cleaned_data, "person": form.people[form.cleaned_data["person"]]}
    changes.add_member(by=looking(), inquiry=one, **told)
    tell(request, "team.added")
    return redirect("inquiry_team", key)


@door(may=May.TAKE_PART)
@require_POST
def leave(request: HttpRequest, key: int, member: int) -> HttpResponse:
    """Take somebody off, or leave oneself."""
    one = queries.inquiry(key)
    found = Member.everywhere.filter(pk=member, inquiry=one, left=None).first()
    if found is None:
        raise Http404
    done = changes.leave(by=looking(), inquiry=one, member=found)
    tell(request, "team.left" if done else "team.last")
    in_sight = Inquiry.objects.filter(pk=key).exists()
    return redirect("inquiry_team", key) if in_sight else redirect("inquiries")


def _page(
    request: HttpRequest,
    one: Inquiry,
    missing: MissingForm,
    member: MemberForm | None,
    join: JoinForm | None = None,
) -> HttpResponse:
    me = looking()
    told = {
        "one": one, "team": queries.team(one), "missing": missing, "member": member,
        "is_member": one.has_member(me), "join": join or JoinForm(),
        "may_join": one.place_id in me.places(May.INQUIRE),
    }  # fmt: skip
    wrong = missing.errors or (member and member.errors) or (join and join.errors)
    return render(request, "inquiry/team.html", told, status=400 if wrong else 200)
