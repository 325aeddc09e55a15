"""Rows of an explanation on the screen: under headings, each number in its own unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forwhom.results.explanation import Row

HEADINGS = {
    "en": {
        "adds": "adds to the gap", "rates": "group : others", "apart": "difference",
        "children": "students",
    },
    "es": {
        "adds": "aporta a la brecha", "rates": "grupo : demás", "apart": "diferencia",
        "children": "estudiantes",
    },
}  # fmt: skip


def compared_lines(rows: Sequence[Row], language: str, factor: float) -> list[str]:
    """A heading and a line a row; only columns that hold anything. `factor` is the gap's own."""
    columns = {
        name: [write(row, factor) for row in rows]
        for name, write in COLUMNS.items()
        if any(write(row, factor) for row in rows)
    }
    if not columns:
        return []
    table = [[HEADINGS[language][name], *cells] for name, cells in columns.items()]
    names = ["", *(_named(row, language) for row in rows)]
    wide = [max(map(len, column)) for column in table]
    left = max(map(len, names))
    return [
        "  "
        + "  ".join(
            [name.ljust(left), *(c[at].rjust(w) for c, w in zip(table, wide, strict=True))]
        ).rstrip()
        for at, name in enumerate(names)
    ]


def _named(row: Row, language: str) -> str:
    name = row.name[language]
    told = row.unit == "share" or row.unit.casefold() in name.casefold()
    return name if told else f"{name} ({row.unit})"


def _adds(row: Row, factor: float) -> str:
    return _sized(row.adds, row.adds_low, row.adds_high, factor)


def _apart(row: Row, _: float) -> str:
    factor = 100 if row.unit == "share" else 1
    return _sized(row.difference, row.difference_low, row.difference_high, factor)


def _sized(size: float | None, low: float | None, high: float | None, factor: float) -> str:
    if size is None:
        return ""
    told = f"{size * factor:+.1f}"
    if low is None or high is None:
        return told
    return f"{told} ({low * factor:+.1f} … {high * factor:+.1f})"


def _rates(row: Row, _: float) -> str:
    if row.rate is None or row.comparison_rate is None:
        return ""
    factor, sign = (100, "%") if row.unit == "share" else (1, "")
    return f"{row.rate * factor:.1f}{sign} : {row.comparison_rate * factor:.1f}{sign}"


def _children(row: Row, _: float) -> str:
    return "" if row.children is None else f"{row.children:,}"


COLUMNS: dict[str, Callable[[Row, float], str]] = {
    "adds": _adds, "rates": _rates, "apart": _apart, "children": _children,
}  # fmt: skip
