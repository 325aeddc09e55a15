"""One job: a check, an import, a sample or an audit, from its place in line to what came of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.audits import changes, offers, reading_jobs
from forwhom.web.audits.alive import folder_of
from forwhom.web.audits.faults import kept, worded
from forwhom.web.audits.forms import BringIn, Mapping
from forwhom.web.audits.models import Job, Kind, State
from forwhom.web.audits.words_of import problem, reason, steps, table_name
from forwhom.web.audits.work import MAPPING
from forwhom.web.ui.told import tell


def found(number: int) -> Job:
    """The job. Raises Http404 where it is not in scope."""
    job = reading_jobs.job(number)
    if job is None:
        raise Http404
    return job


@door(may=May.BRING_RECORDS)
def show(request: HttpRequest, job: int) -> HttpResponse:
    """Its steps as they happen, and its end."""
    return page(request, found(job))


def page(request: HttpRequest, job: Job, **forms: Any) -> HttpResponse:
    """The page of a job; `forms` are those with an error in them."""
    told: dict[str, Any] = {"job": job, "steps": steps(job), "before": reading_jobs.before(job)}
    told["problem"] = problem(job.problem)
    told |= {"source": offers.name_of(job.asked["source"])} if "source" in job.asked else {}
    tables = [{**one, "name": table_name(one["table"])} for one in job.told.get("tables", ())]
    told |= {"tables": tables, "refused": sum(one["refused"] for one in tables)}
    told |= {name: sum(one[name] for one in tables) for name in ("rows_in", "kept")}
    reasons = [each for one in tables for each in one["reasons"]]
    told["reasons"] = sorted(reasons, key=lambda one: -one["rows"])[:12]
    told["reasons"] = [{**one, "says": reason(one)} for one in told["reasons"]]
    unreadable = job.told.get("unreadable_tables", {}).items()
    told["unreadable"] = [(table_name(name), worded(kept(why))) for name, why in unreadable]
    told["has_list"] = next(reading_jobs.refused_rows(job), None) is not None
    missing = [table_name(name) for name in job.told.get("missing_tables", ())]
    told["missing"] = ", ".join(missing)
    if job.kind == Kind.CHECK and job.state == State.DONE:
        told |= _next(job, forms)
    return render(request, "audits/job.html", told, status=400 if forms else 200)


def _next(job: Job, forms: dict[str, Any]) -> dict[str, Any]:
    """What can be done after a check: bring the records in, or say what the columns mean."""
    mapping = folder_of(job.pk) / MAPPING
    told: dict[str, Any] = {}
    if mapping.is_file():
        text = {"mapping": mapping.read_text("utf-8")}
        told["mapping"] = forms.get("mapping") or Mapping(initial=text)
    if "tables" in job.told and not job.told["unreadable_tables"]:
        told["bring_in"] = BringIn(too_many=job.told["too_many"])
    return told


@require_POST
@door(may=May.BRING_RECORDS)
def bring_in(request: HttpRequest, job: int) -> HttpResponse:
    """Bring in what was checked."""
    checked = found(job)
    if checked.kind != Kind.CHECK or checked.state != State.DONE or "tables" not in checked.told:
        raise Http404
    form = BringIn(request.POST)
    if not form.is_valid():
        return page(request, checked)
    return redirect("job", changes.ask_for_import(
        by=looking(), after=checked, replace=form.cleaned_data["replace"],
        accept_refused=form.cleaned_data["accept_refused"],
    ).pk)  # fmt: skip


@require_POST
@door(may=May.BRING_RECORDS)
def check_again(request: HttpRequest, job: int) -> HttpResponse:
    """Check the same records with the mapping as it was put right."""
    checked = found(job)
    form = Mapping(request.POST)
    if checked.kind != Kind.CHECK:
        raise Http404
    if not form.is_valid():
        return page(request, checked, mapping=form)
    source, mapping = checked.asked["source"], form.cleaned_data["mapping"].replace("\r\n", "\n")
    return redirect("job", changes.ask_for_check(by=looking(), source=source, mapping=mapping).pk)


@require_POST
@door(may=May.BRING_RECORDS)
def stop(request: HttpRequest, job: int) -> HttpResponse:
    """Stop it: what was there before stays as it was."""
    changes.ask_to_stop(by=looking(), job=found(job))
    tell(request, "job.will_stop")
    return redirect("job", job)


@require_POST
@door(may=May.BRING_RECORDS)
def again(request: HttpRequest, job: int) -> HttpResponse:
    """Ask for the same once more."""
    ended = found(job)
    if ended.is_open or ended.state == State.DONE:
        return redirect("job", job)
    return redirect("job", changes.ask_again(by=looking(), job=ended).pk)
