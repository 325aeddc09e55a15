"""Reading jobs: those in scope, the rows they refused, and what the district holds."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.web.audits.alive import folder_of
from forwhom.web.audits.models import OPEN, Job, Kind
from forwhom.web.audits.settling import settle_dead
from forwhom.web.audits.work import REFUSED
from forwhom.web.place_on_disk import Served

if TYPE_CHECKING:
    from forwhom.audit.held import Held

FIELDS = ("table", "file", "row", "column", "reason", "remedy")
A_PAGE = 50


def job(number: int) -> Job | None:
    """A job in scope; one whose process is gone is told as ended."""
    settle_dead()
    return Job.objects.filter(pk=number).first()


def recent(*kinds: Kind, most: int = 10, steps: bool = True) -> list[Job]:
    """The newest jobs in scope of these kinds; without `steps` they are lighter to read."""
    found = Job.objects.filter(kind__in=kinds)
    asked = (found if steps else found.defer("said"))[:most]
    listed = list(asked)
    return list(asked.all()) if settle_dead(job for job in listed if job.is_open) else listed


def open_now() -> Job | None:
    """The job that runs or waits first, of those in scope."""
    return Job.objects.filter(state__in=OPEN).order_by("pk").first()


def before(one: Job) -> int:
    """How many open jobs stand before this one in line."""
    return Job.objects.filter(state__in=OPEN, pk__lt=one.pk).count()


def refused_rows(one: Job) -> Iterator[dict[str, str]]:
    """Each refused row's table, file, row, column, reason and remedy; never its values."""
    for path in sorted((folder_of(one.pk) / REFUSED).glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                yield {name: row.get(name) or "" for name in FIELDS}


def refused_page(one: Job, number: int) -> list[dict[str, str]]:
    """One page of them, counted from 1."""
    return list(islice(refused_rows(one), (number - 1) * A_PAGE, number * A_PAGE))


def held() -> Held | None:
    """What the district holds; looked at again only after an import. Raises DistrictError."""
    folder = Served.here().district
    told = folder / "tables" / "imports.json"
    ready = (folder / ".import-ready").is_dir()
    return _held(folder, told.stat().st_mtime_ns if told.is_file() and not ready else 0)


def _held(folder: Path, made: int) -> Held | None:
    from forwhom.audit.held import what_is_held

    return _kept(folder, made) if made else what_is_held(folder)


@lru_cache(maxsize=4)
def _kept(folder: Path, _: int) -> Held | None:
    from forwhom.audit.held import what_is_held

    return what_is_held(folder)
