"""Significant disproportionality under IDEA: 34 CFR 300.646 and 300.647."""

from __future__ import annotations

from collections.abc import Sequence

from forwhom.official.calculation import Calculation
from forwhom.official.idea.cells import cells
from forwhom.official.idea.tape import with_years
from forwhom.official.number import Count, OfficialNumber
from forwhom.rules.official import RuleSet


def _makes(counts: Sequence[Count], rules: RuleSet) -> list[OfficialNumber]:
    return with_years(cells(counts, rules), rules)


calculation = Calculation(
    name="idea",
    title="Significant disproportionality (IDEA)",
    asks="Are children of one race or ethnicity identified, placed or removed more than others?",
    spanish=(
        "Desproporción significativa (IDEA)",
        "¿Se identifica, ubica o excluye más a estudiantes de una raza o etnia que a otros?",
    ),
    topic="idea",
    makes=_makes,
    source="34 CFR 300.646 and 300.647",
    profiles=("california", "washington"),
    from_records=True,
)
