"""What a measure is: a question about children, answered by counting them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from forwhom.data.expressions import Expression
from forwhom.errors import DeclarationError

Better = Literal["lower", "higher", "neither"]
REQUIRED = ("title", "asks", "says", "why_it_matters", "source", "examples")


@dataclass(frozen=True, kw_only=True)
class Spanish:
    """The words of a measure in Spanish."""

    title: str
    asks: str
    says: str
    why_it_matters: str


@dataclass(frozen=True)
class Unit:
    """What a mean is counted in: `Unit("day", "days", es=("día", "días"))`.

    The mean is told `per` so many children: 12.3 days a child are 1,230 days per 100. No mean, and
    no limit of one, lies under `least` or above `most`; a count has none below 0.
    """

    one: str
    many: str
    es: tuple[str, str]
    per: int = 1
    least: float | None = 0.0
    most: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """The unit as audit.json has it."""
        spanish = {"one": self.es[0], "many": self.es[1]}
        numbers = {"per": self.per, "least": self.least, "most": self.most}
        return {"one": self.one, "many": self.many, "spanish": spanish, **numbers}


POINTS = Unit("point", "points", es=("punto", "puntos"), least=None)
GROWTH_POINTS = Unit(
    "growth point", "growth points", es=("punto de avance", "puntos de avance"), least=None
)


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure over one row per child and year.

    A share counts the children `among` whom `counts` holds; a score averages `score` over them.
    A child for whom `counts` or `score` is unknown is left out of that measure and shown as
    missing. `says` ends a sentence that begins with children: "missed one school day in ten". A
    mean that is no test score has a `unit`, and its `says` holds the number where it stands:
    "missed {mean} of school per 100 students". With `whole_year` a measure can be known only when
    the school year is over, so an audit of an unfinished year leaves it out. `participation` names
    the share that stands beside a measure of test results: who was tested at all; with
    `participation_in`, such as `grade=3`, among the children of that group.
    With `once` a child is asked once in its school days, as in the one grade of a question, so no
    child has two years to compare.
    `not_by` names dimensions that answer the question themselves, as disability does for who is
    served: they are left out. Measures of one `family` are one question asked of many answers; as
    all pairs of groups for each would be too many, `pairs_by` names the dimensions whose pairs are
    told.
    """

    title: str
    asks: str
    says: str
    among: Expression
    why_it_matters: str
    source: str
    examples: str
    spanish: Spanish
    better: Better
    counts: Expression | None = None
    score: Expression | None = None
    unit: Unit = POINTS
    frames: tuple[str, ...] = ()
    headline: bool = False
    whole_year: bool = False
    once: bool = False
    participation: str = ""
    participation_in: str = ""
    not_by: tuple[str, ...] = ()
    pairs_by: tuple[str, ...] = ()
    family: str = ""
    name: str = ""
    domain: str = ""

    def __post_init__(self) -> None:
        missing = [word for word in REQUIRED if not getattr(self, word).strip()]
        missing += [
            f"spanish.{word}" for word, text in vars(self.spanish).items() if not text.strip()
        ]
        if missing:
            raise DeclarationError(
                f"The measure `{self.title or 'without a title'}` lacks {', '.join(missing)}.",
                remedy="Write it in the measure's file; docs/how-to/add-a-measure.md shows how.",
            )
        if (self.counts is None) == (self.score is None):
            raise DeclarationError(f"The measure `{self.title}` needs either `counts` or `score`.")
        if self.better not in get_args(Better):
            raise DeclarationError(
                f"The measure `{self.title}` does not say which way is better.",
                remedy=f"Use one of {', '.join(get_args(Better))}.",
            )
        self._check_unit()
        if self.headline and self.score is not None:
            raise DeclarationError(
                f"The measure `{self.title}` is a mean, and only shares are headline measures.",
                remedy="Leave `headline` out; the mean is in every audit all the same.",
            )

    def _check_unit(self) -> None:
        """A mean with a unit of its own says where its number stands; nothing else does."""
        if self.score is None and self.unit != POINTS:
            raise DeclarationError(
                f"The measure `{self.title}` is a share, and only means have a unit.",
                remedy="Leave `unit` out.",
            )
        holds = ["{mean}" in text for text in (self.says, self.spanish.says)]
        if holds != [self.unit != POINTS] * 2:
            raise DeclarationError(
                f"The words of the measure `{self.title}` do not fit its unit.",
                remedy="Write {mean} in `says`, English and Spanish, of a mean with a `unit`, "
                "and nowhere else.",
            )

    @property
    def kind(self) -> Literal["share", "score"]:
        """Whether the measure is a share of children or a mean score."""
        return "share" if self.score is None else "score"

    @property
    def outcome(self) -> Expression:
        """What is counted or averaged."""
        outcome = self.counts if self.score is None else self.score
        assert outcome is not None  # one of the two is there: see __post_init__
        return outcome
