"""Whether each outcome comes to each child: school, grade, child and home, and what is planted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from forwhom.sample.caused import Caused
from forwhom.sample.caused_chances import changed
from forwhom.sample.membership import Groups
from forwhom.sample.paths import Paths
from forwhom.sample.planted import Effect, with_effects
from forwhom.sample.streams import Bools, Chance, Floats, Ints
from forwhom.sample.targets import SCHOOL_ICC
from forwhom.sample.where import Places, school_effects
from forwhom.sample.who import People

# Before planted effects no chance is above this, so that the product of all that may meet in one
# child stays under 1 and every planted size is exact (referred: 0.145 x 2 x 1.3 x 2.5 = 0.94).
HIGHEST_BASE = {"referred": 0.145, "chronic_absence": 0.45}


@dataclass
class World:
    """All that outcomes are drawn from; everything by child and year is children x years."""

    chance: Chance
    places: Places
    people: People
    groups: Groups
    paths: Paths
    planted: tuple[Effect, ...]
    starts: list[int]  # the calendar years in which the school years begin
    caused: Caused | None = None  # where causes are planted

    @property
    def years(self) -> int:
        """How many school years."""
        return len(self.starts)

    @cached_property
    def able(self) -> Floats:
        """What a child brings to all school work (n x 1), standard normal."""
        return self.chance.stream("child").standard_normal((len(self.people), 1))

    def latent(
        self, name: str, *, home: float, child: float, own: float, sign: float = 1.0
    ) -> Floats:
        """Standard normal, children x years: shares of variance of home, child and child x name.

        What is left is new each year. Nothing in it depends on a group, a school or a grade.
        """
        domain = "attendance" if name == "chronic_absence" else "learning"
        homes = self.chance.stream(f"home {domain}").standard_normal(self.people.households)
        rng = self.chance.stream(f"latent {name}")
        lasting = rng.standard_normal((len(self.people), 1))
        yearly = rng.standard_normal((len(self.people), self.years))
        mixed: Floats = (
            np.sqrt(home) * homes[self.people.household][:, None] + np.sqrt(own) * lasting
            + sign * np.sqrt(child) * self.able + np.sqrt(max(0.0, 1 - home - child - own)) * yearly
        )  # fmt: skip
        return mixed

    def base(self, name: str, by_grade: Floats, school: Ints, icc: float = SCHOOL_ICC) -> Floats:
        """Chances without planted effects; the mean over schools is near `by_grade`."""
        from scipy.special import ndtr, ndtri

        effect = school_effects(self.chance, self.places.level, name, icc)
        middle = ndtri(by_grade[self.paths.grade.clip(0, 13)]) * np.sqrt(1 / (1 - icc))
        chances: Floats = ndtr(middle + effect[school])
        return chances.clip(0, HIGHEST_BASE.get(name, 0.95))

    def margin(self, name: str, by_grade: Floats, latent: Floats, school: Ints | None = None,
               ) -> Floats:  # fmt: skip
        """How far each child is from the outcome: at 0 and above it comes.

        In a school and grade the margin is normal with variance 1, and a planted effect shifts it
        by just so much that the chance changes as planted.
        """
        from scipy.special import ndtri

        shifted: Floats = latent + ndtri(self.chances(name, by_grade, school))
        return shifted

    def chances(self, name: str, by_grade: Floats, school: Ints | None = None) -> Floats:
        """Each child's chance of the outcome, children x years, with all that is planted."""
        where = self.paths.main if school is None else school
        base = self.base(name, by_grade, where)
        if self.caused is not None:
            base = changed(base, name, self, self.caused, where)
        return with_effects(base, name, self.planted, self.groups, self.paths)

    def happens(self, name: str, by_grade: Floats, latent: Floats) -> Bools:
        """Children x years: whether the outcome comes."""
        return self.margin(name, by_grade, latent) >= 0
