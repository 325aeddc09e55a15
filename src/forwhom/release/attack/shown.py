"""What is shown of one group in one place: a count, children, a rate, or that they are hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from forwhom.privacy.reading import RELEASED, NotShown, Rates, rates_told
from forwhom.privacy.sums import MOST
from forwhom.release.released import Number
from forwhom.stats.marks import count_of, plain_share, share_of

Window = tuple[int, int]
ANY: Window = (0, MOST)


class Place(NamedTuple):
    """A kind of place and its number."""

    place_type: str
    place_id: str

    def __str__(self) -> str:
        return f"{self.place_type} {self.place_id}"


@dataclass(frozen=True, slots=True)
class Shown:
    """One row: `n` and `count` are the whole numbers that what is shown leaves possible.

    `hides_n`, `hides_count`: whether the publisher hides them, rather than leaves them out.
    """

    measure: str
    school_year: str
    place: Place
    group: str
    n: Window = ANY
    count: Window = ANY
    rates: Rates = Rates()  # noqa: RUF009  # frozen
    hides_n: bool = False
    hides_count: bool = False


def of_release(number: Number) -> Shown:
    """A row of a release of ours. Raises NotShown where a text shows no number."""
    place = Place(number.place_type, number.place_id)
    hidden = number.hidden
    n = ANY
    if number.n != "*":
        if not number.n.isdecimal() or len(number.n) > 8:
            raise NotShown("This text shows no number of children.")
        n = (int(number.n), int(number.n))
    rates = rates_told(number.rate, significant=RELEASED)
    return Shown(
        number.measure, number.school_year, place, number.group, n, ANY, rates,
        hides_count=hidden,
    )  # fmt: skip


def of_published(
    measure: str,
    school_year: str,
    place: Place,
    group: str,
    numerator: str | None,
    denominator: str | None,
    rate: str | None,
) -> Shown:
    """A row of numbers that others published, by their marks. Raises NotShown for what is none."""
    count, n, share = count_of(numerator), count_of(denominator), share_of(rate)
    if count is None or n is None or share is None:
        raise NotShown("This text shows no number.")
    rate_hidden = share.given and plain_share(rate) is None
    return Shown(
        measure, school_year, place, group,
        n=(n.low, int(min(n.high, MOST))),
        count=(count.low, int(min(count.high, MOST))),
        rates=Rates(share.low, share.high),
        hides_n=n.given and not n.exact,
        hides_count=(count.given and not count.exact) or (not count.given and rate_hidden),
    )  # fmt: skip
