"""350,000 student-years made with numpy: who the children are, and twelve yes-or-no outcomes.

70,000 children in each of five years. The dimensions are those of groups/library and hang together
as they do in a district: California's race from the federal one, ancestry and home language from
race, learning English from home language, category of disability from disability, band from grade.
One to three percent of each is not reported. Each outcome has its own denominator.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from forwhom.groups import GROUPS, NOT_REPORTED
from forwhom.measures import MEASURES

if TYPE_CHECKING:
    import pyarrow as pa

SEED, YEARS = 20261121, ["2021-22", "2022-23", "2023-24", "2024-25", "2025-26"]
HEADLINE = {name: measure for name, measure in MEASURES.items() if measure.headline}
TWELVE = list(HEADLINE)
STATISTICS = ["children", *(f"{name}__{part}" for name in TWELVE for part in ("n", "count"))]
NOT_OPEN = {name: list(group.values) for name, group in GROUPS.items() if not group.open_values}
ANCESTRIES = "chinese hmong indian korean lao mexican oaxacan punjabi salvadoran vietnamese".split()
TONGUES = "English Spanish Hmong Punjabi Chinese Vietnamese Korean Lao Arabic Tagalog".split()
# Who of 100 children: in the order of race_ethnicity (seven groups and Not reported).
RACES = [0.008, 0.11, 0.08, 0.62, 0.005, 0.04, 0.117, 0.02]
YES = {"economically_disadvantaged": 0.7, "foster": 0.007, "homeless": 0.04, "migrant": 0.02}

Codes = NDArray[np.int64]


def make(folder: Path, children: int = 70_000) -> None:
    """Write `rows.parquet`, a row for each child and year, and `cells.parquet`, their sums."""
    import duckdb
    import pyarrow.parquet as pq

    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(_rows(children), folder / "rows.parquet", row_group_size=100_000)
    keys = ", ".join(["school_year", *GROUPS])
    sums = ", ".join(f"sum({name})::BIGINT AS {name}" for name in STATISTICS)
    rows, cells = folder / "rows.parquet", folder / "cells.parquet"
    query = f"SELECT {keys}, {sums} FROM '{rows}' GROUP BY {keys} ORDER BY {keys}"
    duckdb.execute(f"COPY ({query}) TO '{cells}' (FORMAT parquet)")


def _rows(children: int) -> pa.Table:
    import pyarrow as pa

    random = np.random.default_rng(SEED)
    count = children * len(YEARS)
    child = np.tile(np.arange(children), len(YEARS))
    year = np.repeat(np.arange(len(YEARS)), children)
    columns = {"child": pa.array(child), "school_year": _text(year, YEARS)}
    for name, (codes, values) in _who(random, children):
        columns[name] = _text(codes[child], values)
    columns |= _grades(random.integers(-4, 14, children)[child] + year)
    columns["children"] = pa.array(np.ones(count, np.int8))
    odds = random.normal(0, 1, children)[child]
    for name in TWELVE:
        among = random.random(count) < random.uniform(0.3, 0.98)
        counted = among & (random.normal(0, 1, count) + odds > random.uniform(0.5, 2.5))
        columns[f"{name}__n"] = pa.array(among.astype(np.int8))
        columns[f"{name}__count"] = pa.array(counted.astype(np.int8))
    order = ["child", "school_year", *GROUPS, *STATISTICS]
    return pa.table({name: columns[name] for name in order})


def _who(random: np.random.Generator, children: int) -> list[tuple[str, tuple[Codes, list[str]]]]:
    """All dimensions but grade and band: what a child is in every year."""
    race = random.choice(len(RACES), children, p=np.array(RACES) / sum(RACES))
    names = list(GROUPS["race_ethnicity"].values)
    asian, hispanic = race == names.index("Asian"), race == names.index("Hispanic or Latino")
    california = _california(random, race, names)
    ancestry = np.full(children, len(ANCESTRIES))
    told = random.random(children) < 0.4
    ancestry[asian & told] = random.choice([0, 1, 2, 3, 4, 7, 9], int((asian & told).sum()))
    ancestry[hispanic & told] = random.choice([5, 6, 8], int((hispanic & told).sum()))
    tongue = np.zeros(children, np.int64)
    speaks = random.random(children) < 0.45
    tongue[hispanic & speaks] = 1
    tongue[asian & speaks] = random.integers(2, 10, int((asian & speaks).sum()))
    english = np.where(tongue > 0, random.choice(4, children, p=[0.4, 0.1, 0.35, 0.15]), 3)
    disability = (random.random(children) > 0.14).astype(np.int64)  # 0 is Yes
    kinds = len(NOT_OPEN["disability_category"]) - 2
    weights = 1 / np.arange(1, kinds + 1) ** 1.5
    category = random.choice(kinds, children, p=weights / weights.sum())
    category[disability == 1] = kinds
    who = {
        "race_ethnicity": (race, names),
        "race_ethnicity_california": california,
        "ancestry": (ancestry, [*ANCESTRIES, NOT_REPORTED]),
        "home_language": (tongue, [*TONGUES, NOT_REPORTED]),
        "sex": (random.choice(3, children, p=[0.485, 0.51, 0.005]), NOT_OPEN["sex"]),
        "english_learner": (english, NOT_OPEN["english_learner"]),
        "disability": (disability, NOT_OPEN["disability"]),
        "disability_category": (category, NOT_OPEN["disability_category"]),
    }
    need = 1 + 0.5 * hispanic  # children of one group are poor more often than those of another
    for name, share in YES.items():
        absent = random.random(children) > share * need / 1.3  # 0 is Yes
        who[name] = (absent.astype(np.int64), NOT_OPEN[name])
    section = (random.random(children) > 0.02) | (disability == 0)
    who["section_504"] = (section.astype(np.int64), NOT_OPEN["section_504"])
    return [(name, _forget(random, *who[name])) for name in who]


def _california(
    random: np.random.Generator, race: Codes, names: list[str]
) -> tuple[Codes, list[str]]:
    """The state's groups: the federal ones under its names, with Filipino told apart from Asian."""
    values = NOT_OPEN["race_ethnicity_california"]
    same = {
        "Black or African American": "African American",
        "Native Hawaiian or Other Pacific Islander": "Pacific Islander",
    }
    codes = np.array([values.index(same.get(name, name)) for name in names])[race]
    filipino = (race == names.index("Asian")) & (random.random(len(race)) < 0.15)
    codes[filipino] = values.index("Filipino")
    return codes, values


def _forget(
    random: np.random.Generator, codes: Codes, values: list[str]
) -> tuple[Codes, list[str]]:
    """One or two in a hundred more are not reported; that value is the last of each list."""
    lost = random.random(len(codes)) < random.uniform(0.005, 0.02)
    return np.where(lost, len(values) - 1, codes), values


def _grades(number: Codes) -> dict[str, pa.Array]:
    """TK is 0 and grade 12 is 13; a child who would be past it is a new child in a lower grade."""
    number = number % 14
    bands = np.digitize(number, [4, 7, 10])
    return {
        "grade": _text(number, NOT_OPEN["grade"]),
        "grade_band": _text(bands, NOT_OPEN["grade_band"]),
    }


def _text(codes: Codes, values: Sequence[str]) -> pa.Array:
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(codes.astype(np.int32), list(values)).dictionary_decode()
