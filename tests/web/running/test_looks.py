"""`forwhom doctor` refuses each setting that is not safe, with a sentence and a remedy."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from forwhom.errors import WebError
from forwhom.lock import locked
from forwhom.web.accounts.changes import place_schools
from forwhom.web.accounts.demo import make_people
from forwhom.web.history.changes import NOBODY, SERVER, note
from forwhom.web.history.models import Act
from forwhom.web.history.only_added import dropping
from forwhom.web.place_on_disk import Served
from forwhom.web.running.looks import look_over
from forwhom.web.running.serve import only_made_up
from tests.web.running.conftest import serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(served: Path, settings: Any) -> Served:
    """A district whose web is as it should be."""
    (served / "web").mkdir(mode=0o700)
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    return Served(served)


def states(district: Served, *, history: bool = False) -> dict[str, str]:
    looks = look_over(district.district, history=history)
    assert all(look.remedy for look in looks if look.state == "wrong")
    return {f"{look.about}: {look.says}": look.state for look in looks}


def only_wrong(district: Served, *, history: bool = False) -> str:
    wrong = [says for says, state in states(district, history=history).items() if state == "wrong"]
    assert len(wrong) == 1, wrong
    return wrong[0]


def test_a_district_as_it_should_be(district: Served) -> None:
    assert "wrong" not in states(district, history=True).values()


FLIPS: dict[str, tuple[dict[str, Any], str]] = {
    "debug": ({"DEBUG": True}, "errors"),
    "short key": ({"SECRET_KEY": "short"}, "key"),
    "default key": ({"SECRET_KEY": "django-insecure-" + "abcdefghijklmno0123" * 4}, "key"),
    "dull key": ({"SECRET_KEY": "a" * 80}, "key"),
    "http": ({"ALLOWED_HOSTS": ["forwhom.example.org"]}, "address"),
    "any name": ({"ALLOWED_HOSTS": ["*"], "SESSION_COOKIE_SECURE": True}, "address"),
    "open": ({"ACCOUNT_ADAPTER": "allauth.account.adapter.DefaultAccountAdapter"}, "sign-up"),
    "demo": ({"DEMO": True}, "demo"),
}


@pytest.fixture
def records(district: Served) -> Path:
    """Its folder of tables, in which there are records."""
    folder = district.district / "tables"
    folder.mkdir()
    (folder / "students.parquet").touch()
    return folder


@pytest.mark.parametrize("flip", FLIPS)
def test_each_setting_flipped(district: Served, records: Path, settings: Any, flip: str) -> None:
    changed, about = FLIPS[flip]
    for name, value in changed.items():
        setattr(settings, name, value)
    if flip == "open":
        from allauth.account import app_settings

        assert changed["ACCOUNT_ADAPTER"] == app_settings.ADAPTER
    assert only_wrong(district).startswith(f"{about}: ")


def test_the_demo_where_records_are_real_and_where_they_are_made_up(
    district: Served, records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORWHOM_DEMO", "1")
    assert only_wrong(district).startswith("demo: ")
    with pytest.raises(WebError, match="these records are not made up"):
        only_made_up(district)
    (records / "made-up").touch()
    only_made_up(district)
    told = [says for says, state in states(district).items() if says.startswith("demo: ")]
    assert "anybody who reaches it signs in as any role" in told[0]
    assert "wrong" not in states(district).values()


def test_the_made_up_people_are_refused_among_real_records(
    district: Served, records: Path, settings: Any
) -> None:
    settings.DEMO = True
    place_schools(by=SERVER, district_name="Made-up district", schools=[])
    make_people()
    settings.DEMO = False
    assert only_wrong(district).startswith("people: Made-up people are among")
    (records / "made-up").touch()
    assert states(district)["people: Its people are made up, as are its records."] == "note"


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps its own list of who may read")
@pytest.mark.parametrize("name", ["", "web.sqlite3", "uploads", "uploads/export.csv", "web.toml"])
def test_what_others_can_open(district: Served, name: str) -> None:
    path = district.folder / name
    if name and name != "uploads":
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.touch(mode=0o600)
    else:
        path.mkdir(mode=0o700, exist_ok=True)
    assert "wrong" not in states(district).values()
    path.chmod(path.stat().st_mode | 0o044)
    assert "Others on this machine can open" in only_wrong(district)


def test_little_room(district: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=2**29))
    assert only_wrong(district) == "disk: 0.5 GB are free."


def test_a_background_process_that_ended(district: Served) -> None:
    assert "background: The district is not being served at this moment." in states(district)
    with locked(district.folder / "serve.lock"):
        assert only_wrong(district).startswith("background: ")
        with locked(district.folder / "jobs.lock"):
            assert "wrong" not in states(district).values()


def test_mail_that_is_not_set_is_a_note(district: Served) -> None:
    assert [s for says, s in states(district).items() if says.startswith("mail")] == ["note"]


def test_tables_of_an_older_version(district: Served) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    assert only_wrong(district) == "tables: 1 changes of the tables are still to be made."


def test_a_database_that_does_not_answer(district: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def silent(*_: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", silent)
    assert only_wrong(district) == "database: The database does not answer."


def test_a_guard_that_was_taken_away(district: Served) -> None:
    with connection.cursor() as cursor:
        for statement in dropping(connection.vendor):
            cursor.execute(statement)
    assert "of the history was taken away" in only_wrong(district)


def test_a_clock_that_runs_behind(district: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    from forwhom.web.history import changes

    real = changes.datetime

    class Later(real):  # type: ignore[misc, valid-type]
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return real.now(tz).replace(year=2090)

    monkeypatch.setattr(changes, "datetime", Later)
    note(by=NOBODY, act=Act.READ, what="page")
    assert only_wrong(district).startswith("clock: ")


def test_a_changed_history_names_the_row(district: Served) -> None:
    from forwhom.web.history.only_added import making

    for _ in range(3):
        note(by=NOBODY, act=Act.READ, what="page")
    with connection.cursor() as cursor:
        for statement in dropping(connection.vendor):
            cursor.execute(statement)
        cursor.execute("UPDATE history_entry SET who = 'x' WHERE number = 2")
        for statement in making(connection.vendor):
            cursor.execute(statement)
    assert "wrong" not in states(district).values()
    assert only_wrong(district, history=True).startswith("history: broken at row 2")


def asked(district: Path, *options: str) -> tuple[int, dict[str, Any]]:
    command = [sys.executable, "-m", "forwhom", "doctor", str(district), "--json", *options]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=serving(district)
    )
    return done.returncode, json.loads(done.stdout)


@pytest.mark.long
def test_the_command_ends_with_an_error(running: Callable[..., Any]) -> None:
    served = running()
    (served.district / "tables").mkdir()
    (served.district / "forwhom.toml").write_text('name = "Valley"\n')
    served.until("Starting worker")
    code, found = asked(served.district, "--history")
    assert [look for look in found["Web"] if look["state"] == "wrong"] == []
    assert code == 0
    (served.district / "web").chmod(0o755)
    assert asked(served.district)[0] == 1
