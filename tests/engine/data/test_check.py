"""Each kind of mess is refused with its place, reason and remedy, and no value is ever shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forwhom.audit.look import Seen, look_at
from forwhom.audit.look_words import as_lines
from forwhom.errors import SourceError
from forwhom.measures import MEASURES
from tests.engine.data.small_district import RECORDS, listed, text_of, write

SECRET = "SECRET123"
ENROLLED = "student_id,school_id,school_year,grade,entry_date,exit_date\n001,01,2025-26,5,,\n"
YEARS = "student_id,school_id,school_year,days_enrolled,days_absent\n"
GOOD_DAY = "student_id,school_id,date,status,share_of_day\n001,01,2025-09-30,present,1\n"
MESS = {
    # what: (table, good text, the bad row, column, reason)
    "day first": ("attendance", GOOD_DAY, "001,01,9/30/2025,present,1", "date", "not a date"),
    "word day": ("attendance", GOOD_DAY, f"001,01,{SECRET},present,1", "date", "not a date"),
    "epoch": ("attendance", GOOD_DAY, "001,01,epoch,present,1", "date", "not a date"),
    "far": ("attendance", GOOD_DAY, "001,01,0025-09-30,present,1", "date", "far from any"),
    "status": ("attendance", GOOD_DAY, f"001,01,2025-10-01,{SECRET},1", "status", "known words"),
    "share": ("attendance", GOOD_DAY, "001,01,2025-10-01,present,1.5", "share_of_day", "over 1"),
    "stranger": ("attendance", GOOD_DAY, f"{SECRET},01,2025-10-01,present,1", "student_id",
                 "is not in the table students"),
    "no school": ("attendance", GOOD_DAY, f"001,{SECRET},2025-10-01,present,1", "school_id",
                  "is not in the table schools"),
    "no id": ("attendance", GOOD_DAY, ",01,2025-10-01,present,1", "student_id", "is empty"),
    "twice": ("attendance", GOOD_DAY, "001,01,2025-09-30,absent_excused,1",
              "student_id, school_id, date", "same as in an earlier row"),
    "too many": ("attendance", GOOD_DAY, f"001,01,2025-10-01,present,1,{SECRET}", "",
                 "more values"),
    "too few": ("attendance", GOOD_DAY, f"{SECRET},01", "", "fewer values"),
    "one year": ("enrollments", ENROLLED, "002,01,2025,5,,", "school_year", "not a school year"),
    "two years": ("enrollments", ENROLLED, "002,01,2025-27,5,,", "school_year", "school year"),
    "a century": ("enrollments", ENROLLED, "002,01,2025-2126,5,,", "school_year", "school year"),
    "grade 13": ("enrollments", ENROLLED, "002,01,2025-26,13,,", "grade", "known words"),
    "backwards": ("enrollments", ENROLLED, "002,01,2025-26,5,2025-09-01,2025-08-31", "exit_date",
                  "is before entry_date"),
    "comma": ("attendance_years", YEARS + "001,01,2025-26,180,1\n", '002,01,2025-26,"1,80",1',
              "days_enrolled", "not a number"),
    "not a number": ("attendance_years", YEARS + "001,01,2025-26,180,1\n",
                     "002,01,2025-26,180,NaN", "days_absent", "not a number"),
    "negative": ("attendance_years", YEARS + "001,01,2025-26,180,1\n", "002,01,2025-26,180,-1",
                 "days_absent", "is under 0"),
    "400 days": ("attendance_years", YEARS + "001,01,2025-26,180,1\n", "002,01,2025-26,400,1",
                 "days_enrolled", "is over 366"),
    "race": ("students", "student_id,race\n001,white;asian\n002,\n003,\n004,\n",
             f"5,white;{SECRET}", "race", "unknown word"),
    "yes": ("students", "student_id,hispanic\n001,Y\n002,\n003,\n004,\n", f"5,{SECRET}",
            "hispanic", "neither yes nor no"),
}  # fmt: skip


@pytest.fixture(scope="module")
def explained(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """How each bad row is listed: one look a file, in which every mess of that file stands."""
    files: dict[tuple[str, str], list[str]] = {}
    for what, (table, good, *_) in MESS.items():
        files.setdefault((table, good), []).append(what)
    found: dict[str, dict[str, str]] = {}
    for (table, good), all_of_it in files.items():
        place = tmp_path_factory.mktemp(table)
        text = good + "".join(f"{MESS[what][2]}\n" for what in all_of_it)
        seen = look_at(write(place / "export", **{table: text}), refused_to=place / "refused")
        found |= zip(all_of_it, listed(place / "refused" / f"{table}.csv"), strict=True)
        assert (
            sum(r.rows for r in seen.reasons if r.table == table) == len(all_of_it) == seen.refused
        )
        first = len(good.splitlines()) + 1
        rows = [int(found[what]["row"]) for what in all_of_it]
        assert rows == list(range(first, first + len(rows)))
        says_nothing_secret(seen, place)
    return found


@pytest.mark.parametrize("what", MESS)
def test_a_bad_row_is_explained(what: str, explained: dict[str, dict[str, str]]) -> None:
    table, _, _, column, reason = MESS[what]
    told = explained[what]
    assert (told["column"], told["file"]) == (column, f"{table}.csv")
    assert reason in told["reason"]
    assert told["remedy"].endswith(".")


def says_nothing_secret(seen: Seen, place: Path) -> None:
    screen, data = "\n".join(as_lines(seen)), json.dumps(seen.as_dict())
    lists = "".join(path.read_text() for path in (place / "refused").glob("*.csv"))
    assert "row" in screen
    assert "remedy" in lists
    assert SECRET not in screen + data + lists
    assert max(map(len, screen.splitlines())) <= 100


VALUES = st.sampled_from(
    ["", " ", "001", "007", SECRET, "2025-26", "2025-09-30", "9/30/2025", "yes", "NaN", "-1",
     "400", "1e9", "inf", "5", "K", '"a,b"', '"a""b"', "é", ";", "'", "\t", "NULL"]
)  # fmt: skip


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.lists(VALUES, min_size=1, max_size=7), max_size=12))
def test_rows_in_are_kept_or_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    text = ENROLLED + "".join(",".join(row) + "\n" for row in rows)
    seen = look_at(write(tmp_path / "export", enrollments=text), refused_to=tmp_path / "refused")
    account = next(a for a in seen.accounts if a.table == "enrollments")
    filled = sum(any(value.strip() for value in row) for row in rows)
    path = tmp_path / "refused" / "enrollments.csv"
    refused = len(listed(path)) if path.is_file() else 0
    assert 1 + filled <= account.rows_in <= 1 + len(rows)
    assert account.rows_in == account.kept + refused
    assert sum(reason.rows for reason in account.reasons) == refused
    assert SECRET not in json.dumps(seen.as_dict()) + "".join(as_lines(seen))


def test_all_rows_of_a_large_table_refused(tmp_path: Path) -> None:
    lines = "".join(f"001,01,9/30/2025,{SECRET}\n" for _ in range(100_000))
    export = write(tmp_path / "export", attendance=f"student_id,school_id,date,status\n{lines}")
    seen = look_at(export, refused_to=tmp_path / "refused")
    assert [(r.rows, r.first) for r in seen.reasons] == [(100_000, (2, 3, 4))]
    assert len(json.dumps(seen.as_dict())) < 10_000
    assert len(listed(tmp_path / "refused" / "attendance.csv")) == 100_000


def test_row_numbers_count_unreadable_rows(tmp_path: Path) -> None:
    """Thousands of rows with a value too many between good and bad ones, some side by side."""
    kinds = "good many bad many many bad good bad".split() * 4000
    rows = {
        "good": "{n},01,2025-09-30,present",
        "bad": "{n},01,9/30/2025,present",
        "many": "{n},01,2025-09-30,present,1",
    }
    lines = [rows[kind].format(n=f"00{n % 4 + 1}") for n, kind in enumerate(kinds)]
    text = "\n".join(["student_id,school_id,date,status", *lines])
    look_at(write(tmp_path / "export", attendance=text), refused_to=tmp_path / "refused")
    told = {int(row["row"]): row["column"] for row in listed(tmp_path / "refused/attendance.csv")}
    wanted = {n: {"bad": "date", "many": ""}[k] for n, k in enumerate(kinds, 2) if k != "good"}
    assert {row: column for row, column in told.items() if row in wanted} == wanted


def test_what_is_missing_and_what_it_costs(tmp_path: Path) -> None:
    seen = look_at(write(tmp_path / "export"))
    assert "chronic_absence" in seen.possible
    assert {MEASURES[name].domain for name in seen.possible} == {"attendance"}
    assert seen.costs["suspended"] == ["consequences or discipline_years"]
    assert "incidents" in seen.missing
    assert "attendance_years" not in seen.missing
    empty = text_of([{**row, "days_absent": ""} for row in RECORDS["attendance_years"]])
    seen = look_at(write(tmp_path / "export", attendance_years=empty))
    assert seen.possible == []
    assert "attendance_years.days_absent" in seen.costs["chronic_absence"][0]


def test_no_enrollments_cost_everything(tmp_path: Path) -> None:
    seen = look_at(write(tmp_path / "export", enrollments=""))
    assert seen.possible == []
    assert all("enrollments" in lacks for lacks in seen.costs.values())


def test_every_table_that_cannot_be_read_is_told_at_once(tmp_path: Path) -> None:
    export = write(tmp_path / "export", students="number\n1\n", schools="a,b\n1,2\n")
    (export / "programs.csv").touch()
    seen = look_at(export)
    assert set(seen.unreadable) == {"students", "schools", "programs"}
    assert {a.table for a in seen.accounts} == {"enrollments", "attendance_years"}
    assert seen.exit_code == 3
    screen = "\n".join(as_lines(seen))
    assert "`students.csv` lacks the column `student_id`." in screen
    assert "`programs.csv` is empty." in screen
    assert "An import would stop: a table cannot be read." in screen


def test_only_heads(tmp_path: Path) -> None:
    seen = look_at(write(tmp_path / "export", attendance_years=YEARS.strip()))
    account = next(a for a in seen.accounts if a.table == "attendance_years")
    assert (account.rows_in, account.kept, account.too_many) == (0, 0, False)
    assert "chronic_absence" in seen.costs


def test_words_of_groups_that_no_group_has_are_counted(tmp_path: Path) -> None:
    rows = [
        *[f"00{n},english_learner,{SECRET}" for n in range(1, 4)],
        "004,english_learner,Current",
        "001,home_language,Hmong",
        f"002,{SECRET},Yes",
    ]
    text = "student_id,dimension,value\n" + "\n".join(rows) + "\n"
    seen = look_at(write(tmp_path / "export", student_groups=text))
    [values] = [note for note in seen.notes if "`english_learner`" in note]
    assert "3 rows of" in values
    assert "Current · Long-term · Reclassified · Never" in values
    [dimensions] = [note for note in seen.notes if "dimension that is not known" in note]
    assert "2 rows of" in dimensions
    assert SECRET not in json.dumps(seen.as_dict())


def test_lists_of_refused_rows_never_replace_other_files(tmp_path: Path) -> None:
    export = write(tmp_path / "export", attendance=GOOD_DAY + "x,01,2025-10-01,present,1\n")
    before = {path.name: path.read_bytes() for path in export.iterdir()}
    with pytest.raises(SourceError, match="is there already"):
        look_at(export, refused_to=export)
    assert {path.name: path.read_bytes() for path in export.iterdir()} == before
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "mine.csv").write_text("keep me")
    look_at(export, refused_to=tmp_path / "lists")
    look_at(write(tmp_path / "whole"), refused_to=tmp_path / "lists")
    assert [path.name for path in (tmp_path / "lists").iterdir()] == ["mine.csv"]


def test_nothing_is_kept(tmp_path: Path) -> None:
    export = write(tmp_path / "export")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    look_at(export)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_settings_that_came_with_the_records_are_looked_at(tmp_path: Path) -> None:
    export = write(tmp_path / "export")
    (export / "forwhom.toml").write_text('[reference]\nsex = "Woman"\n')
    with pytest.raises(Exception, match="no group of `sex` called"):
        look_at(export)
