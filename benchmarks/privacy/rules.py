"""The rules that agencies use, on the same district, and what an outsider's attack finds again."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from benchmarks.privacy.audits import CROSSED
from forwhom.results import AuditFolder
from tests.attacks.made import RACE, Made, lattice
from tests.attacks.naive import (
    Publisher,
    and_few_events,
    california,
    fewer_than,
    next_smallest,
    percentages,
)
from tests.attacks.outside import Enrolled, Finding, attack, small_sums

RULES: dict[str, tuple[Publisher, int]] = {
    "hide fewer than 10": (fewer_than(10), 10),
    "hide fewer than 11": (fewer_than(11), 11),
    "California: also Not reported": (california, 11),
    "hide fewer than 10, and counts of 1 to 9": (and_few_events(10), 10),
    "hide fewer than 10, and the next smallest": (next_smallest(10), 10),
    "fewer than 10 hidden, tenths of a percent": (percentages(10, 1), 10),
    "fewer than 10 hidden, whole percentages": (percentages(10, 0), 10),
}


@dataclass(frozen=True)
class Broken:
    """What was found again of the groups that a rule hides."""

    printed: str
    rule: str
    measure: str
    hidden: int
    exact: int
    exact_above_none: int
    too_narrow: int
    seconds: float

    def as_dict(self) -> dict[str, Any]:
        """For machines."""
        return {"kind": "rule", **asdict(self)}


def counted(audit: AuditFolder, measure: str, year: str) -> Made:
    """One measure and year as an outsider's attack takes it: the schools, race, sex, learner."""
    names = ["place_id", *CROSSED, f"{measure}__n", f"{measure}__count"]
    table = audit.cells
    kept = [
        i
        for i, (y, p) in enumerate(
            zip(table["school_year"].to_pylist(), table["place_type"].to_pylist(), strict=True)
        )
        if y == year and p == "school"
    ]
    columns = {name: np.array(table[name].take(kept).to_pylist()) for name in names}
    columns[RACE] = np.where(columns[RACE] == "Not reported", "Not Reported", columns[RACE])
    enrolled = Enrolled(
        np.full(len(kept), ""),
        columns["place_id"].astype(str),
        {d: columns[d].astype(str) for d in CROSSED},
        columns[f"{measure}__n"].astype(np.int64),
    )
    return Made(enrolled, columns[f"{measure}__count"].astype(np.int64)).over(*CROSSED)


def broken(made: Made, measure: str) -> Iterator[Broken]:
    """Race by school with all sums, by each rule; then every filter of three, school by school."""
    by_race = made.over(RACE)
    sums = by_race.sums((), (RACE,))
    for name, (rule, least) in RULES.items():
        began = time.process_time()
        told = rule(by_race, sums)
        found = attack(by_race.enrolled, told, small_sums(by_race.enrolled, sums, least))
        yield _broken("race by school", name, measure, found, began)
    began = time.process_time()
    yield _broken("81 filters", "hide fewer than 11", measure, _filters(made), began)


def _filters(made: Made) -> list[Finding]:
    found = []
    for school in made.enrolled.schools:
        mine = made.enrolled.places == school
        one = Made(made.enrolled.only(school), made.truth[mine])
        values = Made(made.enrolled, made.truth).sums(*lattice(*CROSSED), district=False)
        sums = [s for s in values if s.place == school]
        small = small_sums(one.enrolled, sums, 11)
        found += attack(one.enrolled, fewer_than(11)(one, sums), small)
    return found


def _broken(printed: str, rule: str, measure: str, found: list[Finding], began: float) -> Broken:
    row = Broken(
        printed,
        rule,
        measure,
        len(found),
        sum(f.exact for f in found),
        sum(f.exact and f.low > 0 for f in found),
        sum(f.narrow for f in found),
        round(time.process_time() - began, 1),
    )
    print(f"{printed}, {rule}: {measure}", file=sys.stderr, flush=True)
    return row
