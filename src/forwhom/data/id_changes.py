"""Students whose id changed: what was recorded under the old id counts for the new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forwhom.data.engine import Engine
from forwhom.data.tables import TABLES

if TYPE_CHECKING:
    import narwhals as nw

CHANGES = "student_id_changes"
# One child's day or seat may stand under both ids; in other tables a second row does no harm.
ONE_ROW = ("students", "attendance", "seats", "placements", "cohorts")


@dataclass(frozen=True)
class OneId:
    """The tables with every child under one id, and how many old ids were replaced."""

    frames: dict[str, Any]
    replaced: int

    @property
    def notes(self) -> list[tuple[str, str]]:
        """What to say of it, in English and in Spanish."""
        if not self.replaced:
            return []
        english = "Former student ids that count under the new id"
        spanish = "Números anteriores de estudiantes que cuentan bajo el nuevo"
        return [
            (
                f"{english}: {self.replaced:,} (table {CHANGES}).",
                f"{spanish}: {self.replaced:,} (tabla {CHANGES}).",
            )
        ]


def last_ids(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The last id of each old one, along chains; ids that lead back to themselves are left out.

    >>> last_ids([("a", "b"), ("b", "c"), ("x", "y"), ("y", "x")])
    {'a': 'c', 'b': 'c'}
    """
    following = dict(pairs)
    found: dict[str, str] = {}
    for old in following:
        last, seen = old, set()
        while last in following and last not in seen:
            seen.add(last)
            last = following[last]
        if last not in seen:
            found[old] = last
    return found


def in_cycles(pairs: list[tuple[str, str]]) -> list[str]:
    """The old ids that lead back to themselves or to ids that do."""
    return sorted({old for old, _ in pairs} - set(last_ids(pairs)))


def under_one_id(frames: Mapping[str, nw.LazyFrame[Any]], engine: Engine) -> OneId:
    """The same tables with each child's records under the last id."""
    if CHANGES not in frames:
        return OneId(dict(frames), 0)
    rows = engine.fetch(frames[CHANGES].select("old_id", "student_id")).to_pylist()
    last = last_ids((row["old_id"], row["student_id"]) for row in rows)
    if not last:
        return OneId(dict(frames), 0)
    pairs: list[dict[str, object]] = [{"old_id": a, "student_id": b} for a, b in last.items()]
    shape = engine.rows(TABLES[CHANGES], pairs)
    changes = engine.keep(shape.select("old_id", now="student_id"))
    told = {
        name: _changed(name, frame, changes)
        if name != CHANGES and "student_id" in TABLES[name].columns
        else frame
        for name, frame in frames.items()
    }
    return OneId(told, len(last))


def _changed(name: str, frame: nw.LazyFrame[Any], changes: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    import narwhals as nw

    old, written = changes.select("now", student_id="old_id"), nw.col("student_id")
    columns = frame.collect_schema().names()
    renamed = frame.join(old, on="student_id", how="left")
    own = nw.when(nw.col("now").is_null()).then(nw.lit("1|")).otherwise(nw.lit("0|"))
    renamed = renamed.with_columns(
        written=nw.concat_str([own, written]), student_id=nw.coalesce(nw.col("now"), written)
    )
    if name in ONE_ROW:
        renamed = _one_row(list(TABLES[name].key), renamed, changes)
    return renamed.select(columns)


def _one_row(
    key: list[str], frame: nw.LazyFrame[Any], changes: nw.LazyFrame[Any]
) -> nw.LazyFrame[Any]:
    """Of rows with one key that written under the last id; else under the greatest old one."""
    import narwhals as nw

    who = changes.select(student_id="now").unique()
    mine = frame.join(who, on="student_id", how="inner")
    best = mine.group_by(key).agg(nw.col("written").max())
    once = mine.join(best, on=[*key, "written"], how="inner")
    others = frame.join(who, on="student_id", how="anti")
    columns = frame.collect_schema().names()
    return nw.concat([others.select(columns), once.select(columns)])
