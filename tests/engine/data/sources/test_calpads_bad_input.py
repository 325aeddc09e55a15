"""Whatever is wrong with a CALPADS file: a clear error or a listed refusal, nothing lost."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.errors import ForwhomError
from tests.engine.data.sources import calpads_files as c
from tests.engine.data.sources.bundles import imported

A, B = "1000000001", "0000000002"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path / "calpads"


def test_lines_of_another_width_are_told(here: Path) -> None:
    lines = [c.senr(A), c.senr(B) + "^", c.senr("3")[:-1], c.senr("4"), "XXXX^1", "no caret"]
    c.folder(here, *lines[:1])
    (here / "SENR.txt").write_text("\n".join(lines), encoding="utf-8")
    made = imported(here)
    assert made.accounts["enrollments"].kept == 2
    assert [row[1] for row in made.refused("enrollments")] == [2, 3]
    assert "fewer fields" in made.refused("enrollments")[1][3]
    assert [row[1] for row in made.refused("students")] == [5, 6]
    assert "no record type" in made.refused("students")[0][3]


def test_a_layout_that_is_too_short_refuses_every_line(here: Path) -> None:
    made = imported(c.folder(here, c.record("SENR", 12, f8=A)))
    assert made.refused("enrollments")[0][3].startswith("The line has fewer fields")


def test_records_to_delete_are_left_out(here: Path) -> None:
    made = imported(c.folder(here, c.senr(A), c.senr(B, f2="D")))
    assert made.accounts["enrollments"].rows_in == 1
    assert "SENR.txt: 1 line of SENR that delete a record; left out." in made.notes


def test_unknown_codes_and_forms_are_refused(here: Path) -> None:
    lines = [
        c.senr(A, f23="77"), c.senr(B, f24="13"), c.senr("3", f22="8/11/2025"), c.senr("", f9="x"),
        c.sinf(A, f25="999"), c.sinf(B, f19="W"), c.sinf("3", f18="20120230"), c.sinf("4", f23="?"),
        c.sirs(A, "1", "123"), c.sirs(A, "1", "100", "two"), c.sinc("1"), c.sinc("2", "soon"),
        c.stas(A, "many", 1), c.sela(A, "ELL", "20230811"), c.sprg(A, "181", "2025-8-1"),
    ]  # fmt: skip
    made = imported(c.folder(here, *lines))
    told = {
        (table, row[0], row[1], row[2])
        for table in made.accounts
        for row in made.refused(table)
        if row[3] != "is not in the table incidents"
    }
    assert told == {
        ("enrollments", "SENR.txt", 1, "status"),
        ("enrollments", "SENR.txt", 2, "grade"),
        ("enrollments", "SENR.txt", 3, "entry_date"),
        ("enrollments", "SENR.txt", 4, "student_id"),
        ("students", "SENR.txt", 4, "student_id"),
        ("students", "SINF.txt", 1, "race_1"),
        ("students", "SINF.txt", 2, "sex"),
        ("students", "SINF.txt", 3, "birth_date"),
        ("students", "SINF.txt", 4, "hispanic"),
        ("consequences", "SIRS.txt", 1, "result"),
        ("consequences", "SIRS.txt", 2, "days"),
        ("incidents", "SINC.txt", 2, "date"),
        ("attendance_years", "STAS.txt", 1, "expected"),
        ("student_groups", "SELA.txt", 1, "status"),
        ("student_groups", "SPRG.txt", 1, "start"),
    }


WRITTEN = {
    "UTF-16": lambda text: text.encode("utf-16"),
    "Windows": lambda text: text.encode("cp1252"),
    "byte order mark": lambda text: text.encode("utf-8-sig"),
    "old Mac": lambda text: text.replace("\n", "\r").encode(),
    "mixed line ends": lambda text: text.replace("\n", "\r\n", 1).encode(),
    "blank lines": lambda text: ("\n\n" + text.replace("\n", "\n\n")).encode(),
    "no last line end": lambda text: text.rstrip("\n").encode(),
}


def test_however_it_is_written(here: Path) -> None:
    c.folder(here)
    children = []
    for number, write in enumerate(WRITTEN.values()):
        some = [f"{number}{letter}" for letter in "ab"]
        text = "".join(c.senr(who, f10="Peña") + "\n" for who in some)
        (here / f"part {number}.txt").write_bytes(write(text))
        children += some
    assert [row[0] for row in imported(here).rows("enrollments", "student_id")] == children


def test_row_numbers_are_the_files_own(here: Path) -> None:
    c.folder(here, c.senr(A))
    (here / "SENR.txt").write_text(f"\n\n{c.senr(A)}\n\n{c.senr(B, f24='99')}\n")
    assert imported(here).refused("enrollments")[0][:2] == ("SENR.txt", 5)


def test_a_half_written_file_loses_its_last_line_only(here: Path) -> None:
    c.folder(here, c.senr(A), c.senr(B), c.senr("3"))
    path = here / "SENR.txt"
    path.write_bytes(path.read_bytes()[:-30])
    made = imported(here)
    assert made.accounts["enrollments"].kept == 2
    assert made.refused("enrollments")[0][1] == 3


def test_an_empty_file_among_others_is_said(here: Path) -> None:
    c.folder(here, c.senr(A))
    (here / "SINF.txt").write_bytes(b"")
    assert imported(here).accounts["students"].kept == 1


def test_formulas_spaces_and_no_characters_are_only_text(here: Path) -> None:
    lines = [c.senr("=1+1"), c.senr(f" {A}\u00a0", f24=" 05 "), c.senr("0\x007")]
    made = imported(c.folder(here, *lines))
    assert len(made.rows("enrollments", "student_id")) == 3
    assert (A, "5") in made.rows("enrollments", "student_id", "grade")


NONSENSE = (b"SENR^" * 200_000, b"SENR^^^^\n" * 100_000, b"S^" + b"^\n" * 500_000)


def test_megabytes_of_nonsense_are_answered_soon(here: Path) -> None:
    c.folder(here, c.senr(A))
    for number, content in enumerate(NONSENSE):
        (here / f"other {number}.txt").write_bytes(content)
    started = time.process_time()
    assert imported(here).accounts["enrollments"].kept == 1
    assert time.process_time() - started < 20


def test_no_value_is_ever_told(here: Path) -> None:
    secret = "S3CRET"
    lines = [
        c.senr(A, f23=secret), c.senr(secret, f24=secret), c.sinf(secret, f25=secret, f19=secret),
        c.sirs(secret, "1", secret, secret), c.stas(secret, secret), secret + "^" + secret,
    ]  # fmt: skip
    c.folder(here, *lines[:-1])
    (here / "SENR.txt").write_text("\n".join([lines[0], lines[1], lines[-1]]))
    made = imported(here)
    for account in made.accounts.values():
        assert secret not in repr(account)
        if account.refused_list:
            assert secret not in account.refused_list.read_text()
    assert secret not in repr(made.notes)


ODD = st.sampled_from(
    [
        "",
        "^",
        '"',
        "\n",
        "\r",
        "\0",
        "01",
        "SENR",
        "D",
        "20250811",
        "\ufeff",
        "é",
        "^^^^",
        "=",
        "-R",
    ]
)


CHANGES = (st.integers(0, 900), st.integers(0, 90), st.lists(ODD, max_size=8).map("".join))


def nothing_is_lost(here: Path, place: int, cut: int, odd: str) -> None:
    lines = [c.senr(A), c.senr(B), c.sinf(A), c.stas(A, 180, 1), c.sinc("1"), c.sirs(A, "1", "100")]
    content = "\n".join(lines)
    (here / "all.txt").write_bytes((content[:place] + odd + content[place + cut :]).encode())
    try:
        imported(here / "all.txt", "calpads")  # counts rows in, kept and refused
        told = ""
    except ForwhomError as error:
        told = str(error)
    assert "fault of ours" not in told


@settings(max_examples=2)
@given(*CHANGES)
def test_whatever_is_changed_nothing_is_lost(
    tmp_path_factory: pytest.TempPathFactory, place: int, cut: int, odd: str
) -> None:
    nothing_is_lost(tmp_path_factory.mktemp("fuzz"), place, cut, odd)


@pytest.mark.long
@settings(max_examples=150)
@given(*CHANGES)
def test_whatever_is_changed_many_times(
    tmp_path_factory: pytest.TempPathFactory, place: int, cut: int, odd: str
) -> None:
    nothing_is_lost(tmp_path_factory.mktemp("fuzz"), place, cut, odd)
