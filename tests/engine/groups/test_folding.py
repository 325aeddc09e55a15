"""Names of very few children become one group, the same in the district and in schools."""

from __future__ import annotations

from collections import Counter

from forwhom.data.engine import open_duckdb
from forwhom.facts.grains import grain
from forwhom.groups import GROUPS
from forwhom.groups.belonging import add_groups
from tests.backends.records import Records, typed


def test_an_ancestry_of_few_is_folded_by_the_district_s_children_alone() -> None:
    children = [("A", "hmong")] * 2 + [("A", "HMONG")] + [("A", "lao")] * 2 + [("X", "lao")] * 2
    students = [{"student_id": str(n), "ancestry": code} for n, (_, code) in enumerate(children)]
    stays = [
        {"student_id": str(n), "school_id": school, "school_year": "2025-26"}
        for n, (school, _) in enumerate(children)
    ]
    apart = [{"school_id": "X", "name": "Apart", "counts_for_district": "no"}]
    told = {"schools": apart, "students": students, "enrollments": stays}
    records = Records(
        {name: typed(name, rows) for name, rows in told.items()},
        overrides={"groups.ancestry_at_least": 3},
    )
    groups = {"ancestry": GROUPS["ancestry"]}
    for place, few in (("district", 2), ("school", 4)):
        with open_duckdb() as engine:
            tables = records.on(engine)
            rows = engine.fetch(add_groups(grain(tables, place, []), tables, groups)).to_pylist()
        found = Counter(row["ancestry"] for row in rows)
        assert found == {"Hmong": 3, "Another ancestry": few}
