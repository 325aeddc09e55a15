"""A district whose tables are in PostgreSQL, saved and brought back by its own programs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from forwhom.errors import WebError
from forwhom.web.place_on_disk import DATABASE, Served
from forwhom.web.running.saved.backup import backup
from forwhom.web.running.saved.restore import restore
from tests.conftest import needs
from tests.web.postgresql import postgresql, programs
from tests.web.running.conftest import serving
from tests.web.running.test_crashes import ask, begin, writer

NOWHERE = "postgresql://forwhom@127.0.0.1:9/forwhom"


def forwhom(environment: dict[str, str], *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "forwhom", *map(str, words)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def two_databases() -> Iterator[tuple[str, str]]:
    needs(programs(), "No PostgreSQL here: install the package `postgresql`.")
    needs(shutil.which("pg_dump"), "No pg_dump here: install the package `postgresql-client`.")
    with postgresql() as address:
        other = address.replace("/postgres", "/other")
        subprocess.run(["psql", "-q", address, "-c", "CREATE DATABASE other"], check=True)
        yield address, other


@pytest.mark.long
def test_it_comes_back_whole_while_people_go_on(
    tmp_path: Path, two_databases: tuple[str, str]
) -> None:
    address, other = two_databases
    environment = begin(tmp_path / "valley", address)
    writer(environment, "before", 20).communicate()
    meanwhile = writer(environment, "meanwhile", 100_000)
    assert meanwhile.stdout.readline()
    saved = forwhom(environment, "backup", tmp_path / "valley", "--out", tmp_path / "one")
    meanwhile.kill()
    meanwhile.communicate()
    assert saved.returncode == 0, saved.stderr
    whole, elsewhere = ask(environment), serving(tmp_path / "back", other)
    again = ("restore", tmp_path / "one", "--into", tmp_path / "back")
    done = forwhom(elsewhere, *again)
    assert done.returncode == 0, done.stderr
    found = ask(elsewhere)
    assert found["broken"] is None
    assert found["people"] == found["posts"] == found["rows"]
    assert 20 < len(found["people"]) < len(whole["people"])
    assert found["people"] == whole["people"][: len(found["people"])]
    assert unsafe(elsewhere, tmp_path / "back") == []
    refused(elsewhere, *again, says="holds something already")
    shutil.rmtree(tmp_path / "back")
    refused(elsewhere, *again, says="PostgreSQL database holds tables already")
    assert not (tmp_path / "back").exists()
    assert forwhom(elsewhere, *again, "--replace").returncode == 0
    assert ask(elsewhere) == found


def refused(environment: dict[str, str], *words: object, says: str) -> None:
    done = forwhom(environment, *words)
    assert done.returncode == WebError.exit_code
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def unsafe(environment: dict[str, str], district: Path) -> list[str]:
    told = forwhom(environment, "doctor", district, "--history", "--json").stdout
    looks: list[dict[str, Any]] = json.loads(told)["Web"]
    return [look["says"] for look in looks if look["state"] == "wrong"]


@pytest.mark.parametrize("program", ["pg_dump", "pg_restore"])
def test_without_postgresqls_programs_it_says_so(
    valley: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.setenv(DATABASE, NOWHERE)
    saved = dump_of(valley, tmp_path)
    does: dict[str, Callable[[], Any]] = {
        "pg_dump": lambda: backup(valley, out=tmp_path / "one"),
        "pg_restore": lambda: restore(saved, into=tmp_path / "back", replace=True),
    }
    with pytest.raises(WebError) as told:
        does[program]()
    assert f"`{program}` is not here" in told.value.what
    assert "postgresql-client" in told.value.remedy
    assert NOWHERE not in str(told.value)
    assert not list(tmp_path.glob("one*"))
    assert not (tmp_path / "back").exists()


def dump_of(valley: Served, tmp_path: Path) -> Path:
    """A backup as one of PostgreSQL looks: its dump is never opened here."""
    from forwhom.web.running.saved import backup as saving

    dump = tmp_path / "web.pgdump"
    dump.write_bytes(b"PGDMP")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(saving, "save", lambda *_: ("web/web.pgdump", dump))
        backup(valley, out=tmp_path / "saved")
    return tmp_path / "saved"


def test_a_database_that_does_not_answer_is_told(
    valley: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs(shutil.which("pg_dump"), "No pg_dump here: install the package `postgresql-client`.")
    monkeypatch.setenv(DATABASE, NOWHERE)
    with pytest.raises(WebError, match="could not do it"):
        backup(valley, out=tmp_path / "one")
    assert not list(tmp_path.glob("one*"))


def test_tables_of_the_other_kind_are_refused_before_anything_is_in_place(
    valley: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(valley, out=tmp_path / "sqlite")
    from_postgresql = dump_of(valley, tmp_path)
    with pytest.raises(WebError, match="come from PostgreSQL"):
        restore(from_postgresql, into=tmp_path / "back")
    monkeypatch.setenv(DATABASE, NOWHERE)
    with pytest.raises(WebError, match="come from SQLite"):
        restore(tmp_path / "sqlite", into=tmp_path / "back")
    assert not (tmp_path / "back").exists()
