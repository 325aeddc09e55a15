"""The tables of an ESSA report card, by section and student group."""

from __future__ import annotations

from collections.abc import Sequence

from forwhom.official.calculation import Calculation
from forwhom.official.number import Count, OfficialNumber
from forwhom.official.published_tables import table_of
from forwhom.rules.official import RuleSet


def _makes(counts: Sequence[Count], rules: RuleSet) -> list[OfficialNumber]:
    return table_of("essa", "section", rules, counts)


calculation = Calculation(
    name="essa",
    title="Tables for the report card of the Every Student Succeeds Act",
    asks="What must a report card say of each student group?",
    spanish=(
        "Tablas del informe escolar de la ley ESSA",
        "¿Qué debe decir un informe escolar de cada grupo de estudiantes?",
    ),
    topic="essa",
    makes=_makes,
    source="20 U.S.C. 6311(h)(1)(C)",
    from_release=True,
)
