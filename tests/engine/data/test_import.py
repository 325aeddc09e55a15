"""An import adds by key, stops where too much is refused, and changes all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from forwhom.audit import import_records
from forwhom.data.district import District
from forwhom.data.engine import open_duckdb
from forwhom.errors import RefusedError
from tests.engine.data.small_district import RECORDS, listed, state, stored, write

DAYS = "student_id,school_id,school_year,days_enrolled,days_absent\n"
BAD = DAYS + "001,01,2025-26,180,1\n002,01,2025-26,400,SECRET123\n"


def test_one_and_the_same_rows_twice_change_nothing(tmp_path: Path) -> None:
    export, district = write(tmp_path / "export"), tmp_path / "district"
    import_records(export, district)
    before = {name: stored(district, name) for name in RECORDS}
    import_records(export, district)
    assert {name: stored(district, name) for name in RECORDS} == before


def test_new_rows_join_and_known_ones_are_replaced(tmp_path: Path) -> None:
    district = tmp_path / "district"
    import_records(write(tmp_path / "export"), district)
    later = DAYS + "004,02,2025-26,180,50\n004,02,2026-27,90,1\n"
    later_only = write(tmp_path / "later", attendance_years=later, **without("attendance_years"))
    import_records(later_only, district)
    found = {
        (row["student_id"], row["school_year"]): row["days_absent"]
        for row in stored(district, "attendance_years")
    }
    assert found == {
        **{(f"00{n}", "2025-26"): n * 6 for n in range(1, 4)},
        ("004", "2025-26"): 50,
        ("004", "2026-27"): 1,
    }
    assert len(stored(district, "students")) == 4


def without(*kept: str) -> dict[str, str]:
    return {name: "" for name in RECORDS if name not in kept}


def test_replace_begins_anew(tmp_path: Path) -> None:
    district = tmp_path / "district"
    import_records(write(tmp_path / "export"), district)
    only_schools = write(tmp_path / "later", **without("schools"))
    import_records(only_schools, district, replace=True)
    names = {path.name for path in (district / "tables").glob("*.parquet")}
    assert names == {"schools.parquet"}


def test_a_table_without_a_key_is_replaced_year_by_year(tmp_path: Path) -> None:
    district, head = tmp_path / "district", "school_id,school_year,amount\n"
    first = head + "01,2024-25,5\n01,2025-26,7\n01,2025-26,7\n"
    import_records(write(tmp_path / "a", spending=first), district)
    import_records(write(tmp_path / "b", spending=head + "01,2025-26,9\n"), district)
    found = [(row["school_year"], row["amount"]) for row in stored(district, "spending")]
    assert sorted(found) == [("2024-25", 5), ("2025-26", 9)]


def test_students_imported_before_are_known(tmp_path: Path) -> None:
    district = tmp_path / "district"
    import_records(write(tmp_path / "export"), district)
    later = write(
        tmp_path / "later",
        attendance_years=DAYS + "001,01,2026-27,9,1\n009,01,2026-27,9,1\n",
        **without("attendance_years"),
    )
    [account] = import_records(later, district, accept_refused=True)
    assert (account.kept, account.refused) == (1, 1)
    assert account.reasons[0].reason == "is not in the table students"


def test_too_many_refused_rows_stop_the_import(tmp_path: Path) -> None:
    export, district = write(tmp_path / "export"), tmp_path / "district"
    import_records(export, district)
    before = state(district)
    with pytest.raises(RefusedError) as caught:
        import_records(write(tmp_path / "bad", attendance_years=BAD), district)
    assert "attendance_years: 1 of 2" in str(caught.value)
    assert "row 3: `days_enrolled` is over 366" in str(caught.value)
    assert "SECRET123" not in str(caught.value)
    assert state(district) == before
    assert len(listed(district / "refused" / "attendance_years.csv")) == 1
    accounts = import_records(tmp_path / "bad", district, accept_refused=True)
    assert sum(account.refused for account in accounts) == 1
    assert state(district) != before


def test_one_row_in_a_hundred_is_let_pass(tmp_path: Path) -> None:
    def schools(good: int) -> str:
        rows = "".join(f"{n},School {n}\n" for n in range(good))
        return f"school_id,name\n{rows},no number\n"

    others = without("schools")
    import_records(write(tmp_path / "a", schools=schools(99), **others), tmp_path / "district")
    with pytest.raises(RefusedError):
        import_records(write(tmp_path / "b", schools=schools(98), **others), tmp_path / "district")


def test_a_table_of_refused_rows_only(tmp_path: Path) -> None:
    export = write(tmp_path / "export", attendance_years=DAYS + "001,01,2025-26,400,1\n")
    import_records(export, tmp_path / "district", accept_refused=True)
    assert stored(tmp_path / "district", "attendance_years") == []


def test_what_became_of_the_rows_is_remembered(tmp_path: Path) -> None:
    export = write(tmp_path / "export", attendance_years=BAD, bogus="a\n1\n")
    told = import_records(export, tmp_path / "district", accept_refused=True)
    kept = District(tmp_path / "district").accounts()
    assert [(a.table, a.rows_in, a.kept, a.notes) for a in kept] == [
        (a.table, a.rows_in, a.kept, a.notes) for a in told
    ]
    assert kept[0].notes == ("`bogus.csv` was not read: it is no agreed table.",)


def test_any_path_will_do(tmp_path: Path) -> None:
    place = tmp_path / 'it\'s [x] "q" ñandú 100% a;b #1 (2) {y} $HOME'
    export = write(place / "export")
    for _ in range(2):
        import_records(export, place / "district")
    assert len(stored(place / "district", "students")) == 4
    with open_duckdb(place) as engine:
        assert District(place / "district").tables(engine).years == ["2025-26"]


def test_the_year_of_a_program_is_the_one_given_or_that_of_its_day(tmp_path: Path) -> None:
    head = "student_id,program,step,date,school_year\n"
    given = head + "001,gifted,started,,2024-25\n002,gifted,started,2025-09-02,\n"
    both = given + "003,gifted,started,2025-06-20,2025-26\n"
    import_records(write(tmp_path / "export", programs=both), tmp_path / "district")
    found = {r["student_id"]: r["school_year"] for r in stored(tmp_path / "district", "programs")}
    assert found == {"001": "2024-25", "002": "2025-26", "003": "2025-26"}
    only = given.replace(",date,", ",").replace(",,2", ",2").split("\n002")[0] + "\n"
    import_records(write(tmp_path / "no days", programs=only), tmp_path / "other")
    assert [r["school_year"] for r in stored(tmp_path / "other", "programs")] == ["2024-25"]
