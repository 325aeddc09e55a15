"""The command drafts course codes, says what it left out, and overwrites nobody's work."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest

from forwhom import cli

CATALOG = (
    "Course Code,Course Title\n001,AP Biology\n002,Math I\n003,Zumba\n001,AP Biology\n,No number\n"
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    def ran(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["forwhom", *map(str, words)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        told = capfd.readouterr()
        return int(end.value.code or 0), told.out, told.err

    return ran


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    path = tmp_path / "catalog.csv"
    path.write_text(CATALOG, encoding="utf-8")
    return path


def test_a_draft_is_written_and_counted(run, catalog: Path) -> None:
    out = catalog.with_name("course_codes.csv")
    code, said, err = run("map", catalog, "--as", "courses", "--out", out)
    assert (code, err) == (0, "")
    assert "1 sure, 1 with a question, 1 not understood" in said
    assert said.count("Left out      1 rows") == 2
    with out.open(encoding="utf-8") as file:
        assert [row["course_id"] for row in csv.DictReader(file)] == ["001", "002", "003"]


def test_machines_get_the_counts_and_the_table(run, catalog: Path) -> None:
    code, said, _ = run("map", catalog, "--as", "courses", "--json")
    told = json.loads(said)
    assert code == 0
    assert told["courses"] == told["sure"] + told["in_doubt"] + told["unknown"] == 3
    assert told["course_codes"].startswith("course_id,name,subject,level")


def test_what_is_there_already_is_left_alone(run, catalog: Path) -> None:
    out = catalog.with_name("course_codes.csv")
    out.write_text("mine", encoding="utf-8")
    code, _, err = run("map", catalog, "--as", "courses", "--out", out)
    assert code != 0
    assert "there already" in err
    assert out.read_text(encoding="utf-8") == "mine"


def test_a_file_without_courses_is_refused_in_words(run, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    code, _, err = run("map", path, "--as", "courses")
    assert code == 3
    assert "What you can do: Call one column course_id" in err
