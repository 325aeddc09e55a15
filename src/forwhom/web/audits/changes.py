"""Writes about records and audits: permission, one transaction, and a row of the history."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from forwhom.web.accounts.models import Place
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.audits.models import OPEN, Archived, Job, Kind, State
from forwhom.web.audits.tasks import work
from forwhom.web.history.changes import note
from forwhom.web.history.models import Act

NEEDS = {
    Kind.CHECK: May.BRING_RECORDS,
    Kind.IMPORT: May.BRING_RECORDS,
    Kind.SAMPLE: May.BRING_RECORDS,
    Kind.AUDIT: May.RUN_AUDITS,
}


def ask_for_check(*, by: Viewer, source: str, mapping: str = "") -> Job:
    """Ask that records be looked at as an import would, and nothing kept."""
    from forwhom.web.audits.alive import folder_of
    from forwhom.web.audits.work import MAPPING

    def laid(job: Job) -> None:
        if mapping:
            (folder_of(job.pk) / MAPPING).write_text(mapping, "utf-8")

    return _ask(by, Kind.CHECK, {"source": source}, ready=laid)


def ask_for_import(*, by: Viewer, after: Job, accept_refused: bool, replace: bool) -> Job:
    """Ask that the records of a check be brought in."""
    asked = {"source": after.asked["source"], "accept_refused": accept_refused, "replace": replace}
    return _ask(by, Kind.IMPORT, asked, after=after)


def ask_for_sample(*, by: Viewer) -> Job:
    """Ask for a made-up district, to try everything on."""
    return _ask(by, Kind.SAMPLE, {})


def ask_for_audit(*, by: Viewer, years: list[str], as_of: str | None, quick: bool) -> Job:
    """Ask for an audit of the records that are held."""
    return _ask(by, Kind.AUDIT, {"years": years, "as_of": as_of, "quick": quick})


def ask_again(*, by: Viewer, job: Job) -> Job:
    """Ask for the same once more, after it failed, was stopped or ended without a word."""
    return _ask(by, Kind(job.kind), job.asked, after=job.after, ready=lambda new: _same(job, new))


@transaction.atomic
def ask_to_stop(*, by: Viewer, job: Job) -> None:
    """Ask that a job stop; one that still waits stops at once."""
    place = _place(by, NEEDS[Kind(job.kind)])
    found = Job.objects.select_for_update().get(pk=job.pk)
    if found.is_open and not found.wants_stop:
        found.wants_stop = True
        found.state = State.STOPPED if found.state == State.WAITING else found.state
        found.save(update_fields=["wants_stop", "state"])
        note(by=by.who, act=Act.CHANGED, what="ask_to_stop", place=place.code, subject=_id(job))


@transaction.atomic
def archive(*, by: Viewer, audit: str, aside: bool) -> None:
    """Put an audit aside, or take it back. Its folder stays as it is."""
    place = _place(by, May.RUN_AUDITS)
    if aside:
        Archived.objects.get_or_create(place=place, audit=audit, defaults={"by_name": by.who.name})
    else:
        Archived.objects.filter(audit=audit).delete()
    what = "archive_audit" if aside else "take_back_audit"
    note(by=by.who, act=Act.CHANGED, what=what, place=place.code, subject=f"audit {audit}")


@transaction.atomic
def _ask(
    by: Viewer, kind: Kind, asked: dict[str, Any], *, after: Job | None = None, ready: Any = None
) -> Job:
    """The job asked for; where the very same is open already, that one."""
    place = _place(by, NEEDS[kind])
    same = [job for job in Job.objects.filter(kind=kind, state__in=OPEN) if job.asked == asked]
    if same and ready is None:
        return same[0]
    job = Job.objects.create(
        place=place, kind=kind, asked=asked, after=after, by=by.person, by_name=by.who.name,
        by_roles=by.who.roles,
    )  # fmt: skip
    if ready is not None:
        ready(job)
    note(by=by.who, act=Act.CHANGED, what=f"ask_for_{kind}", place=place.code, subject=_id(job))
    job.task = str(work.enqueue(job.pk).id)
    Job.objects.filter(pk=job.pk).update(task=job.task)
    return job


def _same(old: Job, new: Job) -> None:
    from forwhom.web.audits.alive import folder_of
    from forwhom.web.audits.work import MAPPING

    mapping = folder_of(old.pk) / MAPPING
    if mapping.is_file():
        (folder_of(new.pk) / MAPPING).write_bytes(mapping.read_bytes())


def _place(by: Viewer, may: May) -> Place:
    """The district at which they may. Raises PermissionDenied."""
    found = [place for place in by.places(may).values() if place.kind == "district"]
    if not found:
        raise PermissionDenied
    return found[0]


def _id(job: Job) -> str:
    return f"job {job.pk}"
