"""Which groups each child is in, each year: language, disability, income, home and care."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forwhom.sample.streams import Bools, Chance, Floats, Ints, pick
from forwhom.sample.targets import (
    DISABILITY,
    DISABILITY_NULL,
    FOSTER,
    HOMELESS,
    LOW_INCOME,
    MIGRANT,
    MISSING,
    SECTION_504,
)
from forwhom.sample.where import Places
from forwhom.sample.who import RACES, SEXES, People

ENGLISH = ["Never", "Current", "Long-term", "Reclassified", "Not reported", ""]
YES_NO = ["No", "Yes"]
INCOME = ["No", "Yes", "Not reported", ""]  # "" is no row at all
CATEGORIES = {  # of disability, with shares near the nation's (IDEA section 618 data)
    "Specific learning disability": 0.33, "Speech or language impairment": 0.20,
    "Other health impairment": 0.16, "Autism": 0.14, "Intellectual disability": 0.06,
    "Emotional disturbance": 0.04, "Developmental delay": 0.02, "Multiple disabilities": 0.015,
    "Hearing impairment": 0.012, "Orthopedic impairment": 0.006, "Visual impairment": 0.005,
    "Traumatic brain injury": 0.004, "Deafness": 0.003, "Deaf-blindness": 0.0005,
}  # fmt: skip
# chance of a disability known by that grade, as a share of the chance in grade 5 and later
KNOWN_BY = (0.50, 0.60, 0.68, 0.78, 0.88, 0.95, *[1.0] * 8)


@dataclass
class Groups:
    """For each dimension its values and, children x years, which value (as reported)."""

    values: dict[str, list[str]]
    codes: dict[str, Ints]
    category: Ints  # children: disability category, -1 none

    def members(self, group: str) -> Bools:
        """Children x years in the group, written as `dimension=Value & dimension=Value`."""
        inside: Bools = np.ones((1, 1), dtype=bool)
        for part in group.split(" & "):
            dimension, value = part.split("=")
            inside = inside & (self.codes[dimension] == self.values[dimension].index(value))
        return inside


def assign(
    chance: Chance, places: Places, people: People, years: int, *, null: bool = False
) -> Groups:
    """Draw every membership from home and place alone, never from what will happen at school.

    Being served for a disability is also something that schools do: with `null` both sexes are
    served alike.
    """
    grade = people.cohort[:, None] + np.arange(years)
    disabled = _disability(chance, people, grade, DISABILITY_NULL if null else DISABILITY)
    homeless, foster, migrant = _hard_times(chance, people, years)
    income = _income(chance, places, people, years, homeless | foster | migrant)
    plan = (chance.stream("section 504").random(len(people)) < SECTION_504)[:, None] & ~disabled
    codes = {
        "race_ethnicity": np.repeat(people.race[:, None], years, axis=1),
        "sex": np.repeat(people.sex[:, None], years, axis=1),
        "english_learner": _english(chance, people, grade),
        "disability": disabled.astype(np.int64),
        "economically_disadvantaged": income,
        "homeless": homeless.astype(np.int64), "foster": foster.astype(np.int64),
        "migrant": migrant.astype(np.int64), "section_504": plan.astype(np.int64),
    }  # fmt: skip
    values = dict.fromkeys(codes, YES_NO) | {
        "race_ethnicity": RACES, "sex": SEXES, "english_learner": ENGLISH,
        "economically_disadvantaged": INCOME,
    }  # fmt: skip
    kinds = pick(chance.stream("categories"), list(CATEGORIES.values()), len(people))
    return Groups(values, codes, kinds)


def _disability(chance: Chance, people: People, grade: Ints, shares: dict[str, float]) -> Bools:
    drawn = chance.stream("disability").random(len(people))
    by_sex = np.array([shares.get(sex, 0.13) for sex in SEXES])[people.sex]
    known = np.array(KNOWN_BY)[grade.clip(0, 13)]
    found: Bools = drawn[:, None] < by_sex[:, None] * known
    return found


def _hard_times(chance: Chance, people: People, years: int) -> tuple[Bools, Bools, Bools]:
    """Homeless and migrant go with the household, foster care with the child; most last."""
    rng = chance.stream("hard times")
    homes = people.households
    homeless = _lasting(rng, homes, years, HOMELESS)[people.household]
    foster = _lasting(rng, len(people), years, FOSTER)
    possible = np.isin(people.speaks, [1, 2, 3])[:, None]
    share = max(possible.mean(), 0.01)
    migrant = _lasting(rng, homes, years, min(MIGRANT / share, 1.0))[people.household] & possible
    return homeless, foster, migrant


def _lasting(rng: np.random.Generator, size: int, years: int, share: float) -> Bools:
    """Yes in a share of years; half of those in it stay in it for the next year."""
    from scipy.special import ndtri

    stable = rng.standard_normal((size, 1))
    yearly = rng.standard_normal((size, years))
    inside: Bools = np.sqrt(0.8) * stable + np.sqrt(0.2) * yearly > -ndtri(share)
    return inside


def _income(chance: Chance, places: Places, people: People, years: int, certain: Bools) -> Ints:
    """Low income by neighbourhood and household; children in hard times always have it."""
    rng = chance.stream("income")
    household = rng.logistic(size=people.households)[people.household]
    yearly = 0.35 * rng.standard_normal((people.households, years))[people.household]
    pull = (places.zone_income[people.zone] + household)[:, None] + yearly
    low = (pull > np.quantile(pull, 1 - LOW_INCOME)) | certain
    return _with_gaps(rng, low.astype(np.int64), MISSING["economically_disadvantaged"], 2)


def _with_gaps(rng: np.random.Generator, codes: Ints, share: float, unknown: int) -> Ints:
    """A small share becomes `unknown` (Not reported) or, as often, `unknown + 1` (no row)."""
    drawn = rng.random(codes.shape)
    gaps = np.where(drawn < share / 2, unknown, np.where(drawn < share, unknown + 1, codes))
    return np.asarray(gaps)


def _english(chance: Chance, people: People, grade: Ints) -> Ints:
    """Learners begin in KG or on arrival, are reclassified after some years, or become long-term.

    Long-term is the seventh year and later as a learner (California: six years completed).
    """
    rng = chance.stream("english learners")
    n = len(people)
    learner = (people.speaks > 0) & (rng.random(n) < 0.78)
    newcomer = rng.random(n) < 0.12
    begins: Floats = np.where(newcomer, rng.integers(2, 12, n), people.starts_at)
    learned = 2 + rng.geometric(0.17, n)
    so_far = grade - begins[:, None]
    status = np.where(so_far >= learned[:, None], 3, np.where(so_far >= 6, 2, 1))
    status = np.where(learner[:, None], status, 0)
    return _with_gaps(rng, status.astype(np.int64), MISSING["english_learner"], 4)
