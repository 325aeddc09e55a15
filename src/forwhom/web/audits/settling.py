"""Jobs whose process ended without a word: found, and told as they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forwhom.web.accounts.viewer import everywhere
from forwhom.web.audits import offers
from forwhom.web.audits.alive import is_alive
from forwhom.web.audits.jobs import end
from forwhom.web.audits.models import OPEN, Job, Kind, State
from forwhom.web.place_on_disk import Served

PATIENCE = timedelta(seconds=10)  # a worker that took a job has begun it by then


def settle(job: int, *, problem: str = "died") -> None:
    """Write down the end of a job that nobody does any more, whose row still says otherwise."""
    with everywhere(because="a job that ended without a word belongs to nobody"):
        found = Job.objects.filter(pk=job, state__in=OPEN).first()
        if found is None:
            return
        brought = _brought_in_after_all(found)
        if brought is not None:
            end(found, State.DONE, told=brought)
            offers.forget(found.asked.get("source", ""))
        elif found.wants_stop:
            end(found, State.STOPPED)
        else:
            end(found, State.DIED, problem={"phrase": problem})


def settle_dead(among: Iterable[Job] | None = None) -> int:
    """Settle the open jobs whose process is gone: all, or those `among` some. Returns how many."""
    settled = 0
    with everywhere(because="a job that died is looked for by whoever opens the page"):
        jobs = list(Job.objects.filter(state__in=OPEN)) if among is None else among
        for job in jobs:
            since = job.started or _taken_up(job)
            if since is not None and not is_alive(job.pk, since.timestamp()):
                settle(job.pk)
                settled += 1
    return settled


def _taken_up(job: Job) -> Any:
    """When a worker took the job; None while it waits in line."""
    if not job.task or timezone.now() - job.at < PATIENCE:
        return None
    found = DBTaskResult.objects.filter(pk=job.task, started_at__isnull=False).first()
    return found and found.started_at


def _brought_in_after_all(job: Job) -> dict[str, Any] | None:
    """What an import brought in, if it was decided before its process ended; else None."""
    from forwhom.audit.held import what_is_held

    if job.kind not in {Kind.IMPORT, Kind.SAMPLE} or job.started is None:
        return None
    held = what_is_held(Served.here().district)
    if held is None or held.brought_in is None or held.brought_in < job.started:
        return None
    return {
        "tables": [
            {"table": one.name, "file": one.file, "rows_in": one.rows + one.refused,
             "kept": one.rows, "refused": one.refused, "reasons": []} for one in held.tables
        ]
    }  # fmt: skip
