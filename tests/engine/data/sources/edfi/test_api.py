"""Records fetched from an Ed-Fi API are those of its files; every trouble has a clear error."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from forwhom.data.sources.edfi import api
from forwhom.data.sources.edfi.api_errors import EdFiApiError
from forwhom.data.sources.edfi.source import EdFiSource
from forwhom.errors import SourceError
from tests.conftest import needs
from tests.engine.data.sources.edfi.ods_server import KEY, SECRET, TOKEN, Ods, serving
from tests.engine.data.sources.edfi.small_ods import (
    rows_of,
    small_ods,
    tables_of,
    write_json_lines,
)

Fetch = Callable[..., Path]


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    needs(
        importlib.util.find_spec("edfi_api_client"),
        "The extra is not here: pip install 'forwhom[edfi]'.",
    )
    monkeypatch.setenv("EDFI_KEY", KEY)
    monkeypatch.setenv("EDFI_SECRET", SECRET)
    monkeypatch.setattr(api, "LONGEST_WAIT", 0.001)
    monkeypatch.setattr(api, "PAGE", 2)


def quiet(_: str) -> None:
    pass


def refused(url: str) -> EdFiApiError:
    """The error with which fetching from `url` ends."""
    with pytest.raises(EdFiApiError) as caught, api.fetched(url, say=quiet):
        pass
    return caught.value


@pytest.mark.long
@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("version", ["7.3", "7.1"])
def test_what_is_fetched_gives_the_tables_of_the_files(tmp_path: Path, version: str) -> None:
    said: list[str] = []
    with serving(Ods(small_ods(), version=version)) as ods:
        with api.fetched(ods.url, say=said.append) as folder:
            found = tables_of(folder)
            assert folder.stat().st_mode & 0o777 == 0o700
        assert not [path for path in folder.glob("*.jsonl") if TOKEN in path.read_text()]
    assert found == tables_of(write_json_lines(small_ods(), tmp_path / "ods"))
    assert "Fetched 3 students" in said


@pytest.mark.usefixtures("keys")
def test_only_fields_that_are_needed_are_written() -> None:
    records = small_ods()
    records["students"][0] |= {"firstName": "Ann", "birthCity": "Elm"}
    records["students"].append({"studentUniqueId": ["Ann"]})
    with serving(Ods(records)) as ods, api.fetched(ods.url, say=quiet) as folder:
        text = "".join(path.read_text() for path in folder.glob("*.jsonl"))
        assert "Ann" not in text
        refused = [row for row in rows_of(folder, "students", "_refuse_reason") if row[0]]
    assert refused == [("the record is not an object",)]


@pytest.mark.usefixtures("keys")
def test_each_year_apart_needs_a_year() -> None:
    with serving(Ods(small_ods(), mode="Year Specific", prefix="/data/v3/2026")) as ods:
        assert "each school year apart" in refused(ods.url).what
        with api.fetched(ods.url, year="2025-26", say=quiet) as folder:
            assert len(rows_of(folder, "students", "student_id")) == 3


@pytest.mark.usefixtures("keys")
def test_what_the_key_may_not_read_is_said() -> None:
    ods = Ods(small_ods(), forbidden=("grades",), unknown=("studentSection504ProgramAssociations",))
    with serving(ods), api.fetched(ods.url, say=quiet) as folder:
        notes = EdFiSource.open(folder).more_notes
    assert notes == [
        "The key may not read these resources: grades.",
        "The API does not have these resources: studentSection504ProgramAssociations.",
    ]


@pytest.mark.usefixtures("keys")
def test_a_busy_server_is_asked_again() -> None:
    with serving(Ods(small_ods(), busy=3)) as ods, api.fetched(ods.url, say=quiet) as folder:
        assert len(rows_of(folder, "students", "student_id")) == 3


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("half", "half an answer"),
        ("not json", "half an answer"),
        ("fewer", "only 2 came|only 1 came"),
        ("429", "too many requests"),
        ("500", "cannot serve us"),
        ("503", "cannot serve us"),
        ("403", "may read none"),
        ("401", "refused to sign us in"),
    ],
)
def test_each_trouble_has_its_own_words(broken: str, says: str) -> None:
    with serving(Ods(small_ods(), broken=broken)) as ods:
        error = refused(ods.url)
    assert re.search(says, error.what)
    assert not any(secret in str(error) for secret in (KEY, SECRET, TOKEN, "Ann"))


@pytest.mark.usefixtures("keys")
def test_a_wrong_secret_is_said_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EDFI_SECRET", "wrong-secret")
    with serving(Ods(small_ods())) as ods:
        error = refused(ods.url)
    assert "refused to sign us in" in error.what
    assert "wrong-secret" not in str(error)
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://127.0.0.1:9", "cannot be reached"),
        ("ftp://server/api", "cannot be used"),
        ("server/api", "cannot be used"),
        ("http://server.example/api", "cannot be used"),
        ("https://me:secret@server.example/api", "cannot be used"),
        ("https://[::1", "cannot be used"),
    ],
)
def test_addresses_that_lead_nowhere(url: str, says: str) -> None:
    with pytest.raises(EdFiApiError, match=says) as caught, api.fetched(url, say=quiet):
        pass
    assert "me:secret" not in str(caught.value)


@pytest.mark.usefixtures("keys")
def test_missing_keys_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EDFI_SECRET")
    with serving(Ods(small_ods())) as ods:
        assert "key or the secret" in refused(ods.url).what
        assert ods.asked == []


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "edfi_api_client", None)
    monkeypatch.setitem(sys.modules, "requests", None)
    assert "pip install 'forwhom[edfi]'" in refused("https://server.example/api").remedy


@pytest.mark.long
@pytest.mark.usefixtures("keys")
def test_the_command_imports_from_an_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from forwhom.cli.app import app

    district = tmp_path / "district"
    with serving(Ods(small_ods())) as ods:
        words = ["import", "--as", "edfi", "--url", ods.url, "--into", str(district), "--json"]
        app(args=words, standalone_mode=False)
    told = json.loads(capsys.readouterr().out)
    assert told["tables"]["students"]["kept"] == 3
    assert (district / "tables" / "enrollments.parquet").is_file()
    assert "Bend" in (district / "forwhom.toml").read_text("utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ["import", "--into", "d"],
        ["import", "folder", "--into", "d", "--url", "https://server.example"],
        ["import", "--as", "oneroster", "--into", "d", "--url", "https://server.example"],
        ["import", "folder", "--into", "d", "--year", "2025-26"],
    ],
)
def test_a_place_and_an_address_are_not_both(words: list[str]) -> None:
    from forwhom.cli.app import app

    with pytest.raises(SourceError, match="not clear where the records are"):
        app(args=words, standalone_mode=False)
