"""A measure that is not whole is refused when its file is read, in words that say what to write."""

from __future__ import annotations

from typing import Any

import pytest

from forwhom.data.expressions import col
from forwhom.errors import DeclarationError, declared_in
from forwhom.measures.measure import Measure, Spanish, Unit

DAYS = Unit("day", "days", es=("día", "días"), per=100)
MEAN = {"counts": None, "score": col("days_absent"), "unit": DAYS}
SPANISH = {"title": "a", "asks": "b", "says": "c", "why_it_matters": "d"}


def whole(**changes: Any) -> dict[str, Any]:
    words = {name: name for name in ("title", "asks", "says", "why_it_matters", "source")}
    fields = {"among": col("enrolled"), "counts": col("referrals") >= 1, "better": "lower"}
    return {**words, **fields, "examples": "x", "spanish": Spanish(**SPANISH), **changes}


def test_a_whole_measure_is_taken() -> None:
    assert Measure(**whole()).kind == "share"


def test_a_mean_with_a_unit_says_where_its_number_stands() -> None:
    words = {"says": "missed {mean}", "spanish": Spanish(**{**SPANISH, "says": "{mean} perdidos"})}
    made = Measure(**whole(**MEAN, **words))
    assert made.unit.as_dict() == {
        "one": "day", "many": "days", "spanish": {"one": "día", "many": "días"},
        "per": 100, "least": 0.0, "most": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"why_it_matters": " "}, "lacks why_it_matters"),
        ({"spanish": Spanish(**{**SPANISH, "says": ""})}, "lacks spanish.says"),
        ({"better": "less"}, "which way is better"),
        ({"score": col("days_absent")}, "either `counts` or `score`"),
        ({"counts": None}, "either `counts` or `score`"),
        ({"counts": None, "score": col("days_absent"), "headline": True}, "only shares"),
        ({"unit": DAYS}, "only means have a unit"),
        ({**MEAN, "says": "missed {mean}"}, "do not fit its unit"),
        ({"says": "missed {mean}"}, "do not fit its unit"),
    ],
)
def test_a_measure_that_is_not_whole_is_refused(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(DeclarationError, match=told):
        Measure(**whole(**changes))


def test_a_line_left_out_names_the_file_and_the_line() -> None:
    fields = whole()
    del fields["source"]
    with pytest.raises(DeclarationError) as caught, declared_in("measures/library/x/y.py"):
        Measure(**fields)
    assert caught.value.what == "The declaration lacks `source`."
    assert caught.value.where == "measures/library/x/y.py"


def test_a_misspelt_line_is_no_fault_of_ours() -> None:
    with pytest.raises(DeclarationError, match="titel"), declared_in("measures/library/x/y.py"):
        Measure(**whole(), titel="x")
