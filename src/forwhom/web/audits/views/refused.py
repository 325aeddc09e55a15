"""The rows that a check or an import refused: where each stands, why, and what would help."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any, cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.audits import reading_jobs
from forwhom.web.audits.faults import kept, worded
from forwhom.web.audits.models import Job
from forwhom.web.audits.views.job import found
from forwhom.web.audits.words_of import table_name
from forwhom.web.history.changes import note
from forwhom.web.history.models import Act

FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Line:
    """A file that csv writes to, which hands each line on."""

    def write(self, text: str) -> str:
        """The line itself."""
        return text


@door(may=May.BRING_RECORDS)
def show(request: HttpRequest, job: int) -> HttpResponse:
    """A page of them."""
    one = found(job)
    count = sum(1 for _ in reading_jobs.refused_rows(one))
    page = Paginator(range(count), reading_jobs.A_PAGE).get_page(request.GET.get("page"))
    rows: list[dict[str, Any]] = [*reading_jobs.refused_page(one, page.number)]
    for row in rows:
        row["table"] = table_name(row["table"])
        for part in ("reason", "remedy"):
            row[part] = worded(kept(row[part]))
    told = {"job": one, "rows": rows, "page": page, "count": count}
    return render(request, "audits/refused.html", told)


@door(may=May.BRING_RECORDS)
def download(request: HttpRequest, job: int) -> StreamingHttpResponse:
    """The whole list as CSV."""
    one = found(job)
    count = sum(1 for _ in reading_jobs.refused_rows(one))
    note(
        by=looking().who, act=Act.EXPORTED, what="refused_csv", place=one.place.code,
        subject=f"job {one.pk}", count=count,
    )  # fmt: skip
    response = StreamingHttpResponse(_lines(one), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="refused-{one.pk}.csv"'
    return response


def _lines(one: Job) -> Iterator[str]:
    writer = csv.writer(Line())
    yield cast("str", writer.writerow(reading_jobs.FIELDS))
    for row in reading_jobs.refused_rows(one):
        yield cast("str", writer.writerow([_plain(row[name]) for name in reading_jobs.FIELDS]))


def _plain(text: str) -> str:
    """A spreadsheet must not take a name for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
