"""The metrics of a Local Control and Accountability Plan, by state priority and student group."""

from __future__ import annotations

from collections.abc import Sequence

from forwhom.official.calculation import Calculation
from forwhom.official.number import Count, OfficialNumber
from forwhom.official.published_tables import table_of
from forwhom.rules.official import RuleSet


def _makes(counts: Sequence[Count], rules: RuleSet) -> list[OfficialNumber]:
    return table_of("lcap", "priority", rules, counts)


calculation = Calculation(
    name="lcap",
    title="Metrics for the Local Control and Accountability Plan",
    asks="What does each measure say for all students and for each group, by state priority?",
    spanish=(
        "Métricas del plan de control y rendición de cuentas (LCAP)",
        "¿Qué dice cada medida de todos los estudiantes y de cada grupo, por prioridad estatal?",
    ),
    topic="lcap",
    makes=_makes,
    source="California Education Code 52060(d): state priorities, for all pupils and each subgroup",
    from_release=True,
)
