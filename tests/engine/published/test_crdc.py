"""The federal school file: what each column counts for, and what bad files get."""

import contextlib
import gzip
import io
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forwhom.data.importer import bring_in
from forwhom.data.open_source import open_source
from forwhom.data.refusals import Account
from forwhom.data.sources.crdc.layout import RACES, SEXES
from forwhom.data.sources.kind import source_kinds
from forwhom.errors import ForwhomError, SourceError

Numbers = dict[str, int]
NAME = "crdc-2021-22.csv"


def columns() -> list[str]:
    found = []
    for s in (*SEXES, "X"):
        found += [f"SCH_{p}_{r}_{s}" for p in ("ENR", "504ENR") for r in RACES]
        found += [f"TOT_ENR_{s}", *(f"SCH_ENR_{part}_{s}" for part in ("EL", "IDEA", "504"))]
    for s in SEXES:
        found += [f"SCH_DISCWODIS_ISS_{r}_{s}" for r in (*RACES, "EL")]
        found += [f"SCH_DISCWDIS_ISS_IDEA_{r}_{s}" for r in RACES]
        found += [f"SCH_DISCWDIS_ISS_{part}_{s}" for part in ("EL", "504")]
        found += [f"TOT_DISCWODIS_ISS_{s}", f"TOT_DISCWDIS_ISS_IDEA_{s}"]
    return found


def school(key: str, **numbers: int | str) -> dict[str, str]:
    known = {"COMBOKEY": key, "LEA_STATE": "VA", "LEA_NAME": "Oak", "SCH_NAME": f"S{key[-1]}"}
    return known | {c: str(numbers.get(c, 0)) for c in columns()}


BIG: Numbers = {
    "SCH_ENR_BL_M": 40, "SCH_ENR_WH_M": 60, "SCH_ENR_WH_F": 50, "TOT_ENR_M": 100, "TOT_ENR_F": 50,
    "SCH_DISCWODIS_ISS_BL_M": 6, "SCH_DISCWODIS_ISS_WH_M": 3, "TOT_DISCWODIS_ISS_M": 9,
    "SCH_DISCWDIS_ISS_IDEA_BL_M": 2, "TOT_DISCWDIS_ISS_IDEA_M": 2, "SCH_ENR_IDEA_M": 12,
    "SCH_DISCWDIS_ISS_504_M": 4, "SCH_ENR_504_M": 9, "SCH_504ENR_BL_M": 3, "SCH_504ENR_WH_M": 6,
}  # fmt: skip
SCHOOLS = [school("510000100001", **BIG), school("510000100002", **BIG)]


def written(rows: list[dict[str, str]]) -> str:
    return "\n".join([",".join(rows[0]), *(",".join(row.values()) for row in rows)]) + "\n"


def counts(path: Path) -> tuple[dict[tuple[str, ...], tuple[str, str]], Account]:
    """Numerator and denominator by type of place, measure, dimension and group."""
    with duckdb.connect() as connection:
        into = path.parent / "in"
        into.mkdir()
        (account,) = bring_in(open_source(path, kind="crdc"), connection, into)
        stored = str(into / "tables" / "published_counts.parquet")
        rows = connection.read_parquet(stored).fetchall()
    return {(r[1], r[2], r[4], r[5], r[6]): (r[7], r[8]) for r in rows}, account


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "x" / NAME
    path.parent.mkdir()
    path.write_text(written(SCHOOLS))
    return path


def test_groups_are_added_up_from_children_with_and_without_idea(file: Path) -> None:
    found, account = counts(file)
    at = ("school", "510000100001", "suspended_in_school")
    assert found[*at, "all", "all"] == ("15", "150")  # 9 without, 2 with IDEA, 4 with a 504 plan
    assert found[*at, "sex", "Male"] == ("15", "100")
    assert found[*at, "disability", "Yes"] == ("2", "12")
    assert found[*at, "disability", "No"] == ("13", "138")
    assert found[*at, "section_504", "Yes"] == ("4", "9")
    # Of the four with a plan alone, at most three are Black: three Black boys have a plan.
    assert found[*at, "race_ethnicity", "Black or African American"] == ("8-11", "40")
    assert found[*at, "race_ethnicity", "White"] == ("3-7", "110")
    assert account.rows_in == account.kept


def test_districts_are_sums_and_there_is_no_state_of_one_district(file: Path) -> None:
    found, _ = counts(file)
    at = ("district", "5100001", "suspended_in_school")
    assert found[*at, "all", "all"] == ("30", "300")
    pair = ("race_ethnicity & sex", "Black or African American & Male")
    assert found[*at, *pair] == ("16-22", "80")
    assert not [key for key in found if key[0] == "state"]


def test_reserve_codes_are_hidden_and_skipped_schools_left_out(tmp_path: Path) -> None:
    hidden = school("510000100001", **{**BIG, "TOT_DISCWODIS_ISS_F": -5})
    skipped = school("510000100002", **{**BIG, "TOT_DISCWODIS_ISS_F": -9})
    path = tmp_path / NAME
    path.write_text(written([hidden, skipped]))
    found, _ = counts(path)
    assert found["school", "510000100001", "suspended_in_school", "all", "all"] == (">=15", "150")
    assert ("school", "510000100002", "suspended_in_school", "all", "all") not in found
    assert found["district", "5100001", "suspended_in_school", "all", "all"] == (">=15", "150")


def test_nonbinary_children_widen_what_is_not_told_of_them(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_text(written([school("510000100001", **BIG, SCH_ENR_WH_X=2)]))
    found, account = counts(path)
    at = ("school", "510000100001", "suspended_in_school")
    assert found[*at, "all", "all"] == ("15-17", "152")
    assert found[*at, "sex", "Nonbinary"] == ("0-2", "2")
    assert any("below the sum by race" in note for note in account.notes)


def test_it_is_known_by_its_columns(file: Path, tmp_path: Path) -> None:
    kind = source_kinds()["crdc"]
    packed = tmp_path / "crdc-2021-22.csv.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    assert all(kind.looks_like(path) for path in (file, packed, file.parent))
    other = tmp_path / "other.csv"
    for odd in (b"", b"COMBOKEY,name\n", b"\x1f\x8b\x00", b"\x00" * 999, b"PK\x03\x04"):
        other.write_bytes(odd)
        assert not kind.looks_like(other)
    assert not kind.looks_like(tmp_path / "nothing.csv")


def test_one_file_a_topic_is_joined(tmp_path: Path) -> None:
    home = tmp_path / "2021-22 CRDC"
    home.mkdir()
    names = list(SCHOOLS[0])
    topics = {
        "Enrollment.csv": [n for n in names if "ENR" in n or not n.startswith(("SCH_D", "TOT_D"))],
        "Suspensions.csv": ["COMBOKEY", *(n for n in names if "DISC" in n)],
    }
    for name, chosen in topics.items():
        rows = [{c: row[c] for c in chosen} for row in reversed(SCHOOLS)]
        (home / name).write_text(written(rows), "latin-1")
    found, _ = counts(home)
    assert found["district", "5100001", "suspended_in_school", "all", "all"] == ("30", "300")


def test_bad_rows_are_refused_with_file_row_and_remedy(tmp_path: Path) -> None:
    rows = [*SCHOOLS, school("51000010000x"), SCHOOLS[0], school("510000100003", TOT_ENR_F="many")]
    rows.append(school("510000100004", SCH_ENR_BL_M="=1+1"))
    path = tmp_path / NAME
    path.write_text(written(rows))
    _, account = counts(path)
    told = {(r.column, r.reason, r.first) for r in account.reasons}
    assert told == {
        ("COMBOKEY", "is not a school's number of 12 digits", (4,)),
        ("COMBOKEY", "is the same as in an earlier row", (5,)),
        ("TOT_ENR_F", "is not a whole number", (6,)),
        ("SCH_ENR_BL_M", "is not a whole number", (7,)),
    }
    assert all(r.remedy for r in account.reasons)


def test_zeros_lost_in_a_spreadsheet_come_back(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_text(written([school("10000100001.0", **BIG)]))
    found, _ = counts(path)
    assert ("school", "010000100001", "suspended_in_school", "all", "all") in found


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("schools.csv", written(SCHOOLS), "which? school year|of which school year"),
        (NAME, "COMBOKEY,SCH_ENR_BL_M\n510000100001,3\n", "enrolment is missing"),
        (NAME, "LEAID,SCH_ENR_BL_M\n5100001,3\n", "holds no school file"),
        (NAME, "", "holds no school file"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, name: str, text: str, says: str) -> None:
    path = tmp_path / "x" / name
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(SourceError, match=says), duckdb.connect() as connection:
        open_source(path, kind="crdc").rows("published_counts", connection)


BYTES = written(SCHOOLS).encode()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=st.integers(0, len(BYTES) - 1),
    put=st.sampled_from([b"\x00", b"\xff", b"\r", b'"', b"\n\n", b",", b"   ", b"\xef\xbb\xbf"]),
    cut=st.integers(0, len(BYTES)),
)
def test_a_damaged_file_gives_a_refusal_or_an_error_in_words(
    tmp_path_factory: pytest.TempPathFactory, at: int, put: bytes, cut: int
) -> None:
    path = tmp_path_factory.mktemp("damaged") / NAME
    path.write_bytes((BYTES[:at] + put + BYTES[at:])[: max(cut, at)])
    into = path.parent / "in"
    into.mkdir()
    with contextlib.suppress(ForwhomError), duckdb.connect() as connection:
        (account,) = bring_in(open_source(path, kind="crdc"), connection, into)
        assert account.rows_in == account.kept + sum(r.rows for r in account.reasons)


def test_bom_mixed_line_ends_and_other_encodings(tmp_path: Path) -> None:
    text = written(SCHOOLS).replace("Oak", "Peña")
    lines = io.StringIO(text).readlines()
    mixed = "".join(line.rstrip("\n") + ("\r\n" if i % 2 else "\n") for i, line in enumerate(lines))
    for number, encoding in enumerate(("utf-8-sig", "cp1252", "utf-16")):
        path = tmp_path / str(number) / NAME
        path.parent.mkdir()
        path.write_bytes(mixed.encode(encoding))
        found, _ = counts(path)
        assert found["district", "5100001", "suspended_in_school", "all", "all"] == ("30", "300")
