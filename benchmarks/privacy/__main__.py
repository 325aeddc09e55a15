"""What protection costs, and what the usual rules give away: `python -m benchmarks.privacy`.

One made-up district, released with the default lattice and with the hard case: 81 filters of race,
sex and English learner, one measure at a time. Every small group is attacked; the tables say how
many were told too closely (none may be), how many numbers about enough children are hidden, and the
seconds of one core. Beside it, on the same children, the rules that agencies use.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.privacy.audits import sample_audit, with_fewer_words
from benchmarks.privacy.printing import tables
from benchmarks.privacy.releases import Row, crossed, default, released
from benchmarks.privacy.rules import Broken, broken, counted
from forwhom.release.declared.lattice import Lattice
from forwhom.results import AuditFolder, open_audit

HARD = ("suspended", "chronic_absence")


def main() -> None:
    """Print how far it is, then the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.privacy", description=__doc__)
    parser.add_argument("--students", type=int, default=70_000, help="of the district")
    parser.add_argument("--schools", type=int, default=107, help="of the district")
    parser.add_argument("--years", type=int, default=5, help="of the district")
    parser.add_argument("--audit", type=Path, help="an audit's folder, in place of a new district")
    parser.add_argument("--latest", type=int, help="release only so many years")
    parser.add_argument("--only", choices=("default", "hard", "rules"), help="one part")
    parser.add_argument("--json", action="store_true", help="only JSON, one object a row")
    asked = parser.parse_args()
    audit = (
        open_audit(asked.audit)
        if asked.audit
        else sample_audit(asked.students, asked.schools, asked.years)
    )
    rows = []
    for row in _rows(audit, asked.only, asked.latest):
        rows.append(row)
        if asked.json:
            print(json.dumps(row.as_dict()), flush=True)
    if not asked.json:
        print(tables(rows))


def _rows(audit: AuditFolder, only: str | None, latest: int | None) -> Iterator[Row | Broken]:
    if only in (None, "default"):
        yield from released("default lattice", audit, _of(default(audit), latest))
    with tempfile.TemporaryDirectory() as name:
        fewer = with_fewer_words(audit, HARD, Path(name))
        for measure in HARD:
            if only in (None, "hard"):
                yield from released("81 filters", fewer, _of(crossed(fewer, measure), latest))
            if only in (None, "rules"):
                made = counted(fewer, measure, audit.about["latest_year"])
                yield from broken(made, measure)


def _of(lattice: Lattice, latest: int | None) -> Lattice:
    return replace(lattice, years=lattice.years[-latest:]) if latest else lattice


if __name__ == "__main__":
    main()
