"""Published levels of tests, from the file to indices.parquet and the report in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from forwhom.audit import audit_records
from forwhom.audit.look import look_at
from forwhom.report import build
from forwhom.results import AuditFolder, open_audit
from forwhom.results.schemas import indices_schema
from tests.engine.published.rows import BLACK, OAK, RACE, Row, on_levels, row, write

GROUPS = {"White": [20, 30, 40, 10], BLACK: [30, 30, 20, 5], "Asian": [2, 6, 12, 10]}


def school(name: str, counts: list[object], **more: str) -> list[Row]:
    place = {"place_type": "school", "place_id": f"01-{name}", "place_name": name}
    return on_levels("all", "all", counts, **place, **more)


ROWS = [
    *OAK,
    *on_levels("all", "all", [52, 66, 72, 25]),
    *(each for name, counts in GROUPS.items() for each in on_levels(RACE, name, counts)),
    *on_levels(RACE, "Two or more races", [3, "*", 4, 2]),
    *on_levels(RACE, "American Indian or Alaska Native", ["1", "1", "1", "1"], denominator="9"),
    *school("Oak High", [30, 30, 20, 10]),
    *school("Ash High", [22, 36, 52, 15]),
    *school("Elm High", [5, "<5", 5, 5]),
    *on_levels("all", "all", [52, 66, 72, 25], measure="reading", grade=""),
    *on_levels(RACE, "White", [31, 40, 44, 15], measure="reading", grade=""),
    *on_levels("all", "all", [52, 66], measure="civics_exam", grade="8"),
    *on_levels(RACE, "White", [31, 40], measure="civics_exam", grade="8"),
    *on_levels(RACE, "White", [5, 6, 7], measure="science", grade="8"),
    *on_levels(RACE, "White", [5, 6, 7], measure="history", grade="8"),
    *on_levels(RACE, BLACK, [7, 6, 5], measure="history", grade="8"),
    row(RACE, "White", "9", "40", grade="4"),
]


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> AuditFolder:
    home = tmp_path_factory.mktemp("levels")
    source = write(home / "source", ROWS, {"name": "Oak District"})
    return open_audit(audit_records(source, home / "out"))


@pytest.fixture(scope="module")
def pages(audited: AuditFolder) -> dict[str, str]:
    pages = {}
    for language in ("en", "es"):
        page = build(audited.folder, language=language).read_text("utf-8")
        part = page[page.index('<section class="domain" id="levels"') :]
        text = unescape(re.sub(r"<[^>]+>", " ", part[: part.index("</section>")]))
        pages[language] = re.sub(r"\s+", " ", text).replace(" .", ".")
    return pages


def test_indices_hold_the_levels_of_the_place_and_its_schools(audited: AuditFolder) -> None:
    assert audited.indices.schema == indices_schema()
    rows = audited.indices.to_pylist()
    tests = {row["index"].split(":", 1)[1] for row in rows}
    assert tests == {"mathematics:grade=4", "reading", "history:grade=8"}
    assert {row["place_id"] for row in rows} == {"01", "01-Oak High", "01-Ash High", "01-Elm High"}
    assert all((row["status"] == "ok") == (row["value"] is not None) for row in rows)


def test_the_audit_says_what_is_told_hidden_and_silent(audited: AuditFolder) -> None:
    told: dict[str, Mapping[str, object]] = {t["measure"]: t for t in audited.about["levels"]}
    assert {name: test["silent"] for name, test in told.items()} == {
        "civics_exam": "few_levels",
        "history": "",
        "mathematics": "",
        "reading": "",
        "science": "one_group",
    }
    mathematics = told["mathematics"]
    assert (mathematics["groups"], mathematics["hidden"], mathematics["unsound"]) == (6, 2, 1)
    told_of = audited.about["published"]
    # Of OAK two are hidden, and two levels in a district and a school.
    assert (told_of["numbers"], told_of["exact"]) == (len(ROWS), len(ROWS) - 4)


def test_a_level_is_no_measure_and_no_finding(audited: AuditFolder) -> None:
    names = set(audited.disparities.column("measure").to_pylist())
    assert names == {"suspended"}
    known = {measure["name"] for measure in audited.about["measures"]}
    assert not known & {"mathematics", "reading", "science", "civics_exam"}
    assert f"grade=4 & {RACE}=White" in audited.disparities.column("group").to_pylist()


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Black or African American students stand lower than all other students who took"),
        ("es", "Los estudiantes negros o afroamericanos están por debajo de los demás"),
        ("en", "Mathematics, grade 4"),
        ("es", "Matemáticas, grado 4"),
        ("en", "because a level is hidden, here or in a school: 2. Nothing was put in its place."),
        ("es", "porque un nivel está oculto, aquí o en una escuela: 2. No se inventó nada"),
        ("en", "do not add up to all their students, here or in a school: 1."),
        ("es", "no suman todos sus estudiantes, aquí o en una escuela: 1."),
        ("en", "This puts all grades together."),
        ("es", "Esto junta todos los grados."),
        ("en", "The students told of reached 2 levels only. With fewer than 3 we do not say"),
        ("es", "llegaron a 2 niveles. Con menos de 3 no decimos"),
        ("en", "Reading No group stands clearly lower than all other students who took it."),
        ("es", "Lectura Ningún grupo está claramente por debajo de los demás que la tomaron."),
        ("en", "History, grade 8 The source does not tell the levels of all students together"),
        ("es", "History, grado 8 La fuente no dice los niveles de todos los estudiantes juntos"),
        ("en", "The levels of one group alone are told."),
        ("es", "Solo se dicen los niveles de un grupo."),
        ("en", "Two or more races hidden – – – –"),
        ("es", "oculto – – – –"),
    ],
)
def test_the_report_says_where_groups_stand_and_what_it_cannot_say(
    pages: Mapping[str, str], language: str, says: str
) -> None:
    assert says in pages[language]


def test_schools_stand_in_the_order_of_their_names(pages: Mapping[str, str]) -> None:
    names = re.findall("(?:Ash|Elm|Oak) High", pages["en"])
    assert names == ["Ash High", "Elm High", "Oak High"]


def test_a_report_without_levels_has_no_such_part(tmp_path: Path) -> None:
    folder = audit_records(write(tmp_path / "source", OAK), tmp_path / "out")
    assert 'id="levels"' not in build(folder).read_text("utf-8")
    assert open_audit(folder).about["levels"] == []


def test_levels_alone_make_an_audit(tmp_path: Path) -> None:
    rows = [each for each in ROWS if each.get("level")]
    folder = audit_records(write(tmp_path / "source", rows), tmp_path / "out")
    page = build(folder).read_text("utf-8")
    assert "See where groups stand on them below." in page
    assert "Nothing could be counted" not in page
    again = audit_records(write(tmp_path / "source", rows), tmp_path / "again")
    name = "indices.parquet"
    assert (folder / name).read_bytes() == (again / name).read_bytes()


def test_a_measure_of_which_only_levels_are_told_cannot_be_counted(tmp_path: Path) -> None:
    rows = on_levels("all", "all", [9, 9, 9], measure="proficient_mathematics")
    assert look_at(write(tmp_path / "source", rows)).possible == []


def test_a_row_twice_and_a_level_that_is_none_are_refused(tmp_path: Path) -> None:
    rows = on_levels("all", "all", [9, 9, 9])
    wrong = [rows[0], {**rows[0], "level": "0"}, {**rows[0], "level": "Proficient"}]
    wrong.append({**rows[0], "grade": "thirteen"})
    seen = look_at(write(tmp_path / "source", [*rows, *wrong]))
    assert {(reason.column, reason.first) for reason in seen.reasons} >= {
        ("level", (6,)),
        ("level", (7,)),
        ("grade", (8,)),
    }
    assert sum(account.kept for account in seen.accounts) == 3


def test_percentages_with_all_children_are_told(tmp_path: Path) -> None:
    shares = [(RACE, group, ["20%", "50%", "30%"]) for group in ("White", "Asian")]
    rows = [
        row(d, g, rate=rate, level=str(at), denominator="50", measure="reading", grade="8")
        for d, g, rates in shares
        for at, rate in enumerate(rates, 1)
    ]
    about = open_audit(audit_records(write(tmp_path / "source", rows), tmp_path / "out")).about
    assert (about["published"]["exact"], about["published"]["hidden"]) == (6, 0)
    assert about["levels"][0]["silent"] == ""


def test_a_table_stored_before_there_were_levels_is_still_read(tmp_path: Path) -> None:
    source = write(tmp_path / "source", OAK)
    first = audit_records(source, tmp_path / "out")
    stored = first / "district" / "tables" / "published_counts.parquet"
    pq.write_table(pq.read_table(stored).drop_columns(["grade", "level"]), stored)
    again = open_audit(audit_records(first / "district"))
    assert again.disparities.equals(open_audit(first).disparities)
