"""Words for groups in a district's records and settings that no group knows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from forwhom.data.store import Tables
from forwhom.errors import DistrictError, did_you_mean
from forwhom.groups import GROUPS, NOT_REPORTED


def unknown_group_words(tables: Tables) -> list[tuple[str, str]]:
    """Notes, in English and Spanish, on rows of student_groups whose words no group knows.

    They name dimensions, agreed values and counts, never what the rows hold.
    """
    allowed = _allowed()
    unknown: dict[str, int] = {}
    lost = 0
    for row in _counts(tables):
        if row["dimension"] not in allowed:
            lost += row["rows"]
        elif allowed[row["dimension"]] and row["value"] not in allowed[row["dimension"]]:
            unknown[row["dimension"]] = unknown.get(row["dimension"], 0) + row["rows"]
    notes = [_of_values(name, unknown[name], allowed[name]) for name in allowed if name in unknown]
    return notes + ([_of_dimensions(lost, sorted(allowed))] if lost else [])


def check_references(reference: dict[str, str], place: Path) -> None:
    """Raise DistrictError where forwhom.toml names a reference group that does not exist."""
    for dimension, value in reference.items():
        if dimension not in GROUPS:
            what, word, known = "dimension", dimension, list(GROUPS)
        elif not GROUPS[dimension].open_values and value not in GROUPS[dimension].values:
            what, word, known = f"group of `{dimension}`", value, list(GROUPS[dimension].values)
        else:
            continue
        raise DistrictError(
            f"There is no {what} called `{word}`.",
            where=f"{place}, [reference]",
            did="Nothing was counted.",
            remedy=did_you_mean(word, known) or f"Use one of {', '.join(known)}.",
        )


def _allowed() -> dict[str, list[str]]:
    """The values of each dimension that student_groups records; none where any is allowed."""
    return {
        group.recorded: [] if group.open_values else list(group.values)
        for group in GROUPS.values()
        if group.recorded
    }


def _counts(tables: Tables) -> list[dict[str, Any]]:
    import narwhals as nw

    if not tables.has("student_groups"):
        return []
    rows = tables.frame("student_groups").group_by("dimension", "value")
    counted = rows.agg(rows=nw.len().cast(nw.Int64))
    found: list[dict[str, Any]] = tables.engine.fetch(counted).to_pylist()
    return found


def _of_values(dimension: str, rows: int, allowed: list[str]) -> tuple[str, str]:
    known = " · ".join(value for value in allowed if value != NOT_REPORTED)
    english = (
        f"In student_groups, {_many(rows, 'row')} of `{dimension}` with a word that no group "
        f"has: counted as {NOT_REPORTED}. The words are: {known}."
    )
    spanish = (
        f"En student_groups, {_many(rows, 'fila')} de `{dimension}` con una palabra que ningún "
        f"grupo usa: cuentan como sin dato. Las palabras son: {known}."
    )
    return english, spanish


def _of_dimensions(rows: int, known: list[str]) -> tuple[str, str]:
    english = (
        f"In student_groups, {_many(rows, 'row')} of a dimension that is not known: not read. "
        f"The dimensions are: {', '.join(known)}."
    )
    spanish = (
        f"En student_groups, {_many(rows, 'fila')} de una dimensión desconocida: no se leyeron. "
        f"Las dimensiones son: {', '.join(known)}."
    )
    return english, spanish


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
