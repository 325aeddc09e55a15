"""Absence and suspension as the Dashboard and as DataQuest count them, from the records."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forwhom.audit.official_dashboard import CODES
from forwhom.data.district import District
from forwhom.data.engine import open_engine
from forwhom.data.store import Tables
from forwhom.facts.grains import grain
from forwhom.groups import GROUPS
from forwhom.groups.belonging import add_groups
from forwhom.official.dashboard.definitions import Defined, side_by_side
from forwhom.official.number import Count
from forwhom.rules import Rules

FACTS = ("days_enrolled", "days_absent", "suspended_days")
TO_GRADE_8 = ("TK", "KG", "1", "2", "3", "4", "5", "6", "7", "8")
RULE = "chronic_absence_california"
Rows = Mapping[str, NDArray[Any]]
Yes = NDArray[np.bool_]
Asked = dict[str, tuple[Yes, Yes]]


def both_definitions(folder: Path) -> list[Defined]:
    """The district's groups under both definitions, by year; nothing where nothing is recorded."""
    district = District(folder)
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as spill,
        open_engine("duckdb", Path(spill)) as engine,
    ):
        rows = _fetched(district.tables(engine))
    name, rules = district.settings.name or folder.name, Rules(district.settings.rules)
    years = sorted(set(rows["school_year"]))
    sides: list[list[Count]] = [[], []]
    for year in years:
        of = {column: values[rows["school_year"] == year] for column, values in rows.items()}
        for side, asked in zip(sides, _asked(of, year, rules), strict=True):
            for indicator, (among, hit) in asked.items():
                side += _counts(of, year, name, indicator, among, hit)
    return side_by_side(*sides)


def _fetched(tables: Tables) -> Rows:
    import narwhals as nw

    dimensions = sorted({"grade", *(name for name, _ in CODES if name in GROUPS)})
    groups = {name: GROUPS[name] for name in dimensions}
    wide = add_groups(grain(tables, "district", FACTS), tables, groups)
    columns = ["school_year", *FACTS, *dimensions]
    found = tables.engine.fetch(wide.filter(nw.col("enrolled")).select(*columns))
    return {name: found.column(name).to_numpy(zero_copy_only=False) for name in columns}


def _asked(of: Rows, year: str, rules: Rules) -> tuple[Asked, Asked]:
    """Whom each definition asks about, and whom it counts: the Dashboard's, then DataQuest's."""
    enrolled, absent, suspended = (np.asarray(of[fact], float) for fact in FACTS)  # None is nan
    least, share = (rules.value(f"{RULE}.{name}", year) for name in ("min_days", "share_of_days"))
    whole_day = rules.value("discipline.suspended_days", year)
    there = (enrolled >= least) & (absent < enrolled)
    away = absent >= share * enrolled
    known = ~np.isnan(suspended)
    to_8 = np.isin(of["grade"].astype(str), TO_GRADE_8)
    return (
        {"chronic_absence": (there & to_8, away), "suspension": (known, suspended >= whole_day)},
        {"chronic_absence": (there, away), "suspension": (known, suspended > 0)},
    )


def _counts(
    of: Rows, year: str, name: str, indicator: str, among: Yes, hit: Yes
) -> Iterator[Count]:
    for (dimension, value), code in CODES.items():
        mine = among & (of[dimension] == value) if dimension in of else among
        if mine.any():
            yield Count(
                school_year=year, place_type="district", place_id="district", place_name=name,
                measure=indicator, dimension=dimension, group=value,
                numerator=float((mine & hit).sum()), denominator=float(mine.sum()),
                more={"code": code},
            )  # fmt: skip
