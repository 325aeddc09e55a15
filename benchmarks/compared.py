"""One table: false alarms in null worlds, and planted effects found, ours beside other programs.

Each program is used as its guide says. Its *bar* is then moved until as many null audits have any
flag as ours have anything found. Where measures differ in what is a high score, each one's scores
are set beside the middle and the spread of its highest scores in null worlds first: that is more
than a user could do, and in the others' favor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from benchmarks import handed, nulls, peers, recall
from benchmarks.kept import Record, mark, records
from benchmarks.plants import RATIOS, SIZES

JUDGES = (
    "benchmarks/judged.py",
    "benchmarks/plants.py",
    "benchmarks/worlds.py",
    "src/forwhom/sample",
)
FEW = {"aequitas": 8, "pysubgroup": 48, "divexplorer": 96}  # districts at most, as some are slow
HEAD = (
    "program", "null audits", "flags each", "with any", "plants", "recalled", "false of flags",
    "recalled at our rate",
)  # fmt: skip
WIDE = (26, 12, 12, 10, 8, 10, 16, 22)


@dataclass(frozen=True)
class Program:
    """What one program did: its records of null worlds and of planted ones, without the others'."""

    name: str
    null: list[Any]
    planted: list[Any]

    def recalled(self, bar: float | None = None) -> list[bool]:
        """Of each plant, whether it was flagged, or lies above a bar of its measure's scores."""
        plants = [
            (plant, plant["measure"]) for record in self.planted for plant in record["plants"]
        ]
        if bar is None:
            return [plant["flagged"] for plant, _ in plants]
        scale = self._scale()
        return [
            plant["best"] is not None and self._beyond(plant["best"], scale[measure]) > bar
            for plant, measure in plants
        ]

    def bar(self, share: float) -> float:
        """The bar that this share of null audits passes anywhere."""
        scale = self._scale()
        highest = [
            max(
                (
                    self._beyond(top, scale[m])
                    for m, top in record["highest"].items()
                    if top is not None
                ),
                default=-np.inf,
            )
            for record in self.null
        ]
        return float(np.quantile(highest, 1 - share, method="higher"))

    def _scale(self) -> dict[str, tuple[float, float]]:
        found = {}
        for measure in {name for record in self.null for name in record["highest"]}:
            tops = [record["highest"].get(measure) for record in self.null]
            told = np.array([top for top in tops if top is not None])
            low, middle, high = np.quantile(told, [0.25, 0.5, 0.75]) if len(told) else (0.0,) * 3
            found[measure] = (float(middle), max(float(high - low), 1e-9))
        return found

    @staticmethod
    def _beyond(score: float, scale: tuple[float, float]) -> float:
        return (score - scale[0]) / scale[1]

    def row(self, share: float | None) -> list[str]:
        """Its line of the table; `share` of null audits is what ours have, None for ours."""
        flags = [sum(record["flags"].values()) for record in self.null]
        shown = sum(sum(record["flags"].values()) for record in self.planted)
        false = sum(sum(record["false"].values()) for record in self.planted)
        hits = self.recalled()
        equal = "" if share is None else f"{100 * np.mean(self.recalled(self.bar(share))):.0f} %"
        return [
            self.name, str(len(flags)), f"{np.mean(flags):.2f}",
            f"{100 * np.mean(np.array(flags) > 0):.0f} %", str(len(hits)),
            f"{100 * np.mean(hits):.0f} %", f"{false} of {shown}", equal,
        ]  # fmt: skip


def programs(seeds: int, students: int, which: Sequence[str]) -> Iterator[Program]:
    """Ours first, then the three rules, then the programs that are installed."""
    mine = list(records(f"planted-{students}-{mark()}-{mark(JUDGES)}",
                        partial(recall.one, students=students), seeds))  # fmt: skip
    null = list(nulls.kept(nulls.KINDS["null"][0], students))
    for name in recall.OURS:
        key = "together" if name == "found" else None
        flags = [{"flags": _of_null(record, key), "highest": {}} for record in null]
        yield Program(name, flags, [record[name] for record in mine])
    bare = list(records(f"rules-{students}-{mark(JUDGES)}", partial(recall.bare, students=students),
                        min(seeds, 100)))  # fmt: skip
    for name in recall.RULES:
        yield Program(name, _only(bare, name), _only(mine, name))
    for peer in which:
        if peers.there(peer):
            yield _peer(peer, min(seeds, FEW[peer]), students)


def _of_null(record: Record, key: str | None) -> dict[str, int]:
    after = record["after"]
    return {"all": after["together"] + (0 if key else after["worth"])}


def _peer(peer: str, seeds: int, students: int) -> Program:
    found = []
    for plant in (False, True):
        kind = "planted" if plant else "null"
        job = partial(handed.one, students=students, plant=plant, peer=peer)
        name = f"{peer}-{kind}-{students}-{mark((*JUDGES, f'benchmarks/flag_{peer}.py'))}"
        found.append(_only(records(name, job, seeds), peer))
    return Program(peer, *found)


def _only(found: Iterable[Record], name: str) -> list[Any]:
    return [record[name] for record in found]


def by_size(program: Program) -> Iterator[str]:
    """Recall by the size of the group and of the effect: found of planted."""
    yield f"{program.name}: planted effects recalled, by children asked and ratio"
    yield "".join(text.rjust(12) for text in ("", *(f"x {ratio:g}" for ratio in RATIOS), "all"))
    plants = [plant for record in program.planted for plant in record["plants"]]
    for size in (*SIZES, None):
        mine = [plant for plant in plants if size in (None, plant["size"])]
        told = [_share(mine, lambda p, r=ratio: p["ratio"] == r) for ratio in RATIOS]
        yield "".join(
            text.rjust(12) for text in (str(size or "all"), *told, _share(mine, lambda _: True))
        )


def _share(plants: list[Any], where: Callable[[Any], bool]) -> str:
    hits = [plant["flagged"] for plant in plants if where(plant)]
    return f"{sum(hits)} of {len(hits)}"


def lines(seeds: int, students: int, which: Sequence[str]) -> Iterator[str]:
    """The table, and recall by size of ours."""
    yield _row(HEAD)
    share: float | None = None
    ours = []
    for program in programs(seeds, students, which):
        if program.name in recall.OURS:
            ours.append(program)
            yield _row(program.row(None))
            if share is None:
                share = float(np.mean([sum(r["flags"].values()) > 0 for r in program.null]))
        else:
            yield _row(program.row(share))
    for program in ours:
        yield from by_size(program)


def _row(parts: Sequence[str]) -> str:
    rest = (part.rjust(width) for part, width in zip(parts[1:], WIDE[1:], strict=True))
    return parts[0].ljust(WIDE[0]) + "".join(rest)
