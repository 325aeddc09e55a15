"""Asking for an audit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.audits import changes, reading_jobs
from forwhom.web.audits.forms import RunAudit


@door(may=May.RUN_AUDITS)
def show(request: HttpRequest) -> HttpResponse:
    """Which years, up to which day, how deep."""
    held = reading_jobs.held()
    if held is None:
        return render(request, "audits/run_audit.html", {"form": None})
    form = RunAudit(request.POST if request.method == "POST" else None, known=held.years)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        as_of = asked["as_of"].isoformat() if asked["as_of"] else None
        job = changes.ask_for_audit(
            by=looking(), years=asked["years"], as_of=as_of, quick=asked["quick"]
        )
        return redirect("job", job.pk)
    status = 400 if form.errors else 200
    return render(request, "audits/run_audit.html", {"form": form}, status=status)
