"""(e) DisImpact's own benchmark job, on rows of that shape: 4,000,000 rows, 180,498 result rows.

Three outcomes, by ethnicity, by gender and without, for each cohort, for every college, goal and
status and all of each together: rates, margins, the three rules, and Wilson's intervals. Its
vignette tells 91 to 1,241 seconds for its own ways on its author's machine; the ratio to another
machine says little, so the target is a number of seconds: 5. Before it is timed, a small copy is
worked out one row after the other in plain Python, and every number must be the same.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks import colleges
from benchmarks.impact_job import ALL, NONE, job
from benchmarks.lines import Limit, Note
from benchmarks.runs import WORK, inside, interleaved, python

SECONDS, ROWS = 5.0, 180_498
FILE, SMALL = WORK / "colleges.parquet", WORK / "colleges-small.parquet"
NUMBERS = ("n", "success", "rate", "di_ppg", "prop_index", "di_prop", "index_80", "di_80")


def lines() -> Iterator[Limit | Note]:
    """Make the rows where they are not made yet, check a small copy, time the job."""
    for file, students, many in ((FILE, colleges.STUDENTS, colleges.COLLEGES), (SMALL, 2_000, 3)):
        if not file.exists():
            colleges.make(file, students, many)
    compared = check(SMALL)
    run = interleaved({"ours": lambda: inside(python("-m", "benchmarks.impact_job", FILE))}, 3)
    made = job(str(FILE)).num_rows
    yield Limit("DisImpact's job, 4,000,000 rows (wall)", run["ours"].wall, "s", SECONDS)
    yield Limit("the same, CPU", run["ours"].cpu, "s", SECONDS)
    yield Note(f"{made:,} result rows ({ROWS:,} in the vignette), memory "
               f"{run['ours'].memory / 1e6:,.0f} MB; vignette: 91 to 1,241 s on another machine; "
               f"{compared:,} result rows of a small copy are those of a plain count")  # fmt: skip


def check(file: Path) -> int:
    """Compare every row with a plain count; how many there are.

    Raises:
        SystemExit: They differ; nothing should be timed then.
    """
    keys = ("outcome", "disaggregation", "cohort", "college", "ed_goal", "college_status", "group")
    ours = {tuple(row[key] for key in keys): row for row in job(str(file)).to_pylist()}
    plain = by_hand(file)
    same = ours.keys() == plain.keys() and all(
        _near(ours[key][name], plain[key][name]) for key in plain for name in NUMBERS
    )
    if not same:
        raise SystemExit("The colleges' numbers differ from a plain count.")
    return len(plain)


def by_hand(file: Path) -> dict[tuple[str, ...], dict[str, Any]]:
    """The same numbers by counting one row after the other."""
    import pyarrow.parquet as pq

    n: Counter[tuple[str, ...]] = Counter()
    success: Counter[tuple[str, ...]] = Counter()
    for row in pq.read_table(file).to_pylist():
        around = product(*((row[key], ALL) for key in ("college", "Ed_Goal", "College_Status")))
        scenarios = list(around)
        for outcome, cohort in colleges.OUTCOMES.items():
            if row[cohort] is None or row[outcome] is None:
                continue
            for by, group in (
                ("Ethnicity", row["Ethnicity"]),
                ("Gender", row["Gender"]),
                (NONE, ALL),
            ):
                for scenario in scenarios:
                    key = (outcome, by, str(row[cohort]), *scenario, group)
                    n[key] += 1
                    success[key] += bool(row[outcome])
    return {key: _numbers(key, n, success) for key in n}


def _numbers(
    key: tuple[str, ...], n: Counter[tuple[str, ...]], success: Counter[tuple[str, ...]]
) -> dict[str, Any]:
    outcome, by, *scenario, _ = key
    everyone = (outcome, NONE, *scenario, ALL)
    groups = [*colleges.ETHNICITIES] if by == "Ethnicity" else [*colleges.GENDERS]
    peers = [(outcome, by, *scenario, group) for group in (groups if by != NONE else [ALL])]
    rate, overall = success[key] / n[key], success[everyone] / n[everyone]
    highest = max(success[peer] / n[peer] for peer in peers if n[peer])
    margin = max(1.96 * (0.25 / n[key]) ** 0.5, 0.03)
    index = success[key] / success[everyone] / (n[key] / n[everyone]) if success[everyone] else None
    to_best = rate / highest if highest else None
    return {
        "n": n[key], "success": success[key], "rate": rate, "di_ppg": rate + margin <= overall,
        "prop_index": index, "di_prop": index is not None and index < 0.8,
        "index_80": to_best, "di_80": to_best is not None and to_best < 0.8,
    }  # fmt: skip


def _near(one: Any, other: Any) -> bool:
    if one is None or other is None or one != one:  # none, or not a number
        return other is None and (one is None or one != one)
    return abs(one - other) < 1e-12


if __name__ == "__main__":
    print(check(Path(sys.argv[1])))
