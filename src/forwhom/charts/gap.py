"""The gap: two groups as dots with intervals, and the segment between them in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from forwhom.charts import theme
from forwhom.charts.chart import Chart, Drawing, Table, TableRow
from forwhom.charts.estimate import Estimate
from forwhom.charts.marks import (
    Axis,
    dots,
    down,
    grid,
    ink,
    intervals,
    layer,
    uprights,
    words,
    wrapped,
)
from forwhom.charts.numbers import SHARE, Scale, apart, between, decimal, value, whole
from forwhom.charts.phrases import phrase

LETTER = 7.4
"""Px one letter takes at most, on average, at the size of a label."""
EDGE = 4
"""Px that a bold label needs besides, so that nothing of it is cut at the edge of a picture."""


def gap(
    group: Estimate,
    other: Estimate,
    *,
    measure: str,
    scale: Scale = SHARE,
    difference: tuple[float | None, float | None] = (None, None),
    ratio: float | None = None,
    standardized: float | None = None,
    students_to_parity: float | None = None,
    better: str = "lower",
    language: str = "en",
) -> Chart:
    """A dumbbell of `group` against `other`.

    Rates are fractions when `scale` is of shares, else means in its unit; `difference` is the
    interval of group minus other. `better` says whether parity means fewer or more students.
    Raises ValueError when either has no rate: there is no gap to draw then.
    """
    if group.rate is None or other.rate is None:
        raise ValueError("A gap needs a rate on both sides.")
    label = _lines(group, other, scale, ratio, standardized, language)
    caption = closing(students_to_parity, better, scale, language)
    return Chart(
        kind="gap",
        alt=_alt(group, other, measure, scale, label, language),
        how_to_read=(
            phrase("gap.read_1", language),
            phrase("gap.read_2", language, unit=unit_of(scale, language)),
        ),
        cannot_show=phrase("gap.cannot", language),
        table=_table(group, other, scale, difference, label, language),
        draw=lambda width: _draw(group, other, scale, label, language, width),
        caption=caption,
    )


def closing(students: float | None, better: str, scale: Scale, language: str) -> str:
    """How many students would close the gap, as a sentence; empty when it cannot be counted."""
    if students is None or not scale.is_share or better == "neither" or round(abs(students)) < 1:
        return ""
    one = "_one" if round(abs(students)) == 1 else ""
    name = ("gap.fewer" if better == "lower" else "gap.more") + one
    return phrase(name, language, students=whole(abs(students)))


def _lines(
    group: Estimate, other: Estimate, scale: Scale, ratio: float | None, sd: float | None, lang: str
) -> list[str]:
    """The segment's label: in points or its unit, then in times or standard deviations."""
    by = (group.rate or 0) - (other.rate or 0)
    size = apart(by, scale)
    if scale.many:
        lines = [
            phrase("gap.more_of" if by >= 0 else "gap.fewer_of", lang, size=scale.with_unit(size))
        ]
    else:
        lines = [phrase("gap.above" if by >= 0 else "gap.below", lang, points=size)]
    if scale.is_share and ratio is not None:
        lines.append(phrase("gap.times", lang, ratio=decimal(ratio)))
    if not scale.is_share and sd is not None:
        lines.append(phrase("gap.deviations", lang, deviations=decimal(abs(sd), 2)))
    return lines


def unit_of(scale: Scale, language: str) -> str:
    """The unit differences are told in: points of shares and scores, else the scale's own."""
    return scale.many or phrase("points", language)


def beside(estimate: Estimate, scale: Scale, language: str) -> str:
    """What stands beside a dot: the rate and the children it is made of."""
    name = "of_children" if estimate.count is not None else "children"
    children = phrase(
        name, language, count=whole(estimate.count or 0), n=whole(estimate.n)
    )  # fmt: skip
    return f"{value(estimate.rate, scale)} · {children}"


def tip(estimate: Estimate, scale: Scale, language: str) -> str:
    """What a dot says when a live picture is asked: whose it is, its number, how sure it is."""
    lines = [estimate.label, beside(estimate, scale, language)]
    if estimate.low is not None and estimate.high is not None:
        limits = between(estimate.low, estimate.high, scale)
        lines.append(f"{phrase('column.interval', language)} {limits}")
    if not estimate.trusted:
        lines.append(phrase("too_few_to_trust", language))
    return "\n".join(lines)


def _alt(
    group: Estimate, other: Estimate, measure: str, scale: Scale, label: list[str], language: str
) -> str:
    """The picture in one sentence, for those who hear the page."""
    return phrase(
        "gap.alt", language, measure=measure, group=group.label, other=other.label,
        rate=value(group.rate, scale), interval=between(group.low, group.high, scale),
        other_rate=value(other.rate, scale), other_interval=between(other.low, other.high, scale),
        gap=", ".join(label),
    )  # fmt: skip


def _table(
    group: Estimate, other: Estimate, scale: Scale, difference: tuple[float | None, float | None],
    label: list[str], language: str,
) -> Table:  # fmt: skip
    """Both sides and the difference, as rows."""
    names = ("group", "rate" if scale.is_share else "mean", "interval", "children")
    rows = [
        TableRow(
            (e.label, value(e.rate, scale), between(e.low, e.high, scale), count_of(e, language)),
            quiet=not e.trusted,
        )
        for e in (group, other)
    ]  # fmt: skip
    low, high = difference
    limits = ""
    if low is not None and high is not None:
        limits = f"{decimal(low * scale.factor)} – {decimal(high * scale.factor)}"
    rows.append(
        TableRow((phrase("column.difference", language), label[0], limits, "; ".join(label[1:])))
    )
    return Table(tuple(phrase(f"column.{n}", language) for n in names), tuple(rows))


def count_of(estimate: Estimate, language: str) -> str:
    """`312 of 1,733`, or the number of children alone where nothing is counted."""
    if estimate.bounded and not estimate.n:
        return phrase("hidden", language)
    if estimate.count is None:
        return whole(estimate.n)
    return phrase("of", language, count=whole(estimate.count), n=whole(estimate.n))


def _draw(
    group: Estimate, other: Estimate, scale: Scale, label: list[str], language: str, width: int
) -> Drawing:
    """Group above, comparison beneath, the segment between."""
    head = _heading(group, scale, language, width)
    foot = _heading(other, scale, language, width)
    top = 12 + 20 * len(head)
    rows = [(group, top, theme.TEAL), (other, top + 80, theme.SLATE)]
    floor = top + 96 + 20 * len(foot)
    height = floor + 28
    axis = Axis.around(
        [*group.ends, *other.ends], scale, 20, width - 24, most=6 if width > 400 else 5
    )
    layers = [
        *grid(axis, height, top - 12, floor, floor + 12),
        *_segment(group, other, axis, top + 40, label, height),
        *_estimates(rows, axis, height, language),
        words([{"y": 10 + 20 * i, "text": t} for i, t in enumerate(head)], height, 0,
              color=theme.TEAL, fontWeight=600),
        words([{"y": top + 104 + 20 * i, "text": t} for i, t in enumerate(foot)], height, 0,
              color=theme.SLATE, fontWeight=600),
    ]  # fmt: skip
    return layers, height


def _heading(estimate: Estimate, scale: Scale, language: str, width: int) -> list[str]:
    """Name and number of one side, on one line where they fit, else on two or more."""
    letters = int(width / LETTER)
    both = f"{estimate.label}  {beside(estimate, scale, language)}"
    if len(both) <= letters:
        return [both]
    return [*wrapped(estimate.label, letters), beside(estimate, scale, language)]


def _estimates(
    rows: Sequence[tuple[Estimate, float, str]], axis: Axis, height: float, language: str
) -> Iterator[Any]:
    """Interval and dot of each side."""
    data = [
        {
            "y": y,
            "rate": e.rate,
            "low": e.low,
            "high": e.high,
            "tip": tip(e, axis.scale, language),
            **ink(e.trusted, colour),
        }
        for e, y, colour in rows
    ]
    yield intervals([d for d in data if d["low"] is not None], axis, height, width=3.5)
    yield dots(data, axis, height, size=150)


def _segment(
    group: Estimate, other: Estimate, axis: Axis, y: float, label: list[str], height: float
) -> Iterator[Any]:
    """The segment, thin guides to both dots, and its words where there is room beside it."""
    first, last = group.rate or 0.0, other.rate or 0.0
    guides = [{"rate": first, "y": y - 40, "y2": y}, {"rate": last, "y": y, "y2": y + 40}]
    yield uprights(guides, axis, height, strokeDash=[2, 3], color=theme.SLATE, strokeWidth=1)
    yield layer(
        [{"low": min(first, last), "high": max(first, last), "y": y}], "rule",
        {"strokeWidth": 2, "color": theme.INK}, x=axis.x("low"), x2={"field": "high"},
        y=down(height),
    )  # fmt: skip
    x, align = _room(axis, first, last, label)
    step = 28 if align == "center" and len(label) > 1 else 18  # above and beneath the segment
    lines = [{"y": y + step * (i - (len(label) - 1) / 2), "text": t} for i, t in enumerate(label)]
    yield words(lines, height, x, align=align, fontWeight=600, stroke=theme.PAPER, strokeWidth=5)


def _room(axis: Axis, first: float, last: float, label: list[str]) -> tuple[float, str]:
    """Where the words go: right of the segment, else left of it, else at the right edge."""
    left, right = sorted((axis.px(first), axis.px(last)))
    wide = max(map(len, label)) * LETTER
    if right + 12 + wide <= axis.right + 24:
        return right + 12, "left"
    if left - 12 - wide >= 0:
        return left - 12, "right"
    return (left + right) / 2, "center"
