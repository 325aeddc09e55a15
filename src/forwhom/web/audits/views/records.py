"""The records: what is held, what is missing, and what was done last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.errors import ForwhomError
from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.audits import reading_jobs
from forwhom.web.audits.jobs import parts
from forwhom.web.audits.models import Kind
from forwhom.web.audits.words_of import day, problem, table_name
from forwhom.web.ui.phrases_of import language

if TYPE_CHECKING:
    from forwhom.audit.held import Lack

SHOWN = 3  # measures that a missing table would allow, by name


@door(may=May.BRING_RECORDS)
def show(request: HttpRequest) -> HttpResponse:
    """Tables and years held, the last import, what is missing and what it would allow."""
    told = {"jobs": reading_jobs.recent(Kind.CHECK, Kind.IMPORT, Kind.SAMPLE)}
    try:
        held = reading_jobs.held()
    except ForwhomError as error:
        return render(request, "audits/records.html", {**told, "problem": problem(parts(error))})
    if held is None:
        return render(request, "audits/records.html", told)
    tables = [{"name": table_name(one.name), "held": one} for one in held.tables]
    lacks = [_lack(one) for one in held.lacks]
    more = {"held": held, "tables": tables, "lacks": lacks, "last": day(held.brought_in)}
    return render(request, "audits/records.html", {**told, **more})


def _lack(lack: Lack) -> dict[str, object]:
    """A missing table, with the first few measures that it would allow."""
    names = lack.measures_es if language() == "es" else lack.measures
    more = max(0, len(names) - SHOWN)
    return {"name": table_name(lack.name), "measures": names[:SHOWN], "more": more}
