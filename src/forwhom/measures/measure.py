"""What a measure is: a question about children, answered by counting them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

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


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure over one row per child and year.

    A share counts the children `among` whom `counts` holds; a score averages `score` over them.
    A child for whom `counts` or `score` is unknown is left out of that measure and shown as
    missing. `says` ends a sentence that begins with children: "missed one school day in ten". With
    `whole_year` it can be known only when the school year is over, so an audit of an unfinished
    year leaves it out.
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
    frames: tuple[str, ...] = ()
    headline: bool = False
    whole_year: bool = False
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
        if self.headline and self.score is not None:
            raise DeclarationError(
                f"The measure `{self.title}` is a mean, and only shares are headline measures.",
                remedy="Leave `headline` out; the mean is in every audit all the same.",
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
