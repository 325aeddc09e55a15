"""Jobs: their steps, stopping, trying again, ending without a word, and out of whose scope."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forwhom.errors import SourceError
from forwhom.web.accounts.viewer import Viewer, everywhere
from forwhom.web.audits import alive, changes, jobs, reading_jobs, settling, work
from forwhom.web.audits.models import Job, Kind, State

SECRET = "Marisol-0147"  # stands for what a cell holds


@pytest.fixture
def analyst(somebody: Any) -> Viewer:
    return Viewer.of(somebody("analyst"))


@pytest.fixture
def browser(analyst: Viewer) -> Client:
    client = Client()
    assert analyst.person
    client.force_login(analyst.person)
    return client


@pytest.fixture
def waiting(analyst: Viewer, served: Path) -> Job:
    """An audit that waits for the worker."""
    from forwhom.web.accounts.viewer import looks

    with looks(analyst):
        return changes.ask_for_audit(by=analyst, years=[], as_of=None, quick=True)


def again(job: Job) -> Job:
    with everywhere(because="a test looks"):
        return Job.objects.get(pk=job.pk)


def doing(monkeypatch: pytest.MonkeyPatch, what: Any) -> None:
    monkeypatch.setitem(work.WORK, Kind.AUDIT, what)


def test_it_waits_in_line_and_says_so(browser: Client, waiting: Job) -> None:
    page = browser.get(f"/records/{waiting.pk}/").content.decode()
    assert "It waits for its turn." in page
    assert 'http-equiv="refresh"' in page
    assert 'hx-trigger="every' in page
    assert finders.find("django_htmx/htmx-2.min.js")
    assert 'aria-live="polite"' in page


def test_each_step_is_on_the_row_while_it_runs_and_on_the_page(
    browser: Client, waiting: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def slowly(job: Job, say: Any) -> dict[str, Any]:
        say("Counting children in the district")
        seen.append(browser.get(f"/records/{job.pk}/").content.decode())
        headers = {"accept-language": "es"}
        seen.append(browser.get(f"/records/{job.pk}/", headers=headers).content.decode())
        return {"audit": "0001"}

    doing(monkeypatch, slowly)
    jobs.do(waiting.pk)
    assert "Counting children in the district" in seen[0]
    assert "It is running." in seen[0]
    assert "Contando estudiantes del distrito" in seen[1]
    assert again(waiting).state == State.DONE
    assert "refresh" not in browser.get(f"/records/{waiting.pk}/").content.decode()


def test_one_that_waits_stops_at_once_and_one_that_runs_at_its_next_step(
    browser: Client, waiting: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = []

    def slowly(job: Job, say: Any) -> dict[str, Any]:
        browser.post(f"/records/{job.pk}/stop/")
        steps.append("before")
        say("Counting children in the district")
        steps.append("after")
        return {}

    doing(monkeypatch, slowly)
    jobs.do(waiting.pk)
    assert (again(waiting).state, steps) == (State.STOPPED, ["before"])
    browser.post(f"/records/{waiting.pk}/again/")
    with everywhere(because="a test looks"):
        other = Job.objects.first()
    assert other
    assert other.pk != waiting.pk
    browser.post(f"/records/{other.pk}/stop/")
    assert again(other).state == State.STOPPED
    jobs.do(other.pk)
    assert steps == ["before"]


def test_no_value_of_a_record_is_ever_on_the_row_or_the_page(
    browser: Client, waiting: Job, monkeypatch: pytest.MonkeyPatch, capfd: Any
) -> None:
    def failing(job: Job, say: Any) -> dict[str, Any]:
        raise ValueError(f"could not convert {SECRET}")

    doing(monkeypatch, failing)
    jobs.do(waiting.pk)
    ended = again(waiting)
    assert ended.state == State.FAILED
    assert SECRET not in str(vars(ended))
    page = browser.get(f"/records/{waiting.pk}/").content.decode()
    assert SECRET not in page
    assert "Something went wrong on our side." in page
    assert SECRET not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(28, "No space left on device"), "disk is full"),
        (SourceError("What.", where="x.csv, row 3", did="Did.", remedy="Do."), "x.csv, row 3"),
    ],
)
def test_what_failed_is_told_and_can_be_tried_again(
    browser: Client, waiting: Job, monkeypatch: pytest.MonkeyPatch, error: Exception, says: str
) -> None:
    def failing(job: Job, say: Any) -> dict[str, Any]:
        raise error

    doing(monkeypatch, failing)
    jobs.do(waiting.pk)
    page = browser.get(f"/records/{waiting.pk}/").content.decode()
    assert says in page
    assert "Try again" in page
    doing(monkeypatch, lambda job, say: {"audit": "0001"})
    answer = browser.post(f"/records/{waiting.pk}/again/")
    number = int(answer.url.strip("/").split("/")[1])
    jobs.do(number)
    assert again(Job(pk=number)).state == State.DONE


def test_the_same_asked_twice_is_one_job(browser: Client, audited: Path) -> None:
    first = browser.post("/audits/new/", {"quick": "on"}).url
    assert browser.post("/audits/new/", {"quick": "on"}).url == first
    other = browser.post("/audits/new/", {}).url
    assert other != first
    assert "1 before it in line" in browser.get(other).content.decode()


def test_one_whose_process_is_gone_is_found_and_said(
    browser: Client, waiting: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alive, "STILL", 0)
    with everywhere(because="a test"):
        from django.utils import timezone

        Job.objects.filter(pk=waiting.pk).update(state=State.RUNNING, started=timezone.now())
    with alive.living(waiting.pk):
        assert "It is running." in browser.get(f"/records/{waiting.pk}/").content.decode()
    page = browser.get(f"/records/{waiting.pk}/").content.decode()
    assert "Its process ended before it was done." in page
    assert "Try again" in page
    assert again(waiting).state == State.DIED


def test_one_that_no_worker_took_up_stays_in_line(browser: Client, waiting: Job) -> None:
    settling.settle_dead()
    assert again(waiting).state == State.WAITING


def test_a_killed_process_lets_go_of_its_job(
    waiting: Job, served: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alive, "STILL", 0)
    path = str(alive.folder_of(waiting.pk) / "lock")
    hold = f"""
from pathlib import Path
from forwhom.lock import locked
with locked(Path({path!r})):
    print("held", flush=True)
    input()
"""
    child = subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout
    assert child.stdout.readline() == b"held\n"
    assert alive.is_alive(waiting.pk, 0)
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    assert not alive.is_alive(waiting.pk, 0)


def test_a_job_of_another_district_is_as_if_it_were_not_there(
    elsewhere: Any, somebody: Any, waiting: Job
) -> None:
    stranger = Client()
    stranger.force_login(somebody("analyst", "other-district"))
    for page in ("", "refused/", "refused.csv"):
        assert stranger.get(f"/records/{waiting.pk}/{page}").status_code == 404
    for page in ("stop/", "again/", "bring-in/", "mapping/"):
        assert stranger.post(f"/records/{waiting.pk}/{page}").status_code == 404
    assert again(waiting).state == State.WAITING
    assert str(waiting.pk) not in [
        str(one.pk) for one in reading_jobs.recent(Kind.AUDIT)
    ]  # nobody looks: nothing is seen


def test_fields_that_a_form_does_not_have_change_nothing(
    browser: Client, audited: Path, waiting: Job
) -> None:
    fields = {field.name: "1" for field in Job._meta.fields} | {"state": "done", "told": "{}"}
    browser.post("/audits/new/", {**fields, "quick": "on"})
    browser.post(f"/records/{waiting.pk}/stop/", {**fields, "state": "done"})
    with everywhere(because="a test looks"):
        assert {job.state for job in Job.objects.all()} <= {State.WAITING, State.STOPPED}
        assert {job.told.get("audit") for job in Job.objects.all()} == {None}


def test_refused_rows_are_paged_and_downloaded_without_their_values(
    browser: Client, served: Path, at_once: None, small_export: Path, last_job: Any
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile as File

    from forwhom.web.history.models import Entry

    lines = (small_export / "enrollments.csv").read_text().splitlines()
    bad = [f"{SECRET}-{n},,no year,{SECRET}" for n in range(120)]
    files = [
        File("enrollments.csv", "\n".join([*lines, *bad]).encode()),
        *(File(n, (small_export / n).read_bytes()) for n in ("schools.csv", "students.csv")),
    ]
    browser.post("/records/new/", {"chosen": files})
    job = last_job()
    assert job.state == "done", job.problem
    assert job.told["too_many"]
    told = next(one for one in job.told["tables"] if one["table"] == "enrollments")
    assert told["refused"] == 120
    page = browser.get(f"/records/{job.pk}/refused/?page=3").content.decode()
    assert page.count("<tr>") == 21
    listed = b"".join(browser.get(f"/records/{job.pk}/refused.csv").streaming_content).decode()
    assert listed.count("\n") == 121
    assert Entry.objects.filter(act="exported", count=120).exists()
    for text in (page, listed, str(vars(job)), browser.get(f"/records/{job.pk}/").content.decode()):
        assert SECRET not in text
    browser.post(f"/records/{job.pk}/bring-in/", {})
    assert (last_job().state, last_job().kind) == ("failed", "import")
    assert not (served / "tables").exists()
    assert "Every refused row" in browser.get(f"/records/{last_job().pk}/").content.decode()
    browser.post(f"/records/{job.pk}/bring-in/", {"accept_refused": "on"})
    assert last_job().state == "done", last_job().problem


def test_a_page_asks_few_questions(browser: Client, waiting: Job) -> None:
    for page in (f"/records/{waiting.pk}/", "/records/", "/audits/"):
        browser.get(page)
        with CaptureQueriesContext(connection) as asked:
            browser.get(page)
        told = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
        assert len(told) <= 12, told


def test_a_nul_in_a_name_from_outside_keeps_no_job_from_its_end(
    waiting: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: Job, say: Any) -> dict[str, Any]:
        say("Reading a\x00b")
        raise SourceError("`a\x00b.csv` is empty.", did="Nothing was read from it.")

    doing(monkeypatch, fails)
    jobs.do(waiting.pk)
    ended = again(waiting)
    assert (ended.state, ended.problem["what"]) == ("failed", "`ab.csv` is empty.")
