"""forwhom attack: what it answers, when it ends with 1, and what it says of bad files."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from forwhom import cli
from tests.engine.published.rows import Row, row, write

SEX = "sex"
LEAKS = [row("all", "all", "9", "40"), row(SEX, "Female", "7", "36"), row(SEX, "Male", "*", "*")]
HOLDS = [*LEAKS[:1], row(SEX, "Female", "*", "*"), LEAKS[2]]
NUMBERS = "measure,school_year,place_type,place_id,group,n,rate\n"
OURS = NUMBERS + "".join(
    f"suspended,2025-26,school,01,{cells}\n"
    for cells in ("all,60,15%", "sex=Female,54,11%", "sex=Male,*,*", "sex=Nonbinary,*,*")
)
LEAKY = NUMBERS + "suspended,2025-26,school,01,sex=Male,6,33%\n"
Ran = tuple[int, str, str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    """`run(folder, "--json")`: exit code, standard output and standard error."""

    def ran(*words: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["forwhom", "attack", *map(str, words)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        told = capfd.readouterr()
        assert "Traceback" not in told.err
        return int(end.value.code or 0), told.out, told.err

    return ran


def release(folder: Path, numbers: str, lattice: str = "threshold = 11\nwidth = 3\n") -> Path:
    folder.mkdir()
    (folder / "numbers.csv").write_text(numbers, "utf-8")
    (folder / "release.toml").write_text(lattice, "utf-8")
    return folder


def test_what_comes_out_is_placed_and_not_told(run, tmp_path: Path) -> None:
    code, out, _ = run(write(tmp_path / "p", LEAKS))
    assert code == 1
    assert "Worked out exactly: 1 counts of children with the outcome, 1 numbers" in out
    assert "district 01 (Oak District), sex=Male: count with the outcome\n" in out
    assert "INSIDE" not in out
    code, told, _ = run(tmp_path / "p", "--json")
    found = json.loads(told)
    assert (code, found["found"], len(found["recovered"])) == (1, True, 2)
    assert not any({"low", "high"} & set(one) for one in found["recovered"])


def test_values_are_told_where_they_are_asked_for_and_called_inside_data(run, tmp_path) -> None:
    _, out, _ = run(write(tmp_path / "p", LEAKS), "--values")
    assert "INSIDE data" in out
    assert "sex=Male: count with the outcome: 2\n" in out
    found = json.loads(run(tmp_path / "p", "--values", "--json")[1])
    assert "INSIDE" in found["inside"]
    assert [one["low"] for one in found["recovered"]] == [4, 2]


def test_nothing_comes_out_and_the_end_is_0(run, tmp_path: Path) -> None:
    code, out, err = run(write(tmp_path / "p", HOLDS))
    assert code == 0
    assert "Nothing came out." in out
    assert "attack suspended 2021-22 (1 of 1)" in err


def test_one_file_is_enough_and_any_form_with_a_mapping(run, tmp_path: Path) -> None:
    folder = write(tmp_path / "p", LEAKS)
    single = (folder / "published_counts.csv").rename(tmp_path / "state.csv")
    assert run(single)[0] == 1
    other = tmp_path / "other.csv"
    other.write_text(single.read_text("utf-8").replace("school_year", "Year"), "utf-8")
    assert run(other)[0] == 3  # it needs a mapping
    mapping = tmp_path / "m.toml"
    names = ("numerator", "place_type", "place_id", "measure", "dimension", "group")
    lines = [f'columns.{name} = "{name}"' for name in (*names, "denominator", "rate")]
    mapping.write_text(
        '[[file]]\npath = "other.csv"\n[[file.table]]\ninto = "published_counts"\n'
        + "\n".join([*lines, 'columns.school_year = "Year"']),
        "utf-8",
    )
    assert run(other, "--mapping", mapping)[0] == 1


def test_a_release_of_ours_is_attacked_by_its_own_rule(run, tmp_path: Path) -> None:
    folder = release(tmp_path / "r", OURS)
    assert run(folder)[0] == 0
    enrolled = tmp_path / "enrolled.csv"
    rows = ("all,60", "sex=Female,54", "sex=Male,6", "sex=Nonbinary,0")
    enrolled.write_text(
        "school_year,place_type,place_id,group,n\n"
        + "".join(f"2025-26,school,01,{cells}\n" for cells in rows),
        "utf-8",
    )
    found = json.loads(run(folder, "--enrollment", enrolled, "--json", "--values")[1])
    assert found["release_of_forwhom"]
    assert found["hidden"] == {"counts": 2, "children": 0}
    # 9 of 60 and 6 of 54 round so, and nothing else does: 3 of the 6 are left.
    assert [(one["group"], one["low"], one["high"]) for one in found["recovered"]] == [
        ("sex=Male", 3, 3)
    ]
    assert run(release(tmp_path / "leaky", LEAKY))[0] == 1
    assert run(tmp_path / "leaky", "--threshold", "5")[0] == 0


GARBAGE: dict[str, tuple[str | bytes, str]] = {
    "no column": ("measure,n\nsuspended,3\n", "`school_year` is missing"),
    "no number": (OURS.replace("15%", "SECRET123"), "shows no rate"),
    "no children": (OURS.replace(",60,", ",SECRET123,"), "shows no number of children"),
    "cells": (OURS.replace("sex=Male,*,*", "sex=Male,*"), "too many or few cells"),
    "bytes": (b"\xff\xfe\x00\x01measure", "cannot be read as a table"),
    "empty": ("", "`measure` is missing"),
    "no rows": (NUMBERS, "There are no numbers"),
}


@pytest.mark.parametrize("kind", GARBAGE)
def test_garbage_is_refused_with_its_place_and_without_its_text(run, tmp_path, kind: str) -> None:
    numbers, what = GARBAGE[kind]
    folder = release(tmp_path / "r", "")
    raw = numbers if isinstance(numbers, bytes) else numbers.encode()
    (folder / "numbers.csv").write_bytes(raw)
    code, out, err = run(folder, "--quiet")
    assert (code, out) == (11, "")
    assert what in err
    assert "errors.md#attack" in err
    assert "SECRET123" not in err


def test_a_broken_lattice_and_enrollment_are_refused(run, tmp_path: Path) -> None:
    assert run(release(tmp_path / "r", OURS, "threshold = "), "--quiet")[0] == 11
    folder = release(tmp_path / "s", OURS)
    enrolled = tmp_path / "enrolled.csv"
    for n in ("SECRET123", "-1", "1e9", ""):
        enrolled.write_text(
            f"school_year,place_type,place_id,group,n\n2025-26,school,01,all,{n}\n", "utf-8"
        )
        code, _, err = run(folder, "--enrollment", enrolled, "--quiet")
        assert code == 11
        assert "row 2" in err
        assert "SECRET123" not in err
    assert run(folder, "--enrollment", tmp_path / "nowhere.csv", "--quiet")[0] == 11


def test_refused_rows_are_told_and_too_many_stop_the_attack(run, tmp_path: Path) -> None:
    bad: Row = row(SEX, "Nonbinary", "SECRET123", "4")
    code, _, err = run(write(tmp_path / "p", [*LEAKS, bad]), "--quiet")
    assert code == 5
    assert "1 of 4 rows were refused" in err
    assert "SECRET123" not in err
    code, out, _ = run(tmp_path / "p", "--quiet", "--accept-refused")
    assert code == 1
    assert "1 of 4 rows were refused and not attacked" in out


def test_contradictions_are_a_sentence_with_their_place(run, tmp_path: Path) -> None:
    there = {"place_id": "02", "place_name": "Elm District"}
    bad = [row("all", "all", "2", "10", **there), row(SEX, "Female", "2", "36", **there)]
    bad.append(row(SEX, "Male", "*", "*", **there))
    code, out, _ = run(write(tmp_path / "p", [*LEAKS, *bad]))
    assert code == 1
    assert "contradict each other" in out
    assert "district 02 (Elm District), sex: its groups do not agree with everyone" in out


def test_without_the_solver_nothing_is_called_safe(run, tmp_path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    rows = [*HOLDS, row(SEX, "Nonbinary", "*", "*")]
    code, out, err = run(write(tmp_path / "p", rows), "--quiet")
    assert (code, out) == (11, "")
    assert "highspy" in err
    assert "neither that they are safe" in err


def test_numbers_that_take_too_long_are_counted_and_not_called_safe(
    run, tmp_path, monkeypatch
) -> None:
    from forwhom.privacy.attack import NotSolved
    from forwhom.privacy.recover import Recover

    def slow(*_: object) -> None:
        raise NotSolved("HiGHS ended with kTimeLimit.")

    monkeypatch.setattr(Recover, "_run", slow)
    code, out, _ = run(write(tmp_path / "p", HOLDS))
    assert "hidden numbers were not solved in time" in out
    assert "Nothing came out." not in out
    assert code == 11


def test_records_of_students_are_not_attacked(run, tmp_path: Path) -> None:
    (tmp_path / "students.csv").write_text("student_id\n1\n", "utf-8")
    code, _, err = run(tmp_path, "--quiet")
    assert code == 11
    assert "no published numbers" in err


def test_the_help_tells_the_exit_codes(run) -> None:
    assert "Exit code 1: something comes out; 0: nothing does." in " ".join(
        run("--help")[1].split()
    )
