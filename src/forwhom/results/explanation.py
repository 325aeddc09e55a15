"""What an explanation is: one way of saying why a gap is there, in parts, limits and words."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

MEASURED = "measured"
TOLD, SILENT = "told", "silent"
PARTS, STEPS, GAPS, MATRIX = "parts", "steps", "gaps", "matrix"  # how an explanation is drawn
Texts = dict[str, str]  # language -> text


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a gap, in the measure's unit (a fraction of 1 for shares), with its limits.

    `of` says where a part of a table lies: the kind of place and its id, as `school` and `0107`.
    """

    name: Texts
    value: float
    low: float | None = None
    high: float | None = None
    of: tuple[str, str] | None = None
    children: int | None = None

    def times(self, factor: float) -> Part:
        """The same, so many times as large."""
        low, high = (None if end is None else end * factor for end in (self.low, self.high))
        return replace(self, value=self.value * factor, low=low, high=high)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A step, a place or a kind, and how the group and the others fare there.

    `rate` and `comparison_rate` are fractions of 1 where `unit` is `share`, else numbers in that
    unit (`days`, `points`); `children` and `others` are how many were asked. `difference` and
    `ratio` are the group's against the others', with 95 % limits; `lost` are the children of the
    group whom it costs: so many more (or, where passing is no good, fewer) would have passed at
    the others' rate; `remains` is the finding's gap that would
    remain if this one were equal; `adds` what it adds to the gap; both may have limits. `certain`:
    it differs even after reckoning with all rows that were looked at.
    """

    name: Texts
    of: tuple[str, str] | None = None
    unit: str = "share"
    children: int | None = None
    others: int | None = None
    rate: float | None = None
    comparison_rate: float | None = None
    difference: float | None = None
    difference_low: float | None = None
    difference_high: float | None = None
    ratio: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None
    lost: float | None = None
    remains: float | None = None
    adds: float | None = None
    certain: bool | None = None
    adds_low: float | None = None
    adds_high: float | None = None
    remains_low: float | None = None
    remains_high: float | None = None

    def times(self, factor: float, *, of_gap_only: bool = False) -> Row:
        """The same with its numbers, or only what it adds to a gap, so many times as large."""
        kinds = ("adds", "remains", *(() if of_gap_only else ("difference",)))
        names = [f"{kind}{end}" for kind in kinds for end in ("", "_low", "_high")]
        names += [] if of_gap_only else ["rate", "comparison_rate"]
        values = {name: getattr(self, name) for name in names}
        return replace(self, **{n: v * factor for n, v in values.items() if v is not None})


@dataclass(frozen=True, kw_only=True)
class Cell:
    """How often one response followed one behavior: a place in a matrix of responses.

    `row` names the behavior, `column` is the response (`none` or a kind of consequence). `place`
    says where that response lies against the range: `inside`, `below`, `above`. `rate` and
    `comparison_rate` are fractions of the decisions of the row, None where they are of fewer than
    five children; `children` and `others` are the children that the row's decisions are about.
    """

    row: Texts
    column: str
    place: str
    children: int
    others: int
    rate: float | None = None
    comparison_rate: float | None = None


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """One way of explaining one finding. The unadjusted `gap` always stands first.

    `parts` add up to `gap`; `places` are the rows of its table, each with what it adds to the gap.
    `rows` compare the group with the others, step by step or place by place. `shape` says how it is
    drawn: `parts`, `steps` (one row after the other), `gaps` (a difference a row) or `matrix`,
    whose `cells` stand row by row.
    `numbers` are single figures of it, for machines, as `mixed_incidents`.
    `status` is `told`, or `silent`, and then `needs` says what record would be needed. `tag` is
    `measured`: what people say is *heard*, what nobody has tested is *assumed*.
    """

    finding: str
    cause: str
    question: Texts
    assumes: Texts
    cannot: Texts
    status: str = TOLD
    tag: str = MEASURED
    sentences: dict[str, list[str]] = field(default_factory=dict)
    needs: Texts = field(default_factory=dict)
    gap: float | None = None
    parts: list[Part] = field(default_factory=list)
    places: list[Part] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    shape: str = PARTS
    numbers: dict[str, float] = field(default_factory=dict)

    def shown(self, most: int) -> list[Row]:
        """All of a few rows; of many those that are certain, or the first where none could be."""
        if len(self.rows) <= most:
            return self.rows
        if any(row.certain is not None for row in self.rows):
            return [row for row in self.rows if row.certain]
        return self.rows[:most]

    @classmethod
    def of(cls, entry: dict[str, Any]) -> Explanation:
        """An entry of causes.json."""
        parts = {name: [_part(part) for part in entry[name]] for name in ("parts", "places")}
        rows = [Row(**_placed(row)) for row in entry.get("rows", [])]
        cells = [Cell(**cell) for cell in entry.get("cells", [])]
        return cls(**{**entry, **parts, "rows": rows, "cells": cells})

    def as_dict(self) -> dict[str, Any]:
        """The explanation as it stands in causes.json."""
        return asdict(self)


def _part(entry: dict[str, Any]) -> Part:
    return Part(**_placed(entry))


def _placed(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "of": tuple(entry["of"]) if entry["of"] else None}
