"""Two shares of children set against each other: the two halves of one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from forwhom.words.numbers import (
    RARE,
    Language,
    SideBySide,
    count,
    one_in,
    out_of,
    points,
    side_by_side,
    times,
)


@dataclass(frozen=True)
class Side:
    """A share of some children: who they are, how many, and which fraction of them.

    `who` is a plural noun without an article in English ("other students") and for the first side
    in Spanish ("estudiantes blancos"); the second side in Spanish has one ("los demás"). `n` may
    be 0 where it is not known: then it is not told.
    """

    who: str
    n: int
    share: float


@dataclass(frozen=True)
class Compared:
    """The clause about the first side, the phrase about the second, and how far apart they are.

    `points` is the difference in percentage points, to be shown with `digits` decimals.
    """

    first: str
    second: str
    points: float
    digits: int


def compare(first: Side, second: Side, says: str, language: Language = "en") -> Compared:
    """Both shares in the same plain form.

    "18 of 100 Black students" + `says`, "7 of 100 other students"; in Spanish "de cada 100
    estudiantes negros, 18" + `says`, "7 entre los demás".

    Args:
        first: The group.
        second: Those it is compared with.
        says: What the counted children did, as a plural verb phrase in that language.
        language: `en` or `es`.

    Raises:
        ValueError: A share is not between 0 and 1.
    """
    english = language == "en"
    if first.share == second.share or {first.share, second.share} & {0, 1}:
        gap = 100 * (first.share - second.share)
        clauses = (_english_alone if english else _spanish_alone)(first, second, says)
        return Compared(*clauses, gap, 0 if abs(gap) >= 2 else 1)
    shown = side_by_side(first.share, second.share, use_one_in=english)
    clauses = (_english if english else _spanish)(first, second, says, shown)
    return Compared(*clauses, shown.points, shown.digits)


def apart(points_apart: float, digits: int, ratio: float | None, language: Language = "en") -> str:
    """Ratio and difference together: "that is 2.6 times as often, 11 points higher".

    Args:
        points_apart: The difference in percentage points; positive where the group's is larger.
        digits: Decimals to show.
        ratio: The ratio of the shares; none, or zero, is left out.
        language: `en` or `es`.
    """
    if points_apart == 0:
        return "that is no gap at all" if language == "en" else "no hay ninguna brecha"
    if language == "en":
        often = f"{times(ratio)}, " if ratio else ""
        way = "higher" if points_apart > 0 else "lower"
        return f"that is {often}{points(points_apart, digits)} {way}"
    size = points(points_apart, digits, "es")
    way = "más" if points_apart > 0 else "menos"
    if ratio:
        return f"es {times(ratio, 'es')}: {size} {way}"
    return f"{spanish_is(size)} {size} {way}"


def spanish_is(size: str) -> str:
    """`es` or `son`, as the number asks: "es 1 punto", "son 11 puntos", "son 12 días"."""
    return "es" if size.startswith(("1 ", "1.0 ")) or not size[0].isdigit() else "son"


def _english(first: Side, second: Side, says: str, shown: SideBySide) -> tuple[str, str]:
    if shown.style == "one_in":
        return (
            f"about 1 in {shown.first} {first.who} {says}",
            f"about 1 in {shown.second} {second.who}",
        )
    of = f"of {count(shown.base)}" if shown.style == "base" else "of"
    return f"{shown.first} {of} {first.who} {says}", f"{shown.second} {of} {second.who}"


def _spanish(first: Side, second: Side, says: str, shown: SideBySide) -> tuple[str, str]:
    if shown.style == "percent":
        return (
            f"el {shown.first} de los {first.who} {says}",
            f"el {shown.second} de {second.who}",
        )
    return (
        f"de cada {count(shown.base)} {first.who}, {shown.first} {says}",
        f"{shown.second} entre {second.who}",
    )


def _english_alone(first: Side, second: Side, says: str) -> tuple[str, str]:
    return f"{_english_share(first)} {says}", _english_share(second)


def _english_share(side: Side) -> str:
    if side.share in (0, 1):
        size = f"{count(side.n)} " if side.n else ""
        return f"{'all' if side.share else 'none of the'} {size}{side.who}"
    if side.share < RARE:
        return f"about 1 in {count(one_in(side.share))} {side.who}"
    number, base = out_of(side.share)
    return f"{count(number)} of {count(base)} {side.who}"


def _spanish_alone(first: Side, second: Side, says: str) -> tuple[str, str]:
    number, base = out_of(first.share)
    clause = f"de cada {count(base)} {first.who}, {count(number)} {says}"
    if first.share in (0, 1):
        every = f"los {count(first.n)} {first.who}" if first.n else f"los {first.who}"
        clause = f"{every} {says}" if first.share else f"de {every}, 0 {says}"
    if second.share == 0:
        return clause, f"0 entre {second.who}"
    if second.share == 1:
        return clause, f"todos {second.who.removeprefix('todos ')}"
    number, base = out_of(second.share)
    return clause, f"{count(number)} de cada {count(base)} entre {second.who}"
