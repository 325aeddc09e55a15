"""What a process is: gates that a child passes one after the other, written down as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from forwhom.results.explanation import Texts

MEASURE, FACT, PROGRAM, TABLE = "measure", "fact", "program", "table"
READS = (MEASURE, FACT, PROGRAM, TABLE)  # what may say that a child passed a gate


@dataclass(frozen=True, kw_only=True)
class Gate:
    """One gate of a process.

    `says` ends a sentence about those who passed it: "were referred". `reads` is what tells that
    (one of `READS`), or empty where nobody records it, and `of` the name of that measure, fact or
    table, or the programs. A fact is passed from `at_least` on; of programs one of the `steps`
    counts, of a table a row `where` each named column holds one of the words, or at least a
    number. `so_far` looks at earlier years too. `at_school`: the gate is passed by all children of
    a school where anyone passed it. `amount`: no gate to pass, but how much each has, in `unit`.
    """

    name: str
    title: Texts
    says: Texts
    reads: str = ""
    of: tuple[str, ...] = ()
    at_least: float = 1.0
    steps: tuple[str, ...] = ()
    where: Mapping[str, Any] = field(default_factory=dict)
    so_far: bool = False
    at_school: bool = False
    amount: bool = False
    unit: Texts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Process:
    """A process: gates in order, and the measures whose gaps it explains.

    The gate that reads a measure is where a finding of that measure ends. With `goes_on` the gates
    after it are told as well.
    """

    name: str
    title: Texts
    measures: tuple[str, ...]
    gates: tuple[Gate, ...]
    goes_on: bool = False

    def until(self, measure: str) -> tuple[Gate, ...]:
        """The gates up to the one at which this measure is read."""
        return self.gates[: self._place(measure) + 1]

    def after(self, measure: str) -> tuple[Gate, ...]:
        """The gates that follow it, where the process goes on."""
        return self.gates[self._place(measure) + 1 :] if self.goes_on else ()

    def _place(self, measure: str) -> int:
        return next(i for i, g in enumerate(self.gates) if g.reads == MEASURE and measure in g.of)
