"""One audit: what was run on what, by which version and settings, and what has no data."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door, reading
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.audits import changes, queries
from forwhom.web.audits.words_of import table_name
from forwhom.web.ui.phrases_of import language
from forwhom.web.ui.told import tell


@door(may=May.READ_INSIDE)
def show(request: HttpRequest, audit: str) -> HttpResponse:
    """What the audit says of itself."""
    names = queries.listed()
    line = next((one for one in names if one.name == audit), None)
    found = queries.audit(audit)
    if line is None or found is None:
        raise Http404
    reading(request, subject=f"audit {audit}", count=len(found.about["measures"]))
    others = [one for one in names if one.at < line.at]
    told = {"line": line, "older": others[0].name if others else "", **_about(found.about)}
    told["runs"] = looking().may(May.RUN_AUDITS)
    return render(request, "audits/audit.html", told)


def _about(about: dict[str, Any]) -> dict[str, Any]:
    spanish = language() == "es"
    inside = queries.sees_district()

    def title(measure: dict[str, Any]) -> str:
        return str((measure["spanish"] if spanish else measure)["title"])

    counted = [one for one in about["measures"] if one["status"] == "ok"]
    silent = [one for one in about["measures"] if one["status"] != "ok"]
    return {
        "about": about,
        "students": list(about["students"].items()) if inside else [],
        "schools": len(about["schools"]),
        "counted": [title(one) for one in counted],
        "silent": [{"title": title(one), "needs": ", ".join(one["missing"])} for one in silent],
        "missing": [table_name(name) for name in about["missing_tables"]],
        "notes": about["notes_es" if spanish else "notes"] if inside else [],
        "rules": about["rules"],
    }


@require_POST
@door(may=May.RUN_AUDITS)
def archive(request: HttpRequest, audit: str) -> HttpResponse:
    """Put it aside, or take it back."""
    if audit not in {one.name for one in queries.listed()}:
        raise Http404
    aside = request.POST.get("aside") == "yes"
    changes.archive(by=looking(), audit=audit, aside=aside)
    tell(request, "audits.put_aside" if aside else "audits.taken_back", what=audit)
    return redirect("audits")
