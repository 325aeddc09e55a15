"""The tables of the page that stand without a picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forwhom.charts.chart import Table, TableRow
from forwhom.charts.numbers import (
    DASH,
    SHARE,
    TOO_FEW_TO_TRUST,
    between,
    decimal,
    signed,
    value,
    whole,
)
from forwhom.report.tested import Tested
from forwhom.report.words import Words
from forwhom.results import AuditFolder
from forwhom.results.names import group_values

Row = Mapping[str, Any]


def all_groups(
    audit: AuditFolder, measure: Row, words: Words, tested: Tested
) -> list[tuple[str, Table]]:
    """For each dimension with records: its title, and a row a group against everyone else.

    Beside a result of a test stands how many of the group were tested.
    """
    year = audit.about["latest_year"]
    rows = audit.rows(measure["name"], year, *audit.place, depth=1, compared_with="others")
    found: list[tuple[str, Table]] = []
    for dimension, group in words.groups.items():
        mine = {
            group_values(row["group"])[dimension]: row
            for row in rows
            if dimension in group_values(row["group"])
        }
        if mine and group["status"] == "ok":
            order = [entry["value"] for entry in group["values"] if entry["value"] in mine]
            lines = [_line(mine[v], words.value(dimension, v), measure, words) for v in order]
            headings = _headings(measure, words)
            if tested.known:
                headings = (*headings, tested.heading)
                lines = [
                    TableRow((*line.cells, tested.cell(mine[v]["group"])), line.quiet)
                    for v, line in zip(order, lines, strict=True)
                ]
            found.append((words.dimension(dimension), Table(headings, tuple(lines))))
    return found


def _headings(measure: Row, words: Words) -> tuple[str, ...]:
    share = measure["kind"] == "share"
    last = ("ratio", "parity") if share else ("deviations",)
    names = ("group", "rate" if share else "mean", "interval", "children", "others")
    apart = "apart" if words.scale(measure).many else "points"
    return tuple(words.say(f"column.{name}") for name in (*names, apart, "points_between", *last))


def _line(row: Row, label: str, measure: Row, words: Words) -> TableRow:
    scale = words.scale(measure)
    if row["status"] == "bound_only":
        return hidden_line(row, label, words)
    children = DASH if row["n"] is None else whole(row["n"])
    if row["count"] is not None:
        children = f"{whole(row['count'])} / {children}"
    if row["rate"] is None:
        blank = (words.say("too_few"), DASH, children)
        return TableRow((label, *blank, *[DASH] * (len(_headings(measure, words)) - 4)), quiet=True)
    apart, places = row["difference"], scale.places(row["rate"])
    cells = [
        label,
        value(row["rate"], scale),
        between(row["rate_low"], row["rate_high"], scale),
        children,
        value(row["comparison_rate"], scale),
        DASH if apart is None else scale.with_unit(_signed(apart, scale.factor, places)),
        _limits(row["difference_low"], row["difference_high"], scale.factor, places),
    ]
    if scale.is_share:
        cells += [_ratio(row["ratio"]), _count(row["students_to_parity"])]
    else:
        cells.append(_signed(row["standardized_difference"], 1, 2))
    return TableRow(tuple(cells), quiet=row["n"] < TOO_FEW_TO_TRUST)


def hidden_line(row: Row, label: str, words: Words) -> TableRow:
    """A row of hidden numbers: where its rate, difference and ratio surely lie."""
    hidden = words.say("hidden")

    def surely(text: str) -> str:
        return text if text == DASH else words.say("surely", between=text)

    children = hidden if row["n"] is None else whole(row["n"])
    count = hidden if row["count"] is None else whole(row["count"])
    rate, beside = row["rate"], row["comparison_rate"]
    cells = (
        label,
        hidden if rate is None else value(rate, SHARE),
        surely(between(row["rate_low"], row["rate_high"], SHARE)),
        hidden if row["n"] is None and row["count"] is None else f"{count} / {children}",
        hidden if beside is None else value(beside, SHARE),
        hidden if row["difference"] is None else _signed(row["difference"], 100),
        surely(_limits(row["difference_low"], row["difference_high"], 100)),
        surely(_ratios(row["ratio_low"], row["ratio_high"])),
        DASH,
    )
    return TableRow(cells, quiet=row["n"] is not None and row["n"] < TOO_FEW_TO_TRUST)


def _ratios(low: float | None, high: float | None) -> str:
    if low is None or high is None or low == float("inf"):
        return DASH
    return f"{decimal(low, 2)} … {'∞' if high == float('inf') else decimal(high, 2)}"


def _signed(number: float | None, scale: float, places: int = 1) -> str:
    return DASH if number is None else signed(number * scale, places)


def _limits(low: float | None, high: float | None, scale: float, places: int = 1) -> str:
    if low is None or high is None:
        return DASH
    return f"{_signed(low, scale, places)} … {_signed(high, scale, places)}"


def _ratio(ratio: float | None) -> str:
    return DASH if ratio is None or ratio == float("inf") else decimal(ratio, 2)


def _count(number: int | None) -> str:
    return DASH if number is None else whole(number)
