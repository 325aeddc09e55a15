"""The four kinds of work: a check, an import, an audit, a made-up sample."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings

from forwhom.errors import DistrictError, RefusedError
from forwhom.web.audits import offers
from forwhom.web.audits.alive import folder_of
from forwhom.web.audits.models import Job, Kind
from forwhom.web.audits.ready_for_pages import made, make_ready
from forwhom.web.history.changes import note
from forwhom.web.history.models import Act
from forwhom.web.place_on_disk import Served

Say = Callable[[str], None]
MAPPING, REFUSED = "mapping.toml", "refused"
SAMPLE: dict[str, Any] = {"students": 2_000, "schools": 8, "years": 3, "seed": 1}


def check(job: Job, say: Say) -> dict[str, Any]:
    """What an import would do, without doing it; one unknown file gets a mapping proposed first."""
    with _source(job) as source:
        return _checked(job, source, say)


def _checked(job: Job, source: Path, say: Say) -> dict[str, Any]:
    from forwhom.audit.look import look_at
    from forwhom.audit.offered import kind_title, needs_mapping, proposed_mapping

    mapping = folder_of(job.pk) / MAPPING
    if not mapping.is_file() and needs_mapping(source):
        say("Looking at the columns")
        mapping.write_text(proposed_mapping(source), "utf-8")
        return {"kind": "", "proposed": True}
    named = mapping if mapping.is_file() else None
    seen = look_at(source, named, refused_to=folder_of(job.pk) / REFUSED, say=say)
    told = seen.as_dict()
    del told["source"], told["refused"]
    unreadable = {name: str(error.what) for name, error in seen.unreadable.items()}
    tables = [_table(account) for account in seen.accounts]
    more = {"tables": tables, "unreadable_tables": unreadable, "proposed": named is not None}
    return {**told, **more, "kind": kind_title(source), "too_many": seen.too_many}


def bring_in(job: Job, say: Say) -> dict[str, Any]:
    """All of it or none; an uploaded copy goes once the records are in."""
    from forwhom.audit import import_records

    district = Served.here().district
    mapping = folder_of(job.after_id or job.pk) / MAPPING
    try:
        with _source(job) as source:
            _refuse_real_records_in_the_demo(source)
            accounts = import_records(
                source, district, mapping=mapping if mapping.is_file() else None, say=say,
                accept_refused=job.asked.get("accept_refused", False),
                replace=job.asked.get("replace", False),
            )  # fmt: skip
    except RefusedError:
        _keep_lists(district, job)
        raise
    _keep_lists(district, job)
    offers.forget(job.asked["source"])
    return _brought(job, accounts)


def sample(job: Job, say: Say) -> dict[str, Any]:
    """A made-up district, to try everything on; never over records that are there."""
    import forwhom
    from forwhom.audit import import_records
    from forwhom.audit.held import what_is_held

    district = Served.here().district
    if what_is_held(district) is not None:
        raise DistrictError(
            "This district holds records already.",
            did="No sample was made.",
            remedy="Try the sample with `make demo`, in a folder of its own.",
        )
    with tempfile.TemporaryDirectory(dir=Served.here().folder) as name:
        say("Making up a district")
        forwhom.make_sample(Path(name) / "sample", **SAMPLE)
        accounts = import_records(Path(name) / "sample", district, say=say)
    return _brought(job, accounts)


def audit(job: Job, say: Say) -> dict[str, Any]:
    """Count everything, find the disparities, write the report; then the pages know of it."""
    import forwhom

    asked = job.asked
    found = forwhom.run_audit(
        Served.here().district, years=tuple(asked.get("years", ())), as_of=asked.get("as_of"),
        quick=asked.get("quick", False), say=say,
    )  # fmt: skip
    say("Making the pages ready")
    make_ready(found, by=job.who, say=say)
    made.send_robust(
        sender=None, audit=found, say=say
    )  # what fails now is done when somebody looks
    years, name = found.about["school_years"], found.folder.name
    note(
        by=job.who, act=Act.CHANGED, what="run_audit", place=job.place.code, subject=f"audit {name}"
    )
    return {"audit": name, "years": years, "findings": len(found.findings)}


WORK: dict[str, Callable[[Job, Say], dict[str, Any]]] = {
    Kind.CHECK: check, Kind.IMPORT: bring_in, Kind.AUDIT: audit, Kind.SAMPLE: sample,
}  # fmt: skip


@contextmanager
def _source(job: Job) -> Iterator[Path]:
    """The records, unpacked where they are a zip; a mapping that reaches elsewhere is refused."""
    from forwhom.audit.offered import refuse_outside, unpacked

    with unpacked(offers.path_of(job.asked["source"])) as source:
        for folder in (source if source.is_dir() else source.parent, folder_of(job.pk)):
            refuse_outside(folder)
        yield source


def _refuse_real_records_in_the_demo(source: Path) -> None:
    from forwhom.audit.offered import is_sample

    if settings.DEMO and not is_sample(source):
        raise DistrictError(
            "In the demo anybody may sign in as any role, and these records may be real.",
            did="Nothing was imported.",
            remedy="Begin a district of your own in a new folder, without --demo.",
        )


def _keep_lists(district: Path, job: Job) -> None:
    """The lists of refused rows stay with the job; those of the district are of its last import."""
    mine = folder_of(job.pk) / REFUSED
    shutil.rmtree(mine, ignore_errors=True)
    if (district / REFUSED).is_dir():
        shutil.copytree(district / REFUSED, mine)


def _brought(job: Job, accounts: list[Any]) -> dict[str, Any]:
    kept = sum(account.kept for account in accounts)
    note(
        by=job.who, act=Act.CHANGED, what="import_records", place=job.place.code,
        subject=f"job {job.pk}", count=kept,
    )  # fmt: skip
    return {"tables": [_table(account) for account in accounts]}


def _table(account: Any) -> dict[str, Any]:
    reasons = [asdict(reason) for reason in account.reasons]
    told = {"table": account.table, "file": account.file, "rows_in": account.rows_in}
    return {**told, "kept": account.kept, "refused": account.refused, "reasons": reasons}
