"""A matrix of responses: which followed each behavior, beside what the district's matrix allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forwhom.charts import theme
from forwhom.charts.chart import Chart, Drawing, Table, TableRow
from forwhom.charts.marks import down, layer, pixels, rules, words, wrapped
from forwhom.charts.numbers import DASH, TOO_FEW_TO_TRUST, percent, whole
from forwhom.charts.phrases import phrase

ROW, LETTER, BOLD, LINE = 58, 6.9, 7.8, 15
BARS = ((25.0, 34.0), (36.0, 45.0))  # the group's and the others', below the top of a row
CELL = (21.0, 49.0)
MOST = 12  # rows that a picture holds; its table holds all
INSIDE, ABOVE = "inside", "above"


@dataclass(frozen=True)
class Answer:
    """How often one response followed: shares of the row's decisions, None where of too few.

    `response` is `none` or a kind of consequence; `place` says where it lies: `inside` the range,
    `below` or `above` it.
    """

    response: str
    place: str
    rate: float | None
    other: float | None


@dataclass(frozen=True)
class Behavior:
    """A row: its name, the children of the group and the others, and an answer a response."""

    name: str
    children: int
    others: int
    answers: tuple[Answer, ...]


def matrix(
    rows: Sequence[Behavior],
    *,
    group: str,
    measure: str,
    language: str = "en",
    cannot: str = "",
) -> Chart:
    """Behaviors as rows in the order given, responses as columns from the lowest up.

    Raises ValueError without a row.
    """
    if not rows:
        raise ValueError("A matrix needs a row.")
    drawn = _most(rows)
    left = len(rows) - len(drawn)
    return Chart(
        kind="matrix",
        alt=phrase("matrix.alt", language, measure=measure, group=group,
                   told="; ".join(_told(row, language) for row in drawn)),
        how_to_read=(
            phrase("matrix.read_1", language),
            phrase("matrix.read_2", language, full=percent(_full(drawn), 0)),
        ),
        cannot_show=cannot or phrase("matrix.cannot", language),
        table=_table(rows, language),
        draw=lambda width: _draw(drawn, language, width),
        caption=phrase("matrix.more", language, more=left) if left else "",
    )  # fmt: skip


def _most(rows: Sequence[Behavior]) -> list[Behavior]:
    """The rows of most children, in the order given."""
    often = sorted(range(len(rows)), key=lambda i: -(rows[i].children + rows[i].others))
    return [rows[i] for i in sorted(often[:MOST])]


def _full(rows: Sequence[Behavior]) -> float:
    """The share that fills a cell: a quarter, a half, three quarters or all."""
    shares = [s or 0.0 for row in rows for a in row.answers for s in (a.rate, a.other)]
    return next(full for full in (0.25, 0.5, 0.75, 1.0) if max(shares) <= full + 1e-9)


def _told(row: Behavior, language: str) -> str:
    sides = ([a.rate for a in row.answers if a.place == ABOVE],
             [a.other for a in row.answers if a.place == ABOVE])  # fmt: skip
    group, others = (
        DASH if any(share is None for share in side) else percent(sum(s or 0.0 for s in side), 0)
        for side in sides
    )
    return phrase("matrix.told", language, row=row.name, group=group, others=others)


def _table(rows: Sequence[Behavior], language: str) -> Table:
    """One line a row and response that followed for anyone."""
    names = ("behavior", "group", "others", "children")
    headings = tuple(phrase(f"matrix.column.{name}", language) for name in names)
    lines = [
        TableRow(
            (
                phrase(
                    f"matrix.{answer.place}",
                    language,
                    row=row.name,
                    response=phrase(f"matrix.{answer.response}", language),
                ),
                _share(answer.rate),
                _share(answer.other),
                whole(row.children),
            ),
            quiet=row.children < TOO_FEW_TO_TRUST,
        )
        for row in rows
        for answer in row.answers
        if answer.rate or answer.other
    ]
    return Table(headings, tuple(lines))


def _share(share: float | None) -> str:
    return DASH if share is None else percent(share)


def _draw(rows: Sequence[Behavior], language: str, width: int) -> Drawing:
    used = [i for i in range(len(rows[0].answers)) if any(_is_used(r.answers[i]) for r in rows)]
    cell = (width - 2) / len(used)
    heads, top = _headings([rows[0].answers[i].response for i in used], cell, language)
    height = int(top + ROW * len(rows))
    full = _full(rows)
    shaded, bars, hollow, edges, names = [], [], [], [], []
    for number, row in enumerate(rows):
        y = top + ROW * number
        names.append({"y": y + 9, "text": row.name})
        edges.append({"x": 1, "x2": width - 1, "y": y + CELL[1], "y2": y + CELL[1]})
        for column, i in enumerate(used):
            answer, x = row.answers[i], 1 + cell * column
            edges.append({"x": x, "x2": x, "y": y + CELL[0], "y2": y + CELL[1]})
            if answer.place == INSIDE:
                shaded.append(_box(x, x + cell, y, CELL))
            solid, open_ = _bars(answer, row, x, (cell - 2) / full, y)
            bars += solid
            hollow += open_
    layers: list[Any] = [
        _boxes(shaded, height, fill=theme.LINE, opacity=0.75),
        rules(edges, height, color=theme.LINE, strokeWidth=1),
        *([_boxes(bars, height)] if bars else []),
        *([_boxes(hollow, height, fill=theme.PAPER, stroke=theme.QUIET, strokeWidth=1)]
          if hollow else []),
        *heads(height),
        *_quiet(rows, top, height, language, width),
        words(names, height, 1, fontWeight=600),
    ]  # fmt: skip
    return layers, height


def _is_used(answer: Answer) -> bool:
    return bool(answer.rate or answer.other or answer.place == INSIDE)


def _bars(
    answer: Answer, row: Behavior, x: float, whole_px: float, y: float
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The bars of a cell: solid ones, and hollow ones of too few children to trust."""
    solid, hollow = [], []
    sides = ((answer.rate, row.children, theme.TEAL), (answer.other, row.others, theme.SLATE))
    for (share, children, colour), ends in zip(sides, BARS, strict=True):
        if not share:
            continue
        box = _box(x, x + max(1.5, share * whole_px), y, ends)
        if children < TOO_FEW_TO_TRUST:
            hollow.append(box)
        else:
            solid.append({**box, "colour": colour})
    return solid, hollow


def _box(x: float, x2: float, y: float, ends: tuple[float, float]) -> dict[str, Any]:
    return {"x": round(x, 2), "x2": round(x2, 2), "y": y + ends[0], "y2": y + ends[1]}


def _boxes(rows: list[dict[str, Any]], height: float, **style: Any) -> Any:
    return layer(
        rows, "rect", style, x=pixels("x"), x2={"field": "x2"},
        y=down(height), y2={"field": "y2"},
    )  # fmt: skip


def _quiet(
    rows: Sequence[Behavior], top: float, height: float, language: str, width: int
) -> list[Any]:
    """A quiet word beside the name of a row where the group is too few to have bars."""
    text = phrase("too_few", language)
    told = [
        {"y": top + ROW * number + 9, "text": text}
        for number, row in enumerate(rows)
        if all(a.rate is None for a in row.answers)
        and BOLD * len(row.name) + LETTER * len(text) < width
    ]
    style = {"align": "right", "color": theme.QUIET, "fontSize": theme.SMALL}
    return [words(told, height, width - 1, **style)] if told else []


def _headings(responses: Sequence[str], cell: float, language: str) -> tuple[Any, float]:
    """The words over the columns, and where the first row begins."""
    letters = int(cell / LETTER)
    long = [wrapped(phrase(f"matrix.{one}", language), letters) for one in responses]
    if any(len(line) > letters for lines in long for line in lines):
        long = [wrapped(phrase(f"matrix.short.{one}", language), letters) for one in responses]
    most = max(map(len, long))
    rows = [
        {"x": 1 + cell * (column + 0.5), "y": 8 + LINE * (most - len(lines) + number), "text": text}
        for column, lines in enumerate(long)
        for number, text in enumerate(lines)
    ]
    style = {"align": "center", "color": theme.SLATE, "fontSize": theme.SMALL}

    def drawn(height: float) -> list[Any]:
        text = {"field": "text", "type": "nominal"}
        return [layer(rows, "text", style, x=pixels("x"), y=down(height), text=text)]

    return drawn, 8 + LINE * most + 4
