"""One row of indices.parquet: an index of a place, its limits, and whether it can be told."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from forwhom.disparities.table import rounded

Row = dict[str, Any]
DISTRICT = ("district", "district")


def row(
    index: str,
    school_year: str,
    groups: str,
    value: float,
    limits: tuple[float, float] = (math.nan, math.nan),
    *,
    place: tuple[str, str] = DISTRICT,
    too_few: bool = False,
) -> Row:
    """The row; no number but a reason where there are too few, or there is no number.

    Limits that are infinite or unknown are left empty.
    """
    known = math.isfinite(value) and not too_few
    told = rounded(np.array([value, *limits])).tolist() if known else [math.nan] * 3
    number, low, high = (each if math.isfinite(each) else None for each in told)
    status = "too_few" if too_few else "ok" if known else "not_computed"
    return {
        "index": index,
        "school_year": school_year,
        "place_type": place[0],
        "place_id": place[1],
        "groups": groups,
        "value": number,
        "low": low,
        "high": high,
        "status": status,
    }
