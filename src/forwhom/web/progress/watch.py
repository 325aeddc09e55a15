"""What a team's counts say: a signal, none yet, or too few to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from forwhom.charts.chart import Chart
from forwhom.charts.control import Note, Point, control
from forwhom.stats.chart_signals import signals
from forwhom.stats.control_charts import p_chart
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
        points, what=series.title, centre=chart.centre, says=says, baseline=frozen,
        notes=_notes(found, actions), language=language(),
    )  # fmt: skip
    return Watched(series, verdict, says, picture, frozen, len(found))


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
