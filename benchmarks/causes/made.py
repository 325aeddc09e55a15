"""A made-up district with planted causes, imported, of which any gap can be explained."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from forwhom.audit.about import measure_card
from forwhom.causes import CAUSES, Evidence, Records
from forwhom.data.district import District
from forwhom.data.engine import HERE, open_engine
from forwhom.data.open_source import open_source
from forwhom.data.store import Tables
from forwhom.disparities.cells import wide_table
from forwhom.disparities.search.children import Children, fetch_children
from forwhom.disparities.search.contrast import Contrasts
from forwhom.measures import MEASURES
from forwhom.results.explanation import Explanation
from forwhom.results.finding import Finding
from forwhom.sample import make
from forwhom.sample.district import world_of
from forwhom.sample.outcomes import World

YEARS, YEAR = 3, "2025-26"
ASKED = (
    *("chronic_absence", "referred", "suspended", "suspended_out_of_school"),
    "college_level_course",
)


@dataclass
class Made:
    """One district: what is true of it, all that chances were drawn from, and its records."""

    truth: Mapping[str, Any]
    world: World
    children: Children
    records: Records
    told: dict[tuple[str, str, str], Explanation] = field(default_factory=dict)

    def planted(self, where: str, **like: str) -> dict[str, Any]:
        """The first entry of `causes` or `non_causes` that has these values."""
        entries = self.truth[where]
        found: dict[str, Any] = next(
            e for e in entries if all(e.get(key) == value for key, value in like.items())
        )
        return found

    def evidence(self, measure: str, group: str) -> Evidence:
        """A finding of the district of the last year, whether or not an audit would find it."""
        card = measure_card(measure, MEASURES[measure], self.records.tables.rules, YEAR)
        contrasts = Contrasts(self.children, frozenset())
        return Evidence.of(_finding(measure, group), card, contrasts, self.records)

    def explained(self, cause: str, measure: str, group: str) -> Explanation:
        """What one way of explaining says, asked once."""
        key = (cause, measure, group)
        if key not in self.told:
            self.told[key] = CAUSES[cause].of(self.evidence(measure, group))
        return self.told[key]


def _finding(measure: str, group: str) -> Finding:
    return Finding.of_row(
        {
            "measure": measure, "school_year": YEAR, "place_type": "district",
            "place_id": "district", "group": group, "compared_with": "others",
            "students_to_parity": 0, "rate": 0.0, "comparison_rate": 0.0, "difference": 0.0,
            "difference_low": None, "difference_high": None, "ratio": None, "n": 1, "count": 1,
        }
    )  # fmt: skip


@contextmanager
def made(seed: int, students: int, schools: int) -> Iterator[Made]:
    """Make, import and open one; its files are gone afterwards."""
    with tempfile.TemporaryDirectory() as name, open_engine(HERE.engine, Path(name)) as engine:
        source, district = Path(name) / "sample", District(Path(name) / "district")
        make(source, students=students, schools=schools, years=YEARS, seed=seed, causes=True)
        truth = json.loads((source / "truth.json").read_text("utf-8"))
        district.import_from(open_source(source))
        tables = district.tables(engine)
        children = _children(tables)
        records = Records(tables, children, district.settings.declared)
        world, _ = world_of(students, schools, YEARS, seed, null=False, causes=True)
        yield Made(truth, world, children, records)


def _children(tables: Tables) -> Children:
    measures = {name: MEASURES[name] for name in ASKED}
    of_year = replace(tables, only_years=(YEAR,), kept={})
    return fetch_children(of_year, wide_table(of_year, measures, "district"), measures, YEAR)
