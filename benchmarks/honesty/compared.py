"""One table: false alarms in null worlds, and planted effects found, ours beside other programs.

Each program is used as its guide says. Its bar is then moved until as many null audits have any
flag as ours have anything found: "at our rate". Ours is asked of the district, its grade bands and
its schools, the others of the district alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks import peers
from benchmarks.honesty import handed, nulls, recall
from benchmarks.honesty.kept import Record, mark, records
from benchmarks.honesty.plants import RATIOS, SIZES
from benchmarks.honesty.programs import Program

JUDGES = (
    "benchmarks/honesty/judged.py",
    "benchmarks/honesty/plants.py",
    "benchmarks/honesty/worlds.py",
    "src/forwhom/sample",
)
AT_MOST = {"divexplorer": 96, "pysubgroup": 48, "aequitas": 12}  # districts, as some are slow
NULL_AT_MOST = 96
HEAD = "".join(
    name.rjust(width)
    for name, width in {
        "": 26, "null": 8, "flags": 9, "any": 7, "plants": 8, "found": 7, "false": 16,
        "at our rate": 13,
    }.items()
)  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """One program's line: `at_our_rate` is None for ours."""

    program: str
    null_audits: int
    flags_each: float
    with_any: float
    plants: int
    recalled: float
    false_flags: int
    flags: int
    at_our_rate: float | None

    def __str__(self) -> str:
        equal = "" if self.at_our_rate is None else f"{self.at_our_rate:.0%}"
        false = f"{self.false_flags:,} of {self.flags:,}"
        return (
            f"{self.program:26}{self.null_audits:8}{self.flags_each:9.2f}{self.with_any:7.0%}"
            f"{self.plants:8}{self.recalled:7.0%}{false:>16}{equal:>13}"
        )

    def told(self) -> dict[str, Any]:
        """The same for machines."""
        return dict(vars(self))


@dataclass(frozen=True)
class Recall:
    """Of planted effects of a size and a ratio, how many ours recalls."""

    strength: str
    size: int
    counts: dict[float, tuple[int, int]]

    def __str__(self) -> str:
        told = "".join(f"{f'{hits} of {all_}':>12}" for hits, all_ in self.counts.values())
        return f"{self.strength:24}{self.size:>7,} children{told}"

    def told(self) -> dict[str, Any]:
        """The same for machines."""
        return dict(vars(self))


@dataclass(frozen=True)
class Title:
    """Names of columns."""

    text: str

    def __str__(self) -> str:
        return self.text

    def told(self) -> dict[str, Any]:
        """The same for machines."""
        return {"columns": self.text.split()}


def planted(seeds: int, students: int) -> Iterator[Title | Recall]:
    """Recall of ours by size of the group and of the effect."""
    yield Title(f"{'':40}" + "".join(f"{f'x {ratio:g}':>12}" for ratio in RATIOS))
    mine = _mine(seeds, students)
    for name in recall.OURS:
        plants = Program(name, [], [record[name] for record in mine]).plants
        for size in SIZES:
            yield Recall(name, size, {ratio: _count(plants, size, ratio) for ratio in RATIOS})


def _count(plants: list[Any], size: int, ratio: float) -> tuple[int, int]:
    hits = [p["flagged"] for p in plants if p["size"] == size and p["ratio"] == ratio]
    return sum(hits), len(hits)


def table(seeds: int, students: int) -> Iterator[Title | Compared]:
    """All programs that are there."""
    yield Title(HEAD)
    share = None
    for program in _programs(seeds, students):
        ours = program.name in recall.OURS
        share = program.any_false if share is None else share
        false, flags = program.false_of_flags()
        yield Compared(
            program.name, len(program.null), sum(program.null_flags) / len(program.null),
            program.any_false, len(program.plants), program.recall(), false, flags,
            None if ours else program.recall_at(share),
        )  # fmt: skip


def _programs(seeds: int, students: int) -> Iterator[Program]:
    mine = _mine(seeds, students)
    null = nulls.kept(nulls.KINDS["null"][0], seeds, students)
    for name in recall.OURS:
        flags = [{"flags": _of_null(record, name), "highest": {}} for record in null]
        yield Program(name, flags, _only(mine, name))
    job = partial(recall.bare, students=students)
    bare = list(records(f"rules-{students}-{mark(JUDGES)}", job, min(seeds, NULL_AT_MOST)))
    for name in recall.RULES:
        yield Program(name, _only(bare, name), _only(mine, name))
    for peer, most in AT_MOST.items():
        if peers.there(peer):
            yield _peer(peer, min(seeds, most), students)


def _mine(seeds: int, students: int) -> list[Record]:
    name = f"planted-{students}-{mark()}-{mark(JUDGES)}"
    return list(records(name, partial(recall.one, students=students), seeds))


def _of_null(record: Record, name: str) -> dict[str, int]:
    after = record["after"]
    return {"all": after["together"] + (0 if name == recall.OURS[0] else after["worth"])}


def _peer(peer: str, seeds: int, students: int) -> Program:
    found = []
    for plant in (False, True):
        kind = "planted" if plant else "null"
        job = partial(handed.one, students=students, plant=plant, peer=peer)
        name = f"{peer}-{kind}-{students}-{mark((*JUDGES, f'benchmarks/honesty/flag_{peer}.py'))}"
        found.append(_only(records(name, job, seeds), peer))
    return Program(peer, *found)


def _only(found: Iterable[Record], name: str) -> list[Any]:
    return [record[name] for record in found]
