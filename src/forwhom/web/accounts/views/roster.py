"""Bringing in the roster of staff: what it would change is shown before anything is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from forwhom.web.accounts import changes
from forwhom.web.accounts.door import door
from forwhom.web.accounts.models import Place
from forwhom.web.accounts.queries import managed_places
from forwhom.web.accounts.refusals import RefusalError
from forwhom.web.accounts.roles import ROLES, May
from forwhom.web.accounts.roster.kept import forget, keep, kept
from forwhom.web.accounts.roster.plan import Plan, plan, schools_of
from forwhom.web.accounts.roster.read import COLUMNS, MOST_BYTES, Roster, read
from forwhom.web.accounts.viewer import looking
from forwhom.web.phrases_of import say

SHOWN = 100  # of each kind; the counts are whole
DIGEST = "roster_digest"


@door(may=May.MANAGE_PEOPLE)
def show(request: HttpRequest) -> HttpResponse:
    """Choose a file; then see what it would change."""
    sent = request.FILES.get("roster")
    if request.method != "POST":
        return _page(request, {})
    if sent is None:
        return _page(request, {"wrong": "roster.no_file"})
    data = sent.read(MOST_BYTES + 1)
    read_of, planned = _planned(data)
    keep(request, data)
    request.session[DIGEST] = planned.digest
    return _page(request, _shown(read_of, planned))


@door(may=May.MANAGE_PEOPLE)
@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Apply what was looked at: that and nothing else."""
    data = kept(request)
    if data is None:
        return _page(request, {"wrong": "roster.look_again"}, 409)
    read_of, planned = _planned(data)
    if planned.digest != request.session.get(DIGEST):
        request.session[DIGEST] = planned.digest
        return _page(request, _shown(read_of, planned) | {"wrong": "roster.changed_meanwhile"}, 409)
    many = request.POST.get("accept_leavers") == "yes"
    try:
        changes.apply_roster(by=looking().who, plan=planned, accept_leavers=many)
    except RefusalError as refused:
        return _page(request, _shown(read_of, planned) | {"wrong": refused.phrase}, 409)
    forget(request)
    return _page(request, {"done": planned})


@door(may=May.MANAGE_PEOPLE)
def template(request: HttpRequest) -> HttpResponse:
    """A CSV with the columns and one made-up row for each role, to fill in."""
    rows = [",".join(COLUMNS)]
    for number, role in enumerate(ROLES, start=1):
        school = "0101" if ROLES[role].at == "school" else ""
        rows.append(f"E{number:03},{role}@example.org,Example {number},{role},{school}")
    answer = HttpResponse("\r\n".join(rows) + "\r\n", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="roster-template.csv"'
    return answer


def _district() -> Place:
    return next(place for place in managed_places() if place.kind == "district")


def _planned(data: bytes) -> tuple[Roster, Plan]:
    district, me = _district(), looking().person
    found = read(data, schools_of(district))
    return found, plan(found, district, by=me.pk if me else None)


def _shown(read_of: Roster, planned: Plan) -> dict[str, Any]:
    return {
        "read": read_of, "plan": planned,
        "new": list(planned.new.values())[:SHOWN],
        "changed": list(planned.changed.values())[:SHOWN],
        "leavers": list(planned.leavers.values())[:SHOWN],
        "refused": [
            (one, say(f"roster.why.{one.reason}"), say(f"roster.why.{one.reason}_do"))
            for one in planned.refused[:SHOWN]
        ],
    }  # fmt: skip


def _page(request: HttpRequest, shown: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "accounts/roster.html", shown | {"most": SHOWN}, status=status)
