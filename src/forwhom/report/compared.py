"""Rows of an explanation as a table: only the columns that hold anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forwhom.charts.chart import Table, TableRow
from forwhom.charts.numbers import DASH, decimal, percent, signed, whole
from forwhom.report.words import Words
from forwhom.results.explanation import Row

Write = Callable[[Row, Words], str]


def compared_table(rows: Sequence[Row], words: Words) -> Table:
    """One line a row, its name first."""
    columns = {name: write for name, write in COLUMNS.items() if any(_holds(r, name) for r in rows)}
    headings = (words.say("why.place"), *(_heading(name, words) for name in columns))
    lines = [
        TableRow((row.name[words.language], *(write(row, words) for write in columns.values())))
        for row in rows
    ]
    return Table(headings, tuple(lines))


def _heading(name: str, words: Words) -> str:
    """Each said in full, so that a reader of the phrases finds where it is used."""
    return {
        "children": words.say("why.asked"),
        "rate": words.say("why.rate"),
        "comparison_rate": words.say("why.others"),
        "difference": words.say("why.difference"),
        "ratio": words.say("why.ratio"),
        "lost": words.say("why.lost"),
        "adds": words.say("why.adds"),
        "remains": words.say("why.remains"),
        "certain": words.say("why.certain"),
    }[name]


def _holds(row: Row, name: str) -> bool:
    return getattr(row, name) not in (None, False)


def _count(name: str) -> Write:
    def write(row: Row, _: Words) -> str:
        found = getattr(row, name)
        return DASH if found is None else whole(found)

    return write


def _rate(name: str) -> Write:
    def write(row: Row, _: Words) -> str:
        found = getattr(row, name)
        if found is None:
            return DASH
        return percent(found) if row.unit == "share" else decimal(found)

    return write


def _signed(name: str) -> Write:
    def write(row: Row, _: Words) -> str:
        found = getattr(row, name)
        if found is None:
            return DASH
        factor = 100 if row.unit == "share" else 1
        told = signed(found * factor)
        low, high = (getattr(row, f"{name}_{end}", None) for end in ("low", "high"))
        if low is None or high is None:
            return told
        return f"{told} ({signed(low * factor)} … {signed(high * factor)})"

    return write


def _ratio(row: Row, _: Words) -> str:
    if row.ratio is None:
        return DASH
    if row.ratio_low is None or row.ratio_high is None:
        return decimal(row.ratio, 2)
    return f"{decimal(row.ratio, 2)} ({decimal(row.ratio_low, 2)} … {decimal(row.ratio_high, 2)})"


def _certain(row: Row, words: Words) -> str:
    return words.say("why.yes") if row.certain else DASH


COLUMNS: dict[str, Write] = {
    "children": _count("children"),
    "rate": _rate("rate"),
    "comparison_rate": _rate("comparison_rate"),
    "difference": _signed("difference"),
    "ratio": _ratio,
    "lost": _count("lost"),
    "adds": _signed("adds"),
    "remains": _signed("remains"),
    "certain": _certain,
}
