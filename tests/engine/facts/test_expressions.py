"""The tiny language on an engine: exact where people count in days and shares."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import narwhals as nw
import pytest

from forwhom.data.engine import Engine, open_duckdb
from forwhom.data.expressions import Expression, col, rule, when
from forwhom.data.table import Column, Kind, Table
from tests.backends.plain import read
from tests.backends.records import Row

A, B = col("a"), col("b")
YES = A >= 1  # a condition that is unknown where `a` is


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_duckdb() as opened:
        yield opened


def asked(
    engine: Engine, rows: list[Row], kinds: dict[str, Kind], share: float = 0.1, **questions: Any
) -> list[Row]:
    columns = {name: Column(kind=kind) for name, kind in {**kinds, "place": Kind.WHOLE}.items()}
    shape = Table(name="it", title="", columns=columns)
    numbered = [{**row, "place": number} for number, row in enumerate(rows)]
    frame = engine.rows(shape, numbered)
    bound = {name: q.bind(lambda _: nw.lit(share)) for name, q in questions.items()}
    return engine.fetch(frame.select("place", **bound).sort("place")).to_pylist()


@pytest.mark.parametrize("share_of_days", [0.1, 0.05, 0.35, 0.55])
def test_a_share_of_days_is_exact_for_every_number_of_days(
    engine: Engine, share_of_days: float
) -> None:
    """0.55 × 100 is 55.00000000000001 in binary fractions; 55 days of 100 reach it all the same."""
    exact = Fraction(str(share_of_days))
    days = {"enrolled": Kind.NUMBER, "absent": Kind.NUMBER, "share": Kind.NUMBER}
    rows = [
        {"enrolled": float(n), "absent": int(exact * n) + more, "share": share_of_days}
        for n in range(10, 201)
        for more in (-0.5, 0.0, 0.5, 1.0)
    ]
    limit = col("share") * col("enrolled")
    found = asked(
        engine, rows, days, at_least=col("absent") >= limit, more=col("absent") > limit,
        at_most=col("absent") <= limit, less=col("absent") < limit,
        by_rule=col("absent") >= rule("share") * col("enrolled"), share=share_of_days,
    )  # fmt: skip
    for row, told in zip(rows, found, strict=True):
        absent, limit = Fraction(row["absent"]), exact * Fraction(row["enrolled"])
        assert told["at_least"] == (absent >= limit), row
        assert told["by_rule"] == (absent >= limit), row
        assert told["more"] == (absent > limit), row
        assert told["at_most"] == (absent <= limit), row
        assert told["less"] == (absent < limit), row


def test_numbers_and_logic_are_those_of_a_plain_reading_also_where_something_is_unknown(
    engine: Engine,
) -> None:
    questions: dict[str, Expression] = {
        "add": A + B, "subtract": A - B, "multiply": A * B, "equal": A == B, "unequal": A != B,
        "both": YES & (B >= 1), "either": YES | (B >= 1), "neither": ~(YES | (B >= 1)),
        "one_of": A.is_one_of([0, 2]), "known": A.is_known(), "or_else": A.or_else(B),
        "when": when(YES, A, B), "nothing": when(YES, A), "deep": when(A > B, 1, when(B > A, 2, 3)),
    }  # fmt: skip
    values = (None, 0.0, 1.0, 2.0)
    rows = [{"a": a, "b": b} for a in values for b in values]
    found = asked(engine, rows, {"a": Kind.NUMBER, "b": Kind.NUMBER}, **questions)
    for row, told in zip(rows, found, strict=True):
        for name, question in questions.items():
            assert told[name] == read(question, row), (name, row)


def test_a_word_is_held_as_a_whole(engine: Engine) -> None:
    words = [None, "", "black", "black;white", "white;black", "blackfoot", "not black", "a;black;b"]
    found = asked(engine, [{"a": text} for text in words], {"a": Kind.TEXT}, it=A.holds("black"))
    told = [row["it"] for row in found]
    assert told == [None, False, True, True, True, False, False, True]


def test_an_expression_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match="Use &"):
        bool(A >= 1)
    with pytest.raises(TypeError):
        assert A == 1 and B == 2  # noqa: PT018


def test_an_expression_knows_what_it_reads_and_says_it() -> None:
    question = (A >= rule("chronic_absence.share_of_days") * B) & ~col("c").is_known()  # noqa: SIM300
    assert question.columns == {"a", "b", "c"}
    assert question.rules == {"chronic_absence.share_of_days"}
    assert str(question) == "`a` ≥ `chronic_absence.share_of_days` × `b` and not (`c` is known)"
    assert str(A.is_one_of(["x", "y"])) == "`a` is one of x, y"
