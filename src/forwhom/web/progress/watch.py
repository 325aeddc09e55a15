"""What a team's counts say: a signal, none yet, or too few to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from forwhom.charts.chart import Chart
from forwhom.charts.control import GapPoint, Note, Point, control, gap_control
from forwhom.stats.chart_signals import signals
from forwhom.stats.control_charts import Chart as Limits
from forwhom.stats.control_charts import p_chart, xmr_chart
from forwhom.web.actions.models import Action, Reading, Series
from forwhom.web.actions.models.series import HIGHER, LOWER
from forwhom.web.ui.phrases_of import language, say
from forwhom.words.days import day_in_words

ENOUGH = 10  # counts below which runs say nothing (Anhøj and Olesen 2014)
TOO_FEW, NONE_YET, BETTER, WORSE, MOVED = "too_few", "none_yet", "better", "worse", "moved"


@dataclass(frozen=True)
class Watched:
    """A series with its picture, and what it says in a sentence."""

    series: Series
    verdict: str
    says: str
    picture: Chart | None
    frozen: int
    counts: int


def watched(
    series: Series, readings: Sequence[Reading], actions: Sequence[Action], until: date | None
) -> Watched:
    """Read a series. `until` is the last day of its frozen baseline, where there is one."""
    found = [each for each in readings if each.of]
    frozen = sum(each.day <= until for each in found) if until else 0
    if len(found) < 2:
        return Watched(series, TOO_FEW, _says(TOO_FEW, found), None, frozen, len(found))
    chart = p_chart([r.count for r in found], [r.of for r in found], baseline=frozen)
    read = signals(chart)
    verdict = _verdict(series, chart.points, chart.centre, read.verdict == "signal", len(found))
    says = _says(verdict, found)
    points = [
        Point(day_in_words(r.day, language()), r.count, r.of, float(low), float(high), bool(out))
        for r, low, high, out in zip(found, chart.low, chart.high, read.outside, strict=True)
    ]
    picture = control(
        points, what=series.title_here(), centre=chart.centre, says=says, baseline=frozen,
        notes=_notes(found, actions), language=language(),
    )  # fmt: skip
    return Watched(series, verdict, says, picture, frozen, len(found))


@dataclass(frozen=True)
class Gap:
    """A series beside another: the picture of the gap, and what it says."""

    title: str
    verdict: str
    says: str
    picture: Chart | None


def gap_of(
    series: Series, other: Series, mine: Sequence[Reading], theirs: Sequence[Reading],
    actions: Sequence[Action], until: date | None,
) -> Gap:  # fmt: skip
    """The first's share less the other's, on days on which both were counted.

    Limits are those of single values (XmR), from the frozen baseline where there is one: a gap of
    two shares has no limits of its own that hold whatever makes the days differ.
    """
    title = say("progress.gap", what=series.title_here(), beside=other.title_here())
    of_day = {each.day: each for each in theirs if each.of}
    pairs = [(one, of_day[one.day]) for one in mine if one.of and one.day in of_day]
    if len(pairs) < 2:
        return Gap(title, TOO_FEW, say("progress.gap_days"), None)
    days = [one for one, _ in pairs]
    values = np.array([a.count / a.of - b.count / b.of for a, b in pairs])
    frozen = sum(each.day <= until for each in days) if until else 0
    limits = _of_single(values, frozen)
    read = signals(limits)
    verdict = _gap_verdict(series, values, limits.centre, read.verdict == "signal")
    says = _says(verdict, days)
    points = [
        GapPoint(day_in_words(a.day, language()), a.count, a.of, float(low), float(high), bool(out),
                 b.count, b.of)
        for (a, b), low, high, out in zip(pairs, limits.low, limits.high, read.outside, strict=True)
    ]  # fmt: skip
    picture = gap_control(
        points, what=series.title_here(), beside=other.title_here(), centre=limits.centre,
        says=says, baseline=frozen, notes=_notes(days, actions), language=language(),
    )  # fmt: skip
    return Gap(title, verdict, says, picture)


def _of_single(values: np.ndarray[tuple[int], np.dtype[np.float64]], frozen: int) -> Limits:
    """The chart of single values; its limits from the first ones, where they are frozen."""
    if frozen < 2:
        return xmr_chart(values)
    first = xmr_chart(values[:frozen])
    sigma = np.full(values.shape, first.sigma[0])
    low, high = first.centre - 3 * sigma, first.centre + 3 * sigma
    return first._replace(points=values, low=low, high=high, sigma=sigma)


def _gap_verdict(
    series: Series, values: np.ndarray[tuple[int], np.dtype[np.float64]], centre: float,
    signal: bool,
) -> str:  # fmt: skip
    """A gap is better where it is nearer to nothing, whichever way its shares should go."""
    n = len(values)
    if n < ENOUGH:
        return TOO_FEW
    if not signal:
        return NONE_YET
    last = float(np.mean(values[-max(n // 3, 1) :]))
    if series.better not in {HIGHER, LOWER} or abs(last) == abs(centre):
        return MOVED
    return BETTER if abs(last) < abs(centre) else WORSE


def _verdict(
    series: Series, points: np.ndarray[tuple[int], np.dtype[np.float64]], centre: float,
    signal: bool, n: int,
) -> str:  # fmt: skip
    """Which way it moved, by its last third; a signal before ten counts is too early to tell."""
    if n < ENOUGH:
        return TOO_FEW
    if not signal:
        return NONE_YET
    last = float(np.mean(points[-max(n // 3, 1) :]))
    if series.better not in {HIGHER, LOWER} or last == centre:
        return MOVED
    return BETTER if (last > centre) == (series.better == HIGHER) else WORSE


def _says(verdict: str, found: Sequence[Reading]) -> str:
    if verdict == TOO_FEW:
        return say("progress.too_few", n=len(found), more=max(ENOUGH - len(found), 1))
    told = {
        NONE_YET: say("progress.none_yet", n=len(found)), BETTER: say("progress.better"),
        WORSE: say("progress.worse"), MOVED: say("progress.moved"),
    }  # fmt: skip
    return told[verdict]


def _notes(found: Sequence[Reading], actions: Sequence[Action]) -> list[Note]:
    """Each action before the first count of its time, where it began within these counts."""
    notes = []
    for each in actions:
        before = sum(reading.day < each.starts for reading in found)
        if 0 < before < len(found):
            notes.append(Note(before, each.what))
    return notes
