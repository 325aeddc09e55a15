"""Where a group lands at today's pace, how sure that is, and how many students keep a color.

Suspensions add up over a year: what came so far is carried to its end (Poisson, Garwood's limits).
Chronic absence is a share of the days so far, so its rate is carried on as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor

from forwhom.official.dashboard.asked import Asked
from forwhom.official.dashboard.calculate import number_of
from forwhom.official.number import Count, OfficialNumber
from forwhom.rules.official import RuleSet
from forwhom.stats.poisson import at_this_pace

PACED = {"suspension", "chronic_absence"}
ORDER = ("red", "orange", "yellow", "green", "blue")
SENTENCE = {
    "en": "At today's pace this group lands {color}: {expected} students by the end of the year, "
    "plausibly {low} to {high} ({worst} to {best}). {keep}",
    "es": "Al ritmo de hoy este grupo queda en {color}: {expected} estudiantes al final del año, "
    "de forma plausible {low} a {high} ({worst} a {best}). {keep}",
}
KEEP = {
    "en": "At most {room} more students keep it {color}.",
    "es": "Con {room} estudiantes más, como máximo, sigue en {color}.",
}
OVER = {
    "en": "It has no room left for {color}.",
    "es": "Ya no hay margen para {color}.",
}
NAMES = {
    "red": "rojo", "orange": "naranja", "yellow": "amarillo", "green": "verde", "blue": "azul",
}  # fmt: skip


def forecasts(counts: Sequence[Count], rules: RuleSet, share: float) -> list[OfficialNumber]:
    """Each number that goes by pace, with its forecast in `more`; the others as they are.

    Args:
        counts: of an unfinished year, so far.
        rules: the Dashboard's values.
        share: of the school year that has passed, above 0 and at most 1.
    """
    return [_forecast(Asked(count, rules), share) for count in counts]


def _forecast(asked: Asked, share: float) -> OfficialNumber:
    made = number_of(asked)
    count = asked.count
    if asked.indicator not in PACED or not made.result or count.numerator is None:
        return made
    so_far = int(count.numerator)
    paced = at_this_pace(so_far, share if asked.indicator == "suspension" else 1.0)
    most = int(count.denominator or 0)
    paces = (floor(paced.events + 0.5), floor(paced.low), ceil(paced.high))
    ends = [min(most, pace) for pace in paces]
    colors = [_color(asked, end) for end in ends]
    room = _room(asked, so_far, most, colors[0])
    return replace(made, more={**made.more, **_told(ends, colors, room)})


def _color(asked: Asked, numerator: int) -> str:
    again = Asked(replace(asked.count, numerator=float(numerator)), asked.rules)
    return number_of(again).result


def _room(asked: Asked, so_far: int, most: int, color: str) -> tuple[str, int | None]:
    """The next better color, and how many more students it still bears; None where none."""
    better = ORDER[min(ORDER.index(color) + 1, len(ORDER) - 1)]
    rank = ORDER.index(better)

    def holds(numerator: int) -> bool:
        found = _color(asked, numerator)
        return found != "" and ORDER.index(found) >= rank

    if not holds(so_far):
        return better, None
    least, end = so_far, most
    while least < end:
        middle = -(-(least + end) // 2)
        least, end = (middle, end) if holds(middle) else (least, middle - 1)
    return better, least - so_far


def _told(ends: list[int], colors: list[str], room: tuple[str, int | None]) -> dict[str, str]:
    told = {
        "forecast": colors[0], "forecast_count": str(ends[0]), "forecast_low": str(ends[1]),
        "forecast_high": str(ends[2]), "forecast_keeps": room[0],
        "forecast_room": "" if room[1] is None else str(room[1]),
    }  # fmt: skip
    for language in ("en", "es"):
        keep = (OVER if room[1] is None else KEEP)[language]
        told[f"sentence_{language}"] = SENTENCE[language].format(
            color=_named(colors[0], language), expected=ends[0], low=ends[1], high=ends[2],
            worst=_named(colors[2], language), best=_named(colors[1], language),
            keep=keep.format(room=room[1], color=_named(room[0], language)),
        )  # fmt: skip
    return told


def _named(color: str, language: str) -> str:
    return color if language == "en" else NAMES.get(color, color)
