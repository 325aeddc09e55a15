"""Null worlds: no group differs, whatever is found is false. How often does an audit find any?"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks.honesty.kept import Record, mark, records
from benchmarks.honesty.one_audit import audit
from benchmarks.honesty.worlds import world

BAR = 0.08  # of audits with anything found: 16 of 200, the 97.5 % point at a rate of 5 %
RATE = 0.05  # of audits with anything worth a look: in a null world the false discovery rate
ASKED = ("within", "district", "together", "worth")


@dataclass(frozen=True)
class Kind:
    """Null worlds of one kind: how alike siblings are, and whether the records name their homes."""

    siblings: float
    named: bool

    @property
    def title(self) -> str:
        """In words."""
        if not self.siblings:
            return "no siblings alike"
        homes = "homes named" if self.named else "homes not named"
        return f"siblings alike at {self.siblings:g}, {homes}"


KINDS = {
    "null": (Kind(0.0, named=True),),
    "siblings": (Kind(0.3, named=True), Kind(0.3, named=False), Kind(0.5, named=False)),
}


def one(seed: int, *, students: int, kind: Kind) -> Record:
    """One audit of one null world."""
    made = world(seed, students, siblings=kind.siblings, named_homes=kind.named)
    return {"seed": seed, "children": len(made), **audit(made).record()}


@dataclass(frozen=True)
class Told:
    """How many of the audits of one kind have any, before and after the rule of findings."""

    kind: Kind
    audits: int
    before: dict[str, int]
    after: dict[str, int]
    bar: float  # the middle one
    draws: float
    cpu: float

    def __str__(self) -> str:
        allowed = int(BAR * self.audits)
        met = "met" if self.before["together"] <= allowed else "not met"
        judged = f"at most {allowed}: {met}" if self.kind.named else "no target"
        return (
            f"{self.kind.title.ljust(38)}"
            + "".join(f"{self.before[name]:>5}/{self.after[name]:<4}" for name in ASKED)
            + f" of {self.audits}  {judged:22} bar {self.bar:.2f}  {self.cpu:.1f} s each"
        )

    def told(self) -> dict[str, Any]:
        """The same for machines."""
        return {
            "kind": self.kind.title, "audits": self.audits, "before_the_rule": self.before,
            "after_the_rule": self.after, "bar": self.bar, "draws": self.draws, "cpu": self.cpu,
        }  # fmt: skip


HEAD = f"{''.ljust(38)}" + "".join(f"{name:>10}" for name in ASKED)


def lines(which: str, seeds: int, students: int) -> Iterator[Told]:
    """One line a kind of world."""
    for kind in KINDS[which]:
        yield tell(kind, kept(kind, seeds, students))


def kept(kind: Kind, seeds: int, students: int) -> list[Record]:
    """The records of a kind; what an earlier run kept is not made again."""
    return list(records(_name(kind, students), partial(one, students=students, kind=kind), seeds))


def _name(kind: Kind, students: int) -> str:
    homes = "named" if kind.named else "not-named"
    return f"null-{students}-{kind.siblings:g}-{homes}-{mark()}"


def tell(kind: Kind, found: list[Record]) -> Told:
    """Add up what is kept of one kind."""
    any_of = {
        when: {name: sum(record[when][name] > 0 for record in found) for name in ASKED}
        for when in ("before", "after")
    }
    middle = {
        name: statistics.median(record[name] for record in found)
        for name in ("bar", "draws", "cpu")
    }
    return Told(kind, len(found), any_of["before"], any_of["after"], **middle)
