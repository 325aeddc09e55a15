"""The children and their households: who lives together, of which race, language and age."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forwhom.sample.streams import Bools, Chance, Ints, pick, pick_by_row
from forwhom.sample.targets import (
    HOUSEHOLD_SIZES,
    LEAVE_RATE,
    MISSING,
    RACE_SHARES,
    TRANSITIONAL_START,
)
from forwhom.sample.where import Places

RACES = [*RACE_SHARES, "Not reported"]
SEXES = ["Female", "Male", "Nonbinary", "Not reported"]
# ancestry codes and their shares in a race; None is no ancestry recorded
ANCESTRIES: dict[str, dict[str | None, float]] = {
    "Asian": {"hmong": 0.58, "asian_indian": 0.13, "filipino": 0.10, "laotian": 0.08,
              "cambodian": 0.05, "vietnamese": 0.02, None: 0.04},
    "Hispanic or Latino": {"mexican": 0.70, "salvadoran": 0.03, "mixtec": 0.02, None: 0.25},
    "White": {"armenian": 0.06, None: 0.94},
    "Native Hawaiian or Other Pacific Islander": {"samoan": 0.4, "tongan": 0.2, None: 0.4},
}  # fmt: skip
ANCESTRY_CODES: list[str | None] = [
    None, *sorted({a for shares in ANCESTRIES.values() for a in shares if a})
]  # fmt: skip
LANGUAGES = ["en", "es", "hmn", "pa", "lo", "km", "vi", "tl", "hy", "sm", "to", "ar"]
SPOKEN = {  # the home language of an ancestry and how many households speak it
    "hmong": ("hmn", 0.62), "asian_indian": ("pa", 0.70), "filipino": ("tl", 0.35),
    "laotian": ("lo", 0.50), "cambodian": ("km", 0.50), "vietnamese": ("vi", 0.60),
    "mexican": ("es", 0.50), "salvadoran": ("es", 0.70), "mixtec": ("es", 0.85),
    "armenian": ("hy", 0.45), "samoan": ("sm", 0.40), "tongan": ("to", 0.40),
}  # fmt: skip


@dataclass
class People:
    """One row a child (n). Codes point into RACES, SEXES, ANCESTRY_CODES and LANGUAGES."""

    student_id: Ints
    household: Ints
    households: int
    cohort: Ints  # grade index in the first year (TK 0, KG 1, grade 12 is 13); may lie outside
    starts_at: Ints  # grade index at which the child first came to school: 0 or 1
    zone: Ints  # the household's neighbourhood when it came
    race: Ints
    ancestry: Ints
    language: Ints  # -1: not reported
    speaks: Ints  # the language spoken, reported or not
    sex: Ints
    arrives: Ints  # first year (0 on) of the household; -1: before the window
    leaves: Ints  # last year; `years` and more: stays

    def __len__(self) -> int:
        return len(self.student_id)


def populate(chance: Chance, places: Places, students: int, years: int) -> People:
    """Make the households and children of `years` years with about `students` in each."""
    span = 14 + years - 1
    per_year = (13 + TRANSITIONAL_START) / span * (1 + LEAVE_RATE) / (1 + LEAVE_RATE * years)
    household, cohort = _families(chance, round(students / per_year), years)
    homes = int(household.max()) + 1
    n, rng = len(household), chance.stream("children")
    zone, race, ancestry, speaks = _homes(chance, places, homes)
    arrives, leaves = _stays(chance, homes, years)
    sex = pick(rng, [0.486, 0.511, 0.003], n)
    sex[rng.random(n) < MISSING["sex"]] = SEXES.index("Not reported")
    unknown = rng.random(homes) < MISSING["home_language"]
    unraced = rng.random(homes) < MISSING["race"]
    race_reported = np.where(unraced, RACES.index("Not reported"), race)
    ids = 100_000 + np.cumsum(rng.integers(1, 8, n))
    return People(
        student_id=ids, household=household, households=homes, cohort=cohort,
        starts_at=(rng.random(n) >= TRANSITIONAL_START).astype(np.int64), zone=zone[household],
        race=race_reported[household], ancestry=np.where(unraced, 0, ancestry)[household],
        language=np.where(unknown, -1, speaks)[household], speaks=speaks[household], sex=sex,
        arrives=arrives[household], leaves=leaves[household],
    )  # fmt: skip


def _families(chance: Chance, children: int, years: int) -> tuple[Ints, Ints]:
    """Household and cohort of exactly `children` children, shuffled; siblings differ in age."""
    rng = chance.stream("families")
    oldest, youngest = 13, -(years - 1)
    homes = int(children * 1.7) + 50
    size = pick(rng, list(HOUSEHOLD_SIZES), homes) + 1
    first = rng.integers(youngest - 8, oldest + 1, homes)
    gap = rng.integers(1, 5, (homes, 4))
    gap[rng.random((homes, 4)) < 0.03] = 0  # twins
    gap[:, 0] = 0
    cohort = first[:, None] + np.cumsum(gap, axis=1)
    real = (np.arange(4) < size[:, None]) & (cohort >= youngest) & (cohort <= oldest)
    household = np.repeat(np.arange(homes), 4).reshape(homes, 4)[real][:children]
    _, household = np.unique(household, return_inverse=True)
    order = rng.permutation(len(household))
    return household.astype(np.int64)[order], cohort[real][:children][order].astype(np.int64)


def _homes(chance: Chance, places: Places, homes: int) -> tuple[Ints, Ints, Ints, Ints]:
    rng = chance.stream("homes")
    zone = pick(rng, places.zone_weight, homes)
    race = pick_by_row(rng, places.zone_races, zone)
    drawn, ancestry = rng.random(homes), np.zeros(homes, dtype=np.int64)
    for name, shares in ANCESTRIES.items():
        codes = np.array([ANCESTRY_CODES.index(a) for a in shares])
        which = np.searchsorted(np.cumsum(list(shares.values())), drawn).clip(0, len(codes) - 1)
        ancestry = np.where(race == RACES.index(name), codes[which], ancestry)
    speaks, said = np.zeros(homes, dtype=np.int64), rng.random(homes)
    for name, (language, share) in SPOKEN.items():
        here = (ancestry == ANCESTRY_CODES.index(name)) & (said < share)
        speaks[here] = LANGUAGES.index(language)
    unnamed = (race == 0) & (ancestry == 0) & (said < 0.4)
    speaks[unnamed] = LANGUAGES.index("es")
    speaks[(race == RACES.index("White")) & (said > 0.97)] = LANGUAGES.index("ar")
    return zone, race, ancestry, speaks


def _stays(chance: Chance, homes: int, years: int) -> tuple[Ints, Ints]:
    rng = chance.stream("stays")
    arrives = pick(rng, [1.0] + [LEAVE_RATE] * years, homes) - 1
    leaves = np.maximum(arrives, 0) + rng.geometric(LEAVE_RATE, homes) - 1
    return arrives, np.minimum(leaves, years)


def birth_dates(chance: Chance, people: People, first_start: int) -> tuple[Ints, Bools]:
    """Days since 1970 of birth (a child is 4 by 1 September of TK), and whose is not known."""
    rng, n = chance.stream("birth dates"), len(people)
    years_since_1970 = first_start - people.cohort - 4 - 1970
    september = (years_since_1970 * 12 + 8).astype("datetime64[M]").astype("datetime64[D]")
    older = np.where(rng.random(n) < 0.04, 365, 0)  # a year older than most classmates
    born = september.astype(np.int64) - older - rng.integers(0, 365, n)
    return born, rng.random(n) < MISSING["birth_date"]
