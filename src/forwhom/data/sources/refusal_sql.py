"""The SQL by which a source says of a row that it must be refused, and why."""

from __future__ import annotations

from typing import NamedTuple

from forwhom.data.sources.sql_text import literal

REFUSAL = ("_refuse_column", "_refuse_reason", "_refuse_remedy")
FINE = ", ".join(f"CAST(NULL AS VARCHAR) AS {name}" for name in REFUSAL)
NTH = "_nth"  # the number of a row's first fault, nothing where it has none


class Fault(NamedTuple):
    """What may be wrong with a row: when, in which column, why, and what to do."""

    test: str
    column: str
    reason: str
    remedy: str


def first_fault(faults: list[Fault]) -> str:
    """The number of the first fault that a row has, as `_nth`."""
    cases = " ".join(f"WHEN {fault.test} THEN {nth}" for nth, fault in enumerate(faults, 1))
    return f"CASE {cases} END AS {NTH}"


def refusal(faults: list[Fault]) -> str:
    """The three columns of a refusal, by the number in `_nth`."""
    parts = []
    for place, name in enumerate(REFUSAL, 1):
        told = ", ".join(literal(fault[place]) for fault in faults)
        parts.append(f"[{told}][{NTH}] AS {name}")
    return ", ".join(parts)
