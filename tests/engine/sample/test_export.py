"""The made-up export: its draft leaves one question, and it holds the children of the tables."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from forwhom.audit.look import look_at
from forwhom.data.sources.draft import draft
from forwhom.sample import make
from forwhom.sample.export import ENCODING, make_export

SIZE = {"students": 300, "schools": 4, "years": 2, "seed": 3}


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(make_export(tmp_path_factory.mktemp("export"), **SIZE)["file"])


def test_the_draft_places_every_column(export: Path) -> None:
    drafted = draft(export)
    assert (drafted.set_aside, drafted.unplaced) == (0, 0)
    asked = [line for line in drafted.text.splitlines() if line.startswith("# ?")]
    assert all("which levels meet the standard" in line for line in asked)


def test_an_import_would_take_every_row(export: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(draft(export).text, "utf-8")
    seen = look_at(export, mapping)
    assert (seen.refused, seen.exit_code) == (0, 0)
    assert {"chronic_absence", "suspended", "score_reading"} <= set(seen.possible)


def rows(text: str, delimiter: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines(), delimiter=delimiter))


def test_it_holds_the_stays_and_absences_of_the_tables(export: Path, tmp_path: Path) -> None:
    make(tmp_path, **SIZE)
    wide = rows(export.read_text(ENCODING), ";")
    stays = rows((tmp_path / "enrollments.csv").read_text("utf-8"), ",")
    told = Counter((row["Student Number"], row["School Yr"]) for row in wide)
    assert told == Counter((row["student_id"], row["school_year"]) for row in stays)
    days = len(rows((tmp_path / "attendance.csv").read_text("utf-8"), ","))
    once = {(r["Student Number"], r["School Code"], r["School Yr"]): r for r in wide}
    assert sum(int(row["Days Absent"]) for row in once.values()) == days
