"""An audit of published numbers alone, to its report, in both languages."""

import json
import re
import runpy
import sys
from pathlib import Path

import pyarrow.parquet
import pytest

from forwhom.audit import audit_records
from forwhom.audit.look import look_at
from forwhom.errors import DistrictError, RefusedError
from forwhom.report import build
from forwhom.results import AuditFolder, open_audit
from forwhom.results.schemas import disparities_schema
from tests.engine.published.rows import BLACK, OAK, RACE, row, write

HIGH = {"place_type": "school", "place_id": "01-1", "place_name": "Oak High"}
ROWS = [
    *OAK,
    row("all", "all", "20", "200", **HIGH),
    row(RACE, "White", "5", "100", **HIGH),
    row(RACE, BLACK, "15", "100", **HIGH),
    row("all", "all", rate="10.0%", measure="truant"),
    row("lunch", "Free", rate="12%", measure="truant"),
]


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> AuditFolder:
    home = tmp_path_factory.mktemp("published")
    source = write(home / "source", ROWS, {"name": "Oak District"})
    return open_audit(audit_records(source, home / "out"))


def test_the_tables_have_the_agreed_columns(audited: AuditFolder) -> None:
    assert audited.disparities.schema == disparities_schema()
    assert audited.cells.num_rows == 0
    assert {"school_year", "place_type", "place_id", RACE} <= set(audited.cells.column_names)


def test_the_audit_says_of_what_it_is(audited: AuditFolder) -> None:
    assert audited.place == ("district", "01")
    assert audited.about["district"]["name"] == "Oak District"
    told = audited.about["published"]
    assert (told["numbers"], told["exact"], told["hidden"]) == (15, 11, 4)
    assert audited.about["students"] == {"2021-22": 300}
    assert [school["name"] for school in audited.about["schools"]] == ["Oak High"]


def test_our_measures_keep_their_card_and_others_their_own_name(audited: AuditFolder) -> None:
    measures = {m["name"]: m for m in audited.about["measures"]}
    assert measures["suspended"]["title"] == "Suspended"
    assert measures["truant"]["title"] == "Truant (as published)"
    assert measures["truant"]["better"] == "neither"
    assert measures["gifted"]["status"] == "no_data"
    assert "published_counts" in measures["gifted"]["missing"]


def test_findings_are_of_exact_numbers_of_the_place_alone(audited: AuditFolder) -> None:
    assert {(f.place_id, f.group) for f in audited.findings} == {
        ("01", "disability=Yes"),
        ("01-1", f"{RACE}={BLACK}"),
    }


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Whatever the hidden numbers are, the gap is at least 3 points."),
        ("es", "Sean cuales sean los números ocultos, la brecha es de al menos 3 puntos."),
    ],
)
def test_the_report_shows_bounds_as_bounds(audited: AuditFolder, language, says) -> None:
    page = build(audited.folder, language=language).read_text("utf-8")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert says in text
    assert ("surely 12.0–16.0%" if language == "en" else "con certeza 12.0–16.0%") in text
    # A band has no dot: of the four groups of race in the chart two are exact.
    assert text.count("hidden" if language == "en" else "oculto") > 4


def test_a_look_says_which_measures_the_numbers_give(tmp_path: Path) -> None:
    seen = look_at(write(tmp_path / "source", OAK))
    assert seen.possible == ["suspended"]
    assert "suspended" not in seen.costs


def test_the_same_numbers_give_the_same_bytes(tmp_path: Path) -> None:
    source = write(tmp_path / "source", ROWS)
    one, two = (audit_records(source, tmp_path / name) for name in ("one", "two"))
    for name in ("disparities.parquet", "cells.parquet", "findings.json", "audit.json"):
        assert (one / name).read_bytes() == (two / name).read_bytes()


def test_rows_that_are_no_numbers_are_refused_with_their_place(tmp_path: Path) -> None:
    wrong = [row(RACE, "White", "-9.5", "100"), row(RACE, BLACK, "9", "7-3")]
    source = write(tmp_path / "source", [*OAK, *wrong, row("sex", "Male", rate="1.2")])
    seen = look_at(source)
    assert {(r.column, r.first) for r in seen.reasons} == {
        ("numerator", (12,)),
        ("denominator", (13,)),
        ("rate", (14,)),
    }
    with pytest.raises(RefusedError):
        audit_records(source, tmp_path / "out")
    kept = audit_records(source, tmp_path / "out", accept_refused=True)
    assert pyarrow.parquet.read_metadata(
        kept / "district" / "tables" / "published_counts.parquet"
    ).num_rows == len(OAK)


def test_a_year_that_is_not_published_is_told(tmp_path: Path) -> None:
    source = write(tmp_path / "source", OAK)
    with pytest.raises(DistrictError, match="published counts for 2019-20"):
        audit_records(source, tmp_path / "out", years=("2019-20",))


@pytest.mark.long
def test_beside_records_of_students_published_numbers_are_left_aside(tmp_path: Path) -> None:
    """Even of one student at one school, with no table of students or of schools."""
    source = write(tmp_path / "source", OAK)
    (source / "enrollments.csv").write_text(
        "student_id,school_id,school_year,grade\n1,s1,2021-22,3\n"
    )
    about = json.loads((audit_records(source, tmp_path / "out") / "audit.json").read_text("utf-8"))
    assert "published" not in about
    assert any("published_counts was not used" in note for note in about["notes"])
    assert any("no se usó" in note for note in about["notes_es"])


def test_the_command_says_what_was_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "source", ROWS)
    out = str(tmp_path / "out")
    monkeypatch.setattr(sys, "argv", ["forwhom", "audit", str(source), "--out", out])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("forwhom", run_name="__main__")
    assert not ended.value.code
    assert "15 published numbers, 4 of them hidden or bounded" in capsys.readouterr().out
