"""How often what the team expected came true, beside how sure it said it was."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from forwhom.stats.brier import Band, bands, brier_score
from forwhom.web.reasons.models import Prediction
from forwhom.web.reasons.models.prediction import CAME
from forwhom.web.ui.phrases_of import say

FEWEST = 10  # fewer answers than these say nothing of a team
LATEST = 10
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True)
class Calibration:
    """`score` and `table` are None while there are too few; `latest` until there is a before."""

    answered: int
    score: str | None = None
    before: str | None = None
    latest: str | None = None
    table: Any = None


def calibration(predictions: list[Prediction]) -> Calibration:
    """Of all answered predictions, in the order in which the data were opened."""
    told = [one for one in predictions if one.outcome and one.opened_at and not one.withdrawn]
    told.sort(key=lambda one: (one.opened_at, one.pk))
    if len(told) < FEWEST:
        return Calibration(len(told))
    said, came = [one.confidence / 100 for one in told], [one.outcome == CAME for one in told]
    has_before = len(told) >= LATEST + FEWEST
    return Calibration(
        len(told),
        _score(said, came),
        _score(said[:-LATEST], came[:-LATEST]) if has_before else None,
        _score(said[-LATEST:], came[-LATEST:]) if has_before else None,
        _table(bands(said, came, EDGES)),
    )


def _score(said: list[float], came: list[bool]) -> str:
    return f"{brier_score(said, came):.2f}"


def _table(found: list[Band]) -> Any:
    """In the shape of a chart's table: a band a row, with its counts."""
    headings = [say("prediction.we_said"), say("prediction.how_many"), say("prediction.came_true")]
    rows = [
        SimpleNamespace(
            cells=[_name(band), str(band.count), str(band.came) if band.count else "–"], quiet=False
        )
        for band in found
    ]
    return SimpleNamespace(headings=headings, rows=rows)


def _name(band: Band) -> str:
    """`60–69`: the last band holds 100."""
    high = round(100 * band.high)
    return f"{round(100 * band.low)}–{high if high == 100 else high - 1}"
