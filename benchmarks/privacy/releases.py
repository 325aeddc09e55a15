"""One measure and year protected and attacked: how long it takes and what it costs."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

from benchmarks.privacy.audits import CROSSED
from forwhom.release.declared.lattice import DISTRICT, Lattice, read_lattice
from forwhom.release.protected.coarsen import Coarsening
from forwhom.release.protected.last_attack import attacked
from forwhom.release.protected.rehearse import rehearsed_steps
from forwhom.release.protected.steps import Coarsened
from forwhom.release.protected.tables import Tables, linked_tables
from forwhom.results import AuditFolder


@dataclass(frozen=True)
class Row:
    """What one release of one measure and year cost. Seconds are of one core."""

    lattice: str
    measure: str
    school_year: str
    small: int
    too_narrow: int
    school_numbers: int
    school_hidden: int
    district_numbers: int
    district_hidden: int
    schools_seconds: float
    district_seconds: float
    attack_seconds: float

    def as_dict(self) -> dict[str, Any]:
        """For machines."""
        return {"kind": "release", **asdict(self)}


def default(audit: AuditFolder) -> Lattice:
    """What is published where nothing else is declared."""
    return read_lattice(None, audit.about, "public")


def crossed(audit: AuditFolder, measure: str) -> Lattice:
    """Every filter of race, sex and English learner, of one measure: the hard case."""
    about = audit.about
    tables = tuple(
        tuple(sorted(t)) for depth in range(len(CROSSED) + 1) for t in combinations(CROSSED, depth)
    )
    return Lattice(
        measures=(measure,), groups=tables, years=tuple(about["school_years"]), threshold=11
    )


def released(name: str, audit: AuditFolder, lattice: Lattice) -> Iterator[Row]:
    """A row a family and year, as soon as it is proved."""
    for tables in linked_tables(audit, lattice):
        yield _one(name, tables, lattice)


def _one(name: str, tables: Tables, lattice: Lattice) -> Row:
    marks = [time.process_time()]
    start = rehearsed_steps(tables, lattice)
    coarsening = Coarsening(tables, lattice, start)
    coarsened = coarsening.protect(lambda _: marks.append(time.process_time()))
    marks.append(time.process_time())
    found = attacked(coarsened)
    marks.append(time.process_time())
    row = Row(
        name,
        ", ".join(tables.measures),
        tables.school_year,
        len(found),
        sum(not group.holds for group in found),
        *_cost(coarsened, lattice, district=False),
        *_cost(coarsened, lattice, district=True),
        round(marks[1] - marks[0], 2),
        round(marks[-2] - marks[1], 2),
        round(marks[-1] - marks[-2], 2),
    )
    print(
        f"{name}: {row.measure} {row.school_year}, {marks[-1] - marks[0]:.0f} s",
        file=sys.stderr,
        flush=True,
    )
    return row


def _cost(coarsened: Coarsened, lattice: Lattice, *, district: bool) -> tuple[int, int]:
    """Numbers about enough children, and how many of them are hidden."""
    enough = hidden = 0
    for place, steps in coarsened.steps.items():
        if (place[0] == DISTRICT) == district:
            large = coarsened.tables.places[place].children >= lattice.threshold
            enough += int(large.sum())
            hidden += int((steps[large] == 3).sum())
    return enough, hidden
