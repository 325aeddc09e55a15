"""Whatever is wrong with a OneRoster bundle: a clear error or a listed refusal, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.errors import ForwhomError
from tests.engine.data.sources import bundles as b


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path / "export"


def test_ids_keep_their_zeros_and_case(here: Path) -> None:
    users = b.USERS + b.user("0010") + b.user("010") + b.user("aB") + b.user("AB")
    made = b.imported(b.bundle(here, users=users, demographics="", enrollments=""))
    assert made.rows("students", "student_id") == [("0010",), ("010",), ("AB",), ("aB",)]


def test_repeated_and_empty_ids_are_listed_where_they_stand(here: Path) -> None:
    users = b.USERS + b.user("01") + b.user("") + b.user("01") + b.user("02")
    rows = b.ENROLLMENTS + b.seat("e1", "c1", "01") + b.seat("e1", "c1", "02")
    made = b.imported(b.bundle(here, users=users, enrollments=rows))
    assert made.refused("students") == [
        ("users.csv", 3, "sourcedId", "is empty"),
        ("users.csv", 4, "sourcedId", "is the same as in an earlier row"),
    ]
    assert made.refused("seats")[0][:3] == ("enrollments.csv", 3, "sourcedId")


def test_faults_in_the_demographics_are_told_there(here: Path) -> None:
    told = b.DEMOGRAPHICS + "01,,,3/4/2011,female,,,,,,,,,,,\n02,,,2011-02-30,,,,,,,,,,,,\n"
    told += "03,,,,femme,,maybe,,,,,,,,,\n01,,,,,,,,,,,,,,,\nx,,,,,,,,,,,,,,,\n"
    made = b.imported(b.bundle(here, demographics=told))
    file = "demographics.csv"
    assert made.refused("students") == [
        (file, 2, "birthDate", "is not a date as 2025-09-30"),
        (file, 3, "birthDate", "is not a date as 2025-09-30"),
        (file, 4, "sex", "is not one of OneRoster's words"),
        (file, 5, "sourcedId", "is the same as in an earlier row"),
        (file, 6, "sourcedId", "is not in users.csv"),
    ]
    # A child with a mistyped birth date still has its seats.
    assert made.accounts["seats"].kept == 3


def test_seats_of_the_unknown_are_refused(here: Path) -> None:
    rows = b.ENROLLMENTS + b.seat("e1", "c9", "01") + b.seat("e2", "c1", "09")
    rows += b.seat("e3", "c1", "01", more=",,2025-09-01,2025-08-01")
    rows += b.seat("e4", "c1", "02", more=",,soon,")
    made = b.imported(b.bundle(here, enrollments=rows))
    file = "enrollments.csv"
    assert {row[:3] for row in made.refused("seats")} == {
        (file, 2, "section_id"), (file, 3, "student_id"),
    }  # fmt: skip
    assert made.refused("enrollments") == [
        (file, 2, "classSourcedId", "is a class of no known school year"),
        (file, 3, "student_id", "is not in the table students"),
        (file, 4, "endDate", "is before beginDate"),
        (file, 5, "beginDate", "is not a date as 2025-09-30"),
    ]


WRITTEN = {
    "UTF-16": lambda text: text.encode("utf-16"),
    "Windows": lambda text: text.encode("cp1252"),
    "byte order mark": lambda text: text.encode("utf-8-sig"),
    "old Mac": lambda text: text.replace("\n", "\r").encode(),
    "mixed line ends": lambda text: text.replace("\n", "\r\n", 2).encode(),
    "semicolon": lambda text: text.replace(",", ";").encode(),
}


def test_however_it_is_written(here: Path) -> None:
    b.bundle(here)
    (here / "orgs.csv").write_text("sourcedId,status,name,type\n007,,Peña School,school\n")
    names = ["orgs", "users", "demographics", "enrollments", "classes", "academicSessions"]
    for name, write in zip(names, WRITTEN.values(), strict=True):
        path = here / f"{name}.csv"
        text = path.read_text(encoding="utf-8")
        if name == "academicSessions":
            assert '"' not in text
        path.write_bytes(write(text))
    made = b.imported(here)
    assert made.rows("schools", "name") == [("Peña School",)]
    kept = {table: account.kept for table, account in made.accounts.items()}
    assert kept["students"] == 3
    assert (kept["seats"], kept["enrollments"], kept["sections"]) == (3, 2, 2)
    assert not any(account.reasons for account in made.accounts.values())


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("users", b"", "is empty"),
        ("users", b"\n\n  \n", "is empty"),
        ("users", b"id,name\n1,2\n", "lacks `sourcedId`"),
        ("users", b"PK\x03\x04....", "zip archive"),
        ("enrollments", b"sourcedId,role\n", "lacks `classSourcedId`, `userSourcedId`"),
        ("demographics", b'sourcedId,sex\n01,"F\n02,M\n', "a quotation mark"),
        ("users", b"sourcedId," * 300_000, "columns"),
    ],
)
def test_files_that_cannot_be_read(here: Path, file: str, content: bytes, says: str) -> None:
    b.bundle(here)
    (here / f"{file}.csv").write_bytes(content)
    with pytest.raises(ForwhomError) as caught:
        b.imported(here)
    assert says in caught.value.what
    assert caught.value.remedy


def test_a_file_half_written_loses_only_its_last_row(here: Path) -> None:
    b.bundle(here)
    path = here / "enrollments.csv"
    path.write_bytes(path.read_bytes()[:-40])
    made = b.imported(here)
    assert made.refused("seats")[0][:2] == ("enrollments.csv", 4)


def test_formulas_spaces_and_nothings_are_only_text(here: Path) -> None:
    orgs = b.ORGS + "=1+1,,,=HYPERLINK(1),school,,\n007, , ,  Lake  ,School,,\n,,,,,,\n"
    made = b.imported(b.bundle(here, orgs=orgs, enrollments="", classes=""))
    assert made.rows("schools", "school_id", "name") == [("007", "Lake"), ("=1+1", "=HYPERLINK(1)")]


def test_no_value_is_ever_told(here: Path) -> None:
    secret = "S3CRET"
    users = b.USERS + b.user("01", grades=secret) + b.user("02", role=secret)
    told = b.DEMOGRAPHICS + f"01,,,{secret},{secret},{secret},,,,,,,,,,\n{secret},,,,,,,,,,,,,,,\n"
    rows = b.ENROLLMENTS + b.seat("e1", "c1", "01") + b.seat("e2", secret, secret)
    made = b.imported(b.bundle(here, users=users, demographics=told, enrollments=rows))
    assert made.accounts["enrollments"].reasons
    assert made.accounts["students"].reasons
    for account in made.accounts.values():
        assert secret not in repr(account)
        if account.refused_list:
            assert secret not in account.refused_list.read_text()


ODD = st.sampled_from(
    ["", ",", '"', "\n", "\r", "\0", "01", "c1", "student", "2025-08-11", "\ufeff", "é", "^", "="]
)


CHANGES = {
    "file": st.sampled_from(
        ["users", "orgs", "demographics", "enrollments", "classes", "manifest", "academicSessions"]
    ),
    "place": st.integers(0, 400),
    "cut": st.integers(0, 60),
    "odd": st.lists(ODD, max_size=8).map("".join),
}


def nothing_is_lost(folder: Path, file: str, place: int, cut: int, odd: str) -> None:
    here = b.bundle(folder / "export")
    path = here / f"{file}.csv"
    content = path.read_bytes()
    path.write_bytes(content[:place] + odd.encode() + content[place + cut :])
    try:
        b.imported(here)  # counts rows in, kept and refused
        told = ""
    except ForwhomError as error:
        told = str(error)
    assert "fault of ours" not in told


@settings(max_examples=2)
@given(**CHANGES)
def test_whatever_is_changed_nothing_is_lost(
    tmp_path_factory: pytest.TempPathFactory, file: str, place: int, cut: int, odd: str
) -> None:
    nothing_is_lost(tmp_path_factory.mktemp("fuzz"), file, place, cut, odd)


@pytest.mark.long
@settings(max_examples=150)
@given(**CHANGES)
def test_whatever_is_changed_many_times(
    tmp_path_factory: pytest.TempPathFactory, file: str, place: int, cut: int, odd: str
) -> None:
    nothing_is_lost(tmp_path_factory.mktemp("fuzz"), file, place, cut, odd)
