"""All groups of one place, with every measure asked of them at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.compare import is_told
from forwhom.disparities.lattice import Lattice, Member
from forwhom.disparities.pack import Whole
from forwhom.disparities.search.asked import Asked, Column
from forwhom.disparities.search.between import Between, Schools
from forwhom.disparities.search.children import Children
from forwhom.disparities.search.draws import Dealer, Question, Real, Single
from forwhom.disparities.search.expected import ENOUGH, Expected, Strata, expect
from forwhom.disparities.search.siblings import Siblings, pooled_luck
from forwhom.facts import FACTS
from forwhom.measures import Measure

COHORT = "cohort"  # the kind of event that is a graduation cohort


@dataclass(frozen=True)
class Ways:
    """How children are grouped: which dimensions, which may meet, how deep, which are not asked."""

    dimensions: Sequence[str]
    may_cross: Callable[[str, str], bool]
    without: frozenset[Member] = frozenset()
    depth: int = 3
    least: int = ENOUGH


@dataclass(frozen=True)
class Asking:
    """Which measures are asked, and which of them are of one graduation cohort.

    The children of a cohort are due in the same year. Their last grade is part of the outcome, so
    they are compared with their school's, whatever the grade.
    """

    measures: Mapping[str, Measure]
    of_cohort: frozenset[str] = frozenset()

    @staticmethod
    def of(measures: Mapping[str, Measure]) -> Asking:
        """Asking these measures; those that read the outcomes of cohorts are known by that."""
        found = [name for name, m in measures.items() if _reads_cohort(m)]
        return Asking(measures, frozenset(found))

    def is_mean(self, name: str) -> bool:
        """Whether a measure is a mean."""
        return self.measures[name].kind == "score"


def _reads_cohort(measure: Measure) -> bool:
    facts = [FACTS[name] for name in measure.outcome.columns if name in FACTS]
    return any(fact.of == COHORT for fact in facts)


@dataclass(frozen=True)
class Layout:
    """Strata: each child's, every group's children in them, how they lie in schools and grades."""

    stratum: Whole
    counts: Single  # groups x strata
    schools: Schools


class Place:
    """The groups of a place, and what each measure would be in them by school and grade alone."""

    def __init__(
        self,
        children: Children,
        ways: Ways,
        asking: Asking,
        rng: np.random.Generator,
        *,
        like: Place | None = None,
    ) -> None:
        """Siblings are as alike, and widen a group as much, as in the place that it is `like`."""
        self.children, self.asking, self.rng = children, asking, rng
        self.lattice = Lattice(
            children.codes,
            [name for name in ways.dimensions if np.ptp(children.codes[name]) > 0],
            ways.may_cross,
            depth=ways.depth,
            least=ways.least,
            without=ways.without,
        )
        self.by_grade = self._layout(children.stratum, children.schools, children.grades)
        self.alike: dict[str, float] = {}
        self.luck: dict[str, float] = {}
        self.siblings, self.width = self._siblings(like)
        self.expected: dict[str, tuple[Expected, int]] = {}
        for layout in (self.by_grade, self.by_school):
            self._expect(layout)
        if self.siblings is not None:
            self._look(self.siblings)
        self._widen()

    def _siblings(self, like: Place | None) -> tuple[Siblings | None, Real]:
        if like is None:
            home, where = self.children.household, self.children.stratum
            found = Siblings.of(home, where, self.lattice, self.rng)
            return found, found.width if found is not None else np.zeros(len(self.lattice))
        self.alike = like.alike
        widths = dict(zip(like.lattice.members, like.width.tolist(), strict=True))
        usual = float(np.median(like.width)) if len(like.width) else 0.0
        return None, np.array([widths.get(group, usual) for group in self.lattice.members])

    @cached_property
    def by_school(self) -> Layout:
        """Whole schools as strata, for cohorts."""
        schools = np.arange(int(self.children.schools.max(initial=-1)) + 1)
        one_grade = np.zeros(len(schools), np.int64)
        found = self._layout(self.children.school, schools, one_grade)
        return replace(found, schools=replace(found.schools, level=self.by_grade.schools.level))

    def _layout(self, stratum: Whole, schools: Whole, grades: Whole) -> Layout:
        shape = (self.lattice.kinds, len(schools))
        flat = self.lattice.kind * shape[1] + stratum
        kinds = np.bincount(flat, minlength=shape[0] * shape[1]).reshape(shape)
        children = np.bincount(stratum, minlength=len(schools))
        found = Schools.of(schools, grades, children, self.children.values["grade"])
        return Layout(stratum, self.lattice.sums(kinds.astype(np.float32)), found)

    def layout(self, name: str) -> Layout:
        """The strata that a measure's children are compared in."""
        return self.by_school if name in self.asking.of_cohort else self.by_grade

    def _expect(self, layout: Layout) -> None:
        names = [name for name in self.asking.measures if self.layout(name) is layout]
        if not names:
            return
        outcomes = np.stack([self.children.outcome[name] for name in names], axis=1)
        means = np.array([self.asking.is_mean(name) for name in names])
        found = expect(self.lattice, outcomes, layout.stratum, layout.counts, means)
        for number, name in enumerate(names):
            self.expected[name] = (found, number)

    def _look(self, siblings: Siblings) -> None:
        """See how alike siblings are in every measure."""
        looks = {}
        for name in self.asking.measures:
            layout, outcome = self.layout(name), self.children.outcome[name]
            strata = Strata.of(outcome[:, None], layout.stratum, layout.counts.shape[1])
            is_mean = self.asking.is_mean(name)
            look = siblings.look(outcome, layout.stratum, strata, is_mean=is_mean)
            if look is not None:
                looks[name] = look
        shared, usual = pooled_luck(list(looks.values()))
        self.luck = dict.fromkeys(self.asking.measures, usual)
        self.luck |= dict(zip(looks, shared.tolist(), strict=True))
        self.alike = {name: look.likeness(self.luck[name]) for name, look in looks.items()}

    def _widen(self) -> None:
        """Variances grow as siblings share their luck."""
        for found in {id(found): found for found, _ in self.expected.values()}.values():
            mine = {name: at for name, (one, at) in self.expected.items() if one is found}
            alike = np.zeros(found.n.shape[1])
            for name, at in mine.items():
                alike[at] = self.alike.get(name, 0.0)
            wider = replace(found, variance=found.variance * (1 + self.width[:, None] * alike))
            self.expected |= {name: (wider, at) for name, at in mine.items()}

    def column(self, name: str) -> Column:
        """One measure, one place a group."""
        found, at = self.expected[name]
        outcome = self.children.outcome[name]
        return Column(
            n=found.n[:, at],
            total=found.total[:, at],
            mean=found.mean[:, at],
            variance=found.variance[:, at],
            skewness=found.skewness[:, at],
            tested=found.tested[:, at] & self._told_by(self.asking.measures[name]),
            events=float(np.nansum(outcome)),
            children=float((~np.isnan(outcome)).sum()),
            is_mean=self.asking.is_mean(name),
        )

    def _told_by(self, measure: Measure) -> NDArray[np.bool_]:
        """Which groups the measure is told by: not by a dimension that answers it itself."""
        told = {names: is_told(measure, names) for names in set(self._dimensions)}
        return np.array([told[names] for names in self._dimensions], np.bool_)

    @cached_property
    def _dimensions(self) -> list[frozenset[str]]:
        return [frozenset(name for name, _ in group) for group in self.lattice.members]

    def within(self, name: str) -> Real:
        """Scores of every group beside the same school and grade; 0 where a group is not tested."""
        column = self.column(name)
        score = column.within(column.total[:, None])[:, 0].astype(np.float64)
        return np.where(column.tested, score, 0.0)

    def asked(self, name: str, *, deal: bool = False) -> Asked:
        """The same with what lies between schools; with a dealer where chance is to be drawn."""
        dealer = None
        layout, outcome = self.layout(name), self.children.outcome[name]
        if deal:
            question = Question.of(outcome, layout.stratum)
            luck = self.luck.get(name, 0.0)
            dealer = Dealer(question, self.children.household, luck)
        return Asked(self.lattice, self.column(name), self._between(layout, outcome), dealer)

    def _between(self, layout: Layout, outcome: Real) -> Between:
        strata = Strata.of(outcome[:, None], layout.stratum, layout.counts.shape[1])
        n, mean = strata.n[:, 0], strata.mean[:, 0]
        known = layout.counts * strata.share[:, 0].astype(np.float32)
        return Between(layout.schools, layout.schools.leads(n, n * mean), known, n)
