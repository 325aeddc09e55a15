"""A district in full swing: records, two audits, releases, jobs in every state, people who wait."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from forwhom.web.accounts import changes as people
from forwhom.web.accounts.models import Person, Place
from forwhom.web.accounts.roles import ROLES
from forwhom.web.accounts.viewer import Viewer, everywhere, looks
from forwhom.web.audits.alive import folder_of
from forwhom.web.audits.models import Job, Kind, State
from forwhom.web.findings import changes as findings
from forwhom.web.history.changes import Who
from tests.web.filled import AUDIT, DISTRICT_FINDING, OWN, OWN_FINDING, SIBLING_FINDING

OLDER, YEAR = "0000", "2025-26"
AUTUMN = 1_760_000_000  # in 2025: when the older audit was made
REASON = {"reason": "This is no day", "remedy": "Write it as 2026-01-31.", "rows": 2,
          "column": "day", "first": [17], "file": "attendance.csv"}  # fmt: skip
TABLE = {"table": "attendance", "file": "attendance.csv", "rows_in": 900, "kept": 898,
         "refused": 2, "reasons": [REASON]}  # fmt: skip
REFUSED = "table,file,row,column,reason,remedy\nattendance,a.csv,17,day,No day,Write a day\n"


def make(filled: Path, export: Path, folder: Path) -> Path:
    """The folder of a filled district, with its records and an older audit beside the newest."""
    from forwhom.audit import import_records

    import_records(export, folder)
    shutil.copytree(filled, folder, dirs_exist_ok=True)
    older = shutil.copytree(folder / "audits" / AUDIT, folder / "audits" / OLDER)
    os.utime(older / "audit.json", (AUTUMN, AUTUMN))
    return folder


def live(
    analyst: Person, principal: Person, administrator: Person
) -> dict[str, list[dict[str, Any]]]:
    """What people did in it; gives back the addresses' blanks that are filled by now."""
    district, school = (Place.objects.get(code=code) for code in ("district", OWN))
    with looks(Viewer.of(analyst)):
        _ask_and_assume(Viewer.of(analyst), district)
    with looks(Viewer.of(principal)):
        findings.follow(
            by=Viewer.of(principal), place=school, kind="finding", key=OWN_FINDING, seen=OLDER
        )
    link = _came_and_went(Viewer.of(administrator).who, district)
    with everywhere(because="a test sets the stage"):
        jobs = [{"job": one.pk} for one in _jobs(analyst, district)]
        lists = folder_of(jobs[0]["job"]) / "refused"
        lists.mkdir()
        (lists / "attendance.csv").write_text(REFUSED, "utf-8")
    everyone = [{"pk": one.pk} for one in Person.objects.order_by("pk")]
    return {
        "job": jobs, "refused": jobs[:1], "refused_csv": jobs[:1], "person": everyone[:3],
        "invitation": [{"token": link.strip("/").split("/")[-1]}], "audit": [{"audit": OLDER}],
        "finding": [{"which": DISTRICT_FINDING}, {"which": OWN_FINDING}],
    }  # fmt: skip


def _came_and_went(by: Who, district: Place) -> str:
    """Somebody is invited, and somebody left; gives back the link of the first."""
    gone = Person.objects.create_user("gone@example.org", "Gone Long Since")
    people.give_post(by=by, person=gone, role=ROLES["committee_member"], place=district)
    people.deactivate(by=by, person=gone)
    role = ROLES["committee_member"]
    return people.invite(by=by, email="new@example.org", role=role, place=district)


def _ask_and_assume(by: Viewer, district: Place) -> None:
    """One finding is open, followed and asked about; one of a school has a guess."""
    findings.open_finding(by=by, team=district, finding=DISTRICT_FINDING, school_year=YEAR)
    findings.ask_why(by=by, place=district, finding=DISTRICT_FINDING, audit=AUDIT)
    findings.assume(
        by=by, place=district, finding=DISTRICT_FINDING, about="rule",
        text="Three slips make a suspension.", would_show="Others would have it too.",
    )  # fmt: skip
    findings.follow(by=by, place=district, kind="finding", key=DISTRICT_FINDING, seen=OLDER)
    findings.guess(
        by=by, team=district, finding=SIBLING_FINDING, school_year=YEAR, direction="more",
        points=5, sure="fairly", because="",
    )  # fmt: skip


def _jobs(analyst: Person, district: Place) -> list[Job]:
    """One job of each kind and state that a page tells apart."""
    checked = {
        "kind": "CSV", "tables": [TABLE], "missing_tables": ["courses"], "too_many": False,
        "unreadable_tables": {"courses": "The file cannot be read."}, "proposed": False,
        "notes": ["A column is not used."], "measures": {"possible": ["a"], "without_data": ["b"]},
    }  # fmt: skip
    problem = {"what": "The disk is full.", "where": "tables/", "did": "Nothing was kept.",
               "remedy": "Make room, and try again."}  # fmt: skip
    audited = {"audit": AUDIT, "years": [YEAR], "findings": 3}
    kept: list[tuple[Kind, State, dict[str, Any], dict[str, Any]]] = [
        (Kind.CHECK, State.DONE, checked, {}),
        (Kind.IMPORT, State.DONE, {"tables": [TABLE]}, {}),
        (Kind.AUDIT, State.DONE, audited, {}),
        (Kind.AUDIT, State.FAILED, {}, problem),
        (Kind.AUDIT, State.STOPPED, {}, {}),
        (Kind.SAMPLE, State.DIED, {}, {"phrase": "died"}),
        (Kind.AUDIT, State.WAITING, {}, {}),
    ]
    about: dict[str, Any] = {"place": district, "by": analyst, "by_name": str(analyst)}
    return [
        Job.objects.create(kind=kind, state=state, told=told, problem=problem, **about)
        for kind, state, told, problem in kept
    ]
