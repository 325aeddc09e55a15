"""What the columns of the federal school file mean: for each measure and group, which to add up.

Names follow the collection's public-use files: SCH_DISCWODIS_ISS_BL_M are Black boys without a
disability who were suspended in school; DISCWDIS_ISS_IDEA those with one under IDEA. Children
served under Section 504 alone are in neither: their number stands apart, by sex and not by race.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

RACES = {
    "AM": "American Indian or Alaska Native",
    "AS": "Asian",
    "BL": "Black or African American",
    "HI": "Hispanic or Latino",
    "HP": "Native Hawaiian or Other Pacific Islander",
    "TR": "Two or more races",
    "WH": "White",
}
SEXES = {"F": "Female", "M": "Male"}
OTHER, NONBINARY = (
    "X",
    "Nonbinary",
)  # nonbinary: enrolled since 2021-22, while discipline is told by F and M
ALL_SEXES = {**SEXES, OTHER: NONBINARY}
RACE, SEX, LEARNER = "race_ethnicity", "sex", "english_learner"
DISABILITY, PLAN = "disability", "section_504"
EVERYONE = ("all", "all")


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One number: children of a group with an outcome, among all of the group.

    `counted` are columns to add up; `maybe` are columns of children who may be in it or not, each
    with the column of those of the group among whom they are; `among` less `but` are all children
    of the group.
    """

    dimension: str
    group: str
    counted: tuple[str, ...]
    among: tuple[str, ...]
    maybe: tuple[tuple[str, str], ...] = ()
    but: tuple[str, ...] = ()

    @property
    def is_pair(self) -> bool:
        """Whether it is of two groups at once."""
        return " & " in self.dimension

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns it is made of."""
        return (*self.counted, *(c for c, _ in self.maybe), *self.among, *self.but)

    @property
    def reads(self) -> tuple[str, ...]:
        """Those, and the columns that only narrow it where they are there."""
        return (*self.columns, *(among for _, among in self.maybe))


@dataclass(frozen=True)
class Discipline:
    """A measure made of kinds of discipline, each told for children with and without IDEA."""

    name: str
    kinds: tuple[str, ...]

    def cells(self) -> Iterator[Cell]:
        """Every group for whom the file tells it."""
        yield _cell(*EVERYONE, self._everybody(SEXES), _total(), _same(f"TOT_ENR_{OTHER}"))
        for s, sex in SEXES.items():
            yield _cell(SEX, sex, self._everybody(s), (f"TOT_ENR_{s}",))
        yield _untold(SEX, NONBINARY, f"TOT_ENR_{OTHER}")
        for r, race in RACES.items():
            also = (*self._plans(r, SEXES), *_same(f"SCH_ENR_{r}_{OTHER}"))
            yield _cell(RACE, race, self._race(r, SEXES), _race(r), also)
            yield _untold(f"{RACE} & {SEX}", f"{race} & {NONBINARY}", f"SCH_ENR_{r}_{OTHER}")
            for s, sex in SEXES.items():
                counted, among = self._race(r, s), (f"SCH_ENR_{r}_{s}",)
                pair = (f"{RACE} & {SEX}", f"{race} & {sex}")
                yield _cell(*pair, counted, among, self._plans(r, s))
        learners = tuple(
            f"SCH_{part}_{k}_EL_{s}"
            for part in ("DISCWODIS", "DISCWDIS") for k in self.kinds for s in SEXES
        )  # fmt: skip
        also = (*self._plans("EL", SEXES), *_same(f"SCH_ENR_EL_{OTHER}"))
        yield _cell(LEARNER, "Current", learners, _subset("EL"), also)
        yield from self._by_disability()

    def _by_disability(self) -> Iterator[Cell]:
        idea = self._columns("TOT_DISCWDIS_{k}_IDEA_{s}", SEXES)
        none = self._columns("TOT_DISCWODIS_{k}_{s}", SEXES)
        plans = self._columns("SCH_DISCWDIS_{k}_504_{s}", SEXES)
        for dimension, counted, rest, part in (
            (DISABILITY, idea, (*none, *plans), "IDEA"),
            (PLAN, plans, (*none, *idea), "504"),
        ):
            of_x = _same(f"SCH_ENR_{part}_{OTHER}")
            yield _cell(dimension, "Yes", counted, _subset(part), of_x)
            other = _same(f"TOT_ENR_{OTHER}")
            yield _cell(dimension, "No", rest, _total(), other, _subset(part))
        for r, race in RACES.items():
            counted = self._columns(f"SCH_DISCWDIS_{{k}}_IDEA_{r}_{{s}}", SEXES)
            rest = self._columns(f"SCH_DISCWODIS_{{k}}_{r}_{{s}}", SEXES)
            pupils = tuple(f"SCH_IDEAENR_{r}_{s}" for s in (*SEXES, OTHER))
            pair = f"{DISABILITY} & {RACE}"
            yield _cell(pair, f"Yes & {race}", counted, pupils, _same(pupils[-1]))
            also = (*self._plans(r, SEXES), *_same(f"SCH_ENR_{r}_{OTHER}"))
            yield _cell(pair, f"No & {race}", rest, _race(r), also, pupils)

    def _plans(self, part: str, sexes: str | dict[str, str]) -> tuple[tuple[str, str], ...]:
        """Children with a plan alone: of this race or language are at most those with a plan."""
        return tuple(
            (f"SCH_DISCWDIS_{kind}_504_{s}", f"SCH_504ENR_{part}_{s}")
            for kind in self.kinds for s in sexes
        )  # fmt: skip

    def _race(self, race: str, sexes: str | dict[str, str]) -> tuple[str, ...]:
        without = self._columns(f"SCH_DISCWODIS_{{k}}_{race}_{{s}}", sexes)
        return without + self._columns(f"SCH_DISCWDIS_{{k}}_IDEA_{race}_{{s}}", sexes)

    def _everybody(self, sexes: str | dict[str, str]) -> tuple[str, ...]:
        forms = ("TOT_DISCWODIS_{k}_{s}", "TOT_DISCWDIS_{k}_IDEA_{s}", "SCH_DISCWDIS_{k}_504_{s}")
        return tuple(column for form in forms for column in self._columns(form, sexes))

    def _columns(self, form: str, sexes: str | dict[str, str]) -> tuple[str, ...]:
        return tuple(form.format(k=kind, s=s) for kind in self.kinds for s in sexes)


@dataclass(frozen=True)
class Listed:
    """A measure whose children are listed like the enrolment: by race, sex and three programs."""

    name: str
    prefix: str  # SCH_GTENR_BL_M, TOT_GTENR_M
    programs: tuple[str, ...] = ("EL", "IDEA", "504")

    def cells(self) -> Iterator[Cell]:
        """Every group for whom the file tells it."""
        p, sexes = self.prefix, (*SEXES, OTHER)
        yield _cell(*EVERYONE, tuple(f"TOT_{p}_{s}" for s in sexes), _total())
        for s, sex in ALL_SEXES.items():
            yield _cell(SEX, sex, (f"TOT_{p}_{s}",), (f"TOT_ENR_{s}",))
        for r, race in RACES.items():
            yield _cell(RACE, race, tuple(f"SCH_{p}_{r}_{s}" for s in sexes), _race(r))
            for s, sex in ALL_SEXES.items():
                counted, among = (f"SCH_{p}_{r}_{s}",), (f"SCH_ENR_{r}_{s}",)
                yield _cell(f"{RACE} & {SEX}", f"{race} & {sex}", counted, among)
        for part, (dimension, value) in PROGRAMS.items():
            if part in self.programs:
                listed = tuple(f"SCH_{p}_{part}_{s}" for s in sexes)
                yield _cell(dimension, value, listed, _subset(part))


PROGRAMS = {"EL": (LEARNER, "Current"), "IDEA": (DISABILITY, "Yes"), "504": (PLAN, "Yes")}
OPTIONAL = f"_{OTHER}"  # columns that older files, and most tables, do not have


def _cell(
    dimension: str,
    group: str,
    counted: tuple[str, ...],
    among: tuple[str, ...],
    maybe: tuple[tuple[str, str], ...] = (),
    but: tuple[str, ...] = (),
) -> Cell:
    return Cell(
        dimension=dimension, group=group, counted=counted, among=among, maybe=maybe, but=but
    )


def _untold(dimension: str, group: str, enrolled: str) -> Cell:
    """Children of whom the outcome is not told: it may be none of them, or all."""
    return _cell(dimension, group, (), (enrolled,), _same(enrolled))


def _same(column: str) -> tuple[tuple[str, str], ...]:
    return ((column, column),)


def _total() -> tuple[str, ...]:
    return tuple(f"TOT_ENR_{s}" for s in (*SEXES, OTHER))


def _race(race: str) -> tuple[str, ...]:
    return tuple(f"SCH_ENR_{race}_{s}" for s in (*SEXES, OTHER))


def _subset(part: str) -> tuple[str, ...]:
    return tuple(f"SCH_ENR_{part}_{s}" for s in (*SEXES, OTHER))


MEASURES: tuple[Discipline | Listed, ...] = (
    Discipline("suspended_in_school", ("ISS",)),
    Discipline("suspended_out_of_school", ("SINGOOS", "MULTOOS")),
    Discipline("suspended_out_of_school_more_than_once", ("MULTOOS",)),
    Discipline("expelled", ("EXPWE", "EXPWOE")),
    Discipline("referred_to_law_enforcement", ("REF",)),
    Discipline("arrested_at_school", ("ARR",)),
    Listed("absent_15_days", "ABSENT"),
    Listed("gifted", "GTENR", ("EL", "IDEA")),
    Listed("advanced_placement", "APENR", ("EL", "IDEA")),
    Listed("dual_enrollment", "DUALENR", ("EL", "IDEA")),
    Listed("identified_disability", "IDEAENR", ("EL",)),
    Listed("section_504_plan", "504ENR", ("EL",)),
    Listed("english_learner", "ELENR", ()),
)
