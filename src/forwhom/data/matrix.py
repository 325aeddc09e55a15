"""The discipline matrix: which responses a district allows to which behavior."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from forwhom.errors import DistrictError, did_you_mean

# From the lowest up: no answer on record, then the kinds of consequences.
RESPONSES = ("none", "classroom", "restorative", "other", "in_school_suspension",
             "out_of_school_suspension", "expulsion", "law_enforcement")  # fmt: skip
KINDS = RESPONSES[1:]
SUSPENSIONS = ("in_school_suspension", "out_of_school_suspension")
FIRST, REPEAT = "first", "repeat"
TIMES = (FIRST, REPEAT)
RANGE = ("lowest", "highest", "max_days", "never")
WRITTEN_IN = "forwhom.toml"  # where no other file is named
VERSION = ("from", "name", "never", "rows")
Section = Mapping[str, Any]


@dataclass(frozen=True)
class Range:
    """What may follow: responses from `lowest` to `highest`, places in RESPONSES, but for `never`.

    A lower response is always allowed. `max_days` is how long a suspension may last, in school
    days; None sets no limit.
    """

    lowest: int
    highest: int
    max_days: float | None = None
    never: frozenset[int] = frozenset()

    @property
    def choices(self) -> tuple[int, ...]:
        """The responses inside the range, lowest first."""
        return tuple(r for r in range(self.lowest, self.highest + 1) if r not in self.never)


@dataclass(frozen=True)
class Matrix:
    """One version: from a school year on, for each behavior the range the first time and again.

    `path` is the file that it is written in.
    """

    since: str
    name: str
    rows: Mapping[str, tuple[Range, Range]]
    path: str = WRITTEN_IN

    @property
    def where(self) -> str:
        """Where it stands, as errors name it."""
        return f"{self.path}, [[matrix]] from {self.since}"


def plain(behavior: str) -> str:
    """A behavior as it is compared: `Physical aggression` and `physical_aggression` are one."""
    return " ".join(re.split(r"[\s_]+", behavior.casefold().strip()))


def matrices(sections: Sequence[Section], path: Path | str = "") -> list[Matrix]:
    """Every version of the matrix, oldest first. Raises DistrictError; `path` is named in it."""
    found = [_Reader(str(path), number).matrix(s) for number, s in enumerate(sections, start=1)]
    found.sort(key=lambda one: one.since)
    for earlier, later in pairwise(found):
        if earlier.since == later.since:
            raise DistrictError(
                f"Two matrices hold from {later.since}.",
                where=str(path),
                did="Nothing was counted.",
                remedy="Give each version of [[matrix]] the first school year it holds, in `from`.",
            )
    return found


def in_force(versions: Sequence[Matrix], year: str) -> Matrix | None:
    """The version that holds in a school year: the newest that is not from a later one."""
    held = [one for one in versions if one.since <= year]
    return held[-1] if held else None


@dataclass(frozen=True)
class _Reader:
    """Reads one section [[matrix]]; `number` says which, from 1."""

    path: str
    number: int

    def matrix(self, told: Section) -> Matrix:
        self._known(told, VERSION, "matrix")
        since, rows, never = told.get("from"), told.get("rows"), told.get("never", [])
        if not isinstance(since, str) or not _is_year(since):
            raise self._wrong("It does not say from when it holds.", 'Write from = "2025-26".')
        if not isinstance(rows, dict) or not rows:
            raise self._wrong("It has no rows.", "Write a row for each behavior: see the example.")
        name = told.get("name", since)
        if not isinstance(name, str):
            raise self._wrong("Its name is no text.", 'Write name = "Code of conduct".')
        ranges = self._rows(rows, self._kinds(never, "never"))
        return Matrix(since, name, ranges, self.path or WRITTEN_IN)

    def _rows(self, rows: Section, never: frozenset[int]) -> dict[str, tuple[Range, Range]]:
        found: dict[str, tuple[Range, Range]] = {}
        for behavior, told in rows.items():
            if plain(behavior) in found:
                raise self._wrong(f"`{behavior}` stands in it twice.", "Keep one of the two rows.")
            found[plain(behavior)] = self._row(behavior, told, never)
        return found

    def _row(self, behavior: str, told: Any, never: frozenset[int]) -> tuple[Range, Range]:
        if isinstance(told, dict) and not set(told) & set(TIMES):
            both = self._range(behavior, told, never)
            return both, both
        if not isinstance(told, dict) or set(told) != set(TIMES):
            raise self._wrong(
                f"The row `{behavior}` is not a range, nor one for the first time and one for "
                "a repeat.",
                f'Write {_key(behavior)} = {{ highest = "classroom" }}, or both '
                f"{_key(behavior)}.first and {_key(behavior)}.repeat.",
            )
        first, repeat = (self._range(f"{behavior}, {t}", told[t], never) for t in TIMES)
        return first, repeat

    def _range(self, row: str, told: Any, never: frozenset[int]) -> Range:
        if not isinstance(told, dict):
            raise self._wrong(f"The row `{row}` is no range.", 'Write { highest = "classroom" }.')
        self._known(told, RANGE, row)
        if "highest" not in told:
            raise self._wrong(f"The row `{row}` has no `highest`.", self._choose(""))
        highest = self._kind(told["highest"], row)
        lowest = self._kind(told["lowest"], row) if "lowest" in told else 0
        own = self._kinds(told["never"], row) if "never" in told else never
        if lowest > highest:
            raise self._wrong(
                f"In the row `{row}` the lowest response is above the highest.",
                f"From lowest to highest: {', '.join(KINDS)}.",
            )
        if own & {lowest, highest}:
            raise self._wrong(
                f"In the row `{row}` an end of the range is also never allowed.",
                "Take it out of `never`, or choose another end; a row may have its own `never`.",
            )
        return Range(lowest, highest, self._days(row, told, highest), own)

    def _days(self, row: str, told: Section, highest: int) -> float | None:
        days = told.get("max_days")
        if days is None:
            return None
        number = isinstance(days, int | float) and not isinstance(days, bool)
        if not number or not math.isfinite(days) or days <= 0:
            raise self._wrong(f"`max_days` of the row `{row}` is no number of days.",
                              "Write school days above 0: max_days = 3.")  # fmt: skip
        if highest < RESPONSES.index(SUSPENSIONS[0]):
            raise self._wrong(
                f"The row `{row}` allows no suspension, yet it has `max_days`.",
                "Take max_days away, or allow a suspension in `highest`.",
            )
        return float(days)

    def _kinds(self, told: Any, row: str) -> frozenset[int]:
        if not isinstance(told, list):
            raise self._wrong(f"`never` of `{row}` is no list.", 'Write never = ["expulsion"].')
        return frozenset(self._kind(kind, row) for kind in told)

    def _kind(self, told: Any, row: str) -> int:
        if told not in KINDS:
            raise self._wrong(f"`{told}` in `{row}` is no response.", self._choose(str(told)))
        return RESPONSES.index(told)

    def _choose(self, told: str) -> str:
        return did_you_mean(told, KINDS) or f"Use one of {', '.join(KINDS)}."

    def _known(self, told: Section, names: tuple[str, ...], row: str) -> None:
        for name in told:
            if name not in names:
                near = did_you_mean(name, names) or f"It may have {', '.join(names)}."
                raise self._wrong(f"`{name}` in `{row}` is not known.", near)

    def _wrong(self, what: str, remedy: str) -> DistrictError:
        where = f"{self.path or WRITTEN_IN}, [[matrix]] number {self.number}"
        return DistrictError(what, where=where, did="Nothing was counted.", remedy=remedy)


def _is_year(text: str) -> bool:
    if not re.fullmatch("[0-9]{4}-[0-9]{2}", text):
        return False
    return (int(text[:4]) + 1) % 100 == int(text[5:])


def _key(behavior: str) -> str:
    return behavior if re.fullmatch("[A-Za-z0-9_-]+", behavior) else f'"{behavior}"'
