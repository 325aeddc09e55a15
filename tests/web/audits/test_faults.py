"""Why a job failed is told in the reader's language: no fault that a job can meet is forgotten."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from forwhom.errors import DistrictError
from forwhom.web.audits.faults import kept, worded
from forwhom.web.audits.jobs import parts
from forwhom.web.audits.words_of import problem
from tests.house.repository import PACKAGE

ERRORS = {"SourceError", "MappingError", "RefusedError", "DistrictError", "AuditFolderError"}
MET_BY_JOBS = ("audit", "data")
# Met only at the command line, by Spark, or by a program that calls us.
NOT_HERE = (
    "attacked",
    "audit/official",
    "published_rows",
    "explain",
    "proposal",
    "edfi/api",
    "spark",
    "elsewhere",
    "engine.py",
)
NOT_SAID = {
    "An export needs a folder for its audit.",
    "The audit would be mixed with the records it is made from.",
    "Name one: `forwhom audit x --out OUT`.",
    "Name another folder with --out.",
    "There is no x called `x`.",  # groups and values, each in words of its own
    "In the mapping `x` x x.",  # CALPADS and OneRoster say what in words that only they have
    "The mapping `x` x.",
    "`x` x.",  # a workbook: its two sentences are in the catalogue, each whole
    "x in Excel or LibreOffice and save it as .xlsx or CSV.",
    "x Or go on without those rows: --accept-refused.",  # the remedy of a row comes before it
}


def said_by_the_engine() -> Iterator[tuple[str, str]]:
    """Every what, did and remedy that is written where an error is raised, blanks filled by x."""
    for path in sorted(p for folder in MET_BY_JOBS for p in (PACKAGE / folder).rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if any(part in name for part in NOT_HERE):
            continue
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ERRORS:
                named = [one.value for one in call.keywords if one.arg in {"did", "remedy"}]
                for node in [*call.args, *named]:
                    yield from ((name, text) for text in _texts(node))


def _texts(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(p.value) if isinstance(p, ast.Constant) else "x" for p in node.values)]
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body), *_texts(node.orelse)]
    if isinstance(node, ast.BoolOp):
        return [text for one in node.values for text in _texts(one)]
    return []


def test_every_fault_a_job_can_meet_has_a_phrase() -> None:
    found = list(said_by_the_engine())
    assert len(found) > 150
    unsaid = {
        (name, text)
        for name, text in found
        if text not in NOT_SAID and not all("phrase" in one for one in kept(text.strip()))
    }
    assert unsaid == set()


@pytest.mark.parametrize(
    ("said", "spanish"),
    [
        ("`a.csv` is empty.", ["`a.csv` está vacío."]),
        ("The archive `x.zip` holds more than 5,000 files.",
         ["El archivo comprimido `x.zip` contiene más de 5,000 archivos."]),
        ("The audit could not be written: no space left on device.",
         ["No se pudo escribir la auditoría: no queda espacio en el disco."]),
        ("Did you mean `sex`? Its columns are sexo, fecha.",
         ["¿Quiso decir `sex`?", "Sus columnas son sexo, fecha."]),
        ("tables/a.csv, row 7", ["tables/a.csv, fila 7"]),
        ("", []),
    ],
)  # fmt: skip
def test_it_is_said_in_spanish_with_its_blanks(said: str, spanish: list[str]) -> None:
    with translation.override("es"):
        assert [one.text for one in worded(kept(said))] == spanish
        assert not any(one.lang for one in worded(kept(said)))


def test_what_has_no_phrase_stays_and_says_that_it_is_english() -> None:
    with translation.override("es"):
        found = worded(kept("Nothing was read. A thing of its own."))
    assert [(one.text, one.lang) for one in found] == [
        ("No se leyó nada.", ""),
        ("A thing of its own.", "en"),
    ]


def test_a_reason_of_a_row_is_said_within_another(served: Path) -> None:
    where = "refused lists every refused row; most often in a.csv, row 2: `grade` is empty"
    with translation.override("es"):
        assert worded(kept(where))[0].text.endswith("en a.csv, fila 2: `grade` está vacío")


def test_every_reason_of_the_agreed_tables_has_a_phrase() -> None:
    from forwhom.data.checks import problems
    from forwhom.data.known_ids import id_problems
    from forwhom.data.tables import TABLES

    for table in TABLES.values():
        found = [*problems(table, set(table.columns)), *id_problems(table)]
        for _, one in found:
            said = [*kept(one.reason), *kept(one.remedy)]
            assert all("phrase" in each for each in said), (one.reason, one.remedy)


def test_the_command_lines_words_are_those_of_the_pages() -> None:
    assert "--accept-refused" not in str(
        worded(kept("Or go on without those rows: --accept-refused."))
    )


def test_a_failure_of_before_is_worded_as_well(served: Path) -> None:
    error = DistrictError("There are no records in `x`.", did="Nothing was counted.", remedy="Odd.")
    told = parts(error)
    before = {name: text for name, text in told.items() if name != "said"}
    with translation.override("es"):
        assert problem(told) == problem(before)
        assert problem(told)["what"][0].text == "No hay datos en `x`."
    shown: dict[str, Any] = problem({"phrase": "died"})
    assert shown == {"phrase": "died"}
