"""Decisions: what each child did in an incident, how often before, and all that followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from forwhom.causes.cause import Evidence, Mask, Real
from forwhom.causes.records import CHILD, Records
from forwhom.data.matrix import RESPONSES, SUSPENSIONS, plain
from forwhom.data.store import Tables
from forwhom.disparities.pack import Whole
from forwhom.facts.events.who_counts import in_district

if TYPE_CHECKING:
    import narwhals as nw
    import pyarrow as pa

UNKNOWN = -1
PAIR = ["incident_id", "student_id"]
SUSPENDED = tuple(RESPONSES.index(kind) for kind in SUSPENSIONS)
EXPELLED = RESPONSES.index("expulsion")


@dataclass(frozen=True)
class Consequences:
    """One row a consequence of a decision.

    `decision` is its row in the decisions; `response` a place in RESPONSES; `start` the first day;
    `days` its length in school days, nan where it is not recorded; `lasted` the same, with the
    rule's length where it is not.
    """

    decision: Whole
    response: Whole
    start: Whole
    days: Real
    lasted: Real


@dataclass(frozen=True)
class Decisions:
    """One row a child and incident of the finding's year, whatever followed.

    `child` is the child's row in the finding's children; `school` a place in `schools`; `behavior`
    a place in `behaviors`, UNKNOWN where the records say nothing or the child was harmed or
    watched; `acted` says whether the child is known to have acted; `again` whether on an earlier
    day of the year the child did the same; `severity` is the highest response, 0 where none is on
    record.
    """

    child: Whole
    school: Whole
    schools: list[str]
    behavior: Whole
    behaviors: list[str]
    acted: Mask
    again: Mask
    severity: Whole
    given: Consequences

    def __len__(self) -> int:
        return len(self.child)


def decisions_of(evidence: Evidence) -> Decisions:
    """Every decision about the children of the finding's year, read once for all findings."""
    assert evidence.records is not None  # the cause reads tables, so it has them
    records, year = evidence.records, evidence.finding.school_year
    key = f"why decisions of {year}"
    if key not in records.tables.kept:
        named = records.fetched(f"named in {year}", _named(records.tables, year))
        given = records.fetched(f"given in {year}", _given(records.tables, year))
        records.tables.kept[key] = _decisions(named, given, _lengths(records, year))
    found: Decisions = records.tables.kept[key]
    return found


def _lengths(records: Records, year: str) -> Real:
    """How long each response is taken to be where its length is not recorded."""
    rules = records.tables.rules
    lengths = np.full(len(RESPONSES), rules.value("discipline.unknown_length", year))
    lengths[EXPELLED] = rules.value("discipline.unknown_length_expulsion", year)
    return lengths


def _incidents(tables: Tables, year: str) -> nw.LazyFrame[Any]:
    import narwhals as nw

    about = ["incident_id", "school_id", "school_year", "date"]
    incidents = tables.frame("incidents").select(about).filter(nw.col("school_year") == year)
    return in_district(incidents, tables).select("incident_id", "school_id", "date")


def _named(tables: Tables, year: str) -> nw.LazyFrame[Any]:
    """Children in incidents: whether each acted, and the behavior then."""
    import narwhals as nw

    acted = (nw.col("role").is_null() | (nw.col("role") == "offender")).cast(nw.Int64)
    behavior = nw.when(acted == 1).then(nw.col("behavior")).otherwise(None)
    rows = tables.frame("incident_students").with_columns(acted=acted, behavior=behavior)
    told = rows.group_by(PAIR).agg(nw.col("acted").max(), nw.col("behavior").min())
    found = told.join(_incidents(tables, year), on="incident_id", how="inner")
    return found.select(*PAIR, "school_id", "date", "acted", "behavior")


def _given(tables: Tables, year: str) -> nw.LazyFrame[Any]:
    """Consequences, each with the day on which it began."""
    import narwhals as nw

    rows = tables.frame("consequences").join(
        _incidents(tables, year), on="incident_id", how="inner"
    )
    start = nw.coalesce(nw.col("start_date"), nw.col("date"))
    days = nw.col("days").cast(nw.Float64)
    return rows.select(*PAIR, "school_id", "date", "kind", start=start, days=days)


def _decisions(named: pa.Table, given: pa.Table, lengths: Real) -> Decisions:
    """Both tables put together: a decision for each child and incident of either."""
    pair, first = _pairs(named, given)
    held = len(named)
    n = int(pair.max()) + 1 if len(pair) else 0
    whole = {name: _both(name, named, given)[first] for name in (CHILD, "date")}
    acted = np.ones(n, bool)  # who is named by a consequence alone is taken to have acted
    acted[pair[:held]] = named.column("acted").to_numpy() > 0
    codes, behaviors = _coded([named.column("behavior")], plain)
    behavior = np.full(n, UNKNOWN)
    behavior[pair[:held]] = codes
    school, schools = _coded([named.column("school_id"), given.column("school_id")], str)
    following = _consequences(pair[held:], given, lengths)
    severity = np.zeros(n, np.int64)
    np.maximum.at(severity, following.decision, following.response)
    return Decisions(
        child=whole[CHILD],
        school=school[first],
        schools=schools,
        behavior=behavior,
        behaviors=behaviors,
        acted=acted,
        again=_again(whole[CHILD], behavior, whole["date"]),
        severity=severity,
        given=following,
    )


def _pairs(named: pa.Table, given: pa.Table) -> tuple[Whole, Whole]:
    """The decision of each row, of the one table and then the other, and a row of each decision."""
    incident, names = _coded([named.column(PAIR[0]), given.column(PAIR[0])], str)
    key = _both(CHILD, named, given) * max(1, len(names)) + incident
    _, first, pair = np.unique(key, return_index=True, return_inverse=True)
    return pair.astype(np.int64), first.astype(np.int64)


def _consequences(decision: Whole, given: pa.Table, lengths: Real) -> Consequences:
    place = {name: number for number, name in enumerate(RESPONSES)}
    kinds = given.column("kind").to_pylist()
    response = np.array([place[kind] for kind in kinds], np.int64)
    days = given.column("days").fill_null(np.nan).to_numpy()
    return Consequences(
        decision=decision,
        response=response,
        start=_whole(given.column("start")),
        days=days,
        lasted=np.where(np.isnan(days), lengths[response], days),
    )


def _both(name: str, named: pa.Table, given: pa.Table) -> Whole:
    return np.concatenate([_whole(table.column(name)) for table in (named, given)])


def _whole(column: pa.ChunkedArray) -> Whole:
    """Days as numbers, or whole numbers as they are."""
    if "date" in str(column.type):
        column = column.cast("int32")
    return np.asarray(column.fill_null(0).to_numpy()).astype(np.int64)


def _coded(columns: list[pa.ChunkedArray], read: Any) -> tuple[Whole, list[str]]:
    """Texts of several columns as places in all their values; UNKNOWN where there is none."""
    import pyarrow as pa

    chunks = [chunk for column in columns for chunk in column.chunks]
    text = pa.chunked_array(chunks, type=pa.string()) if chunks else pa.chunked_array([[]])
    packed = text.cast(pa.string()).combine_chunks().dictionary_encode()
    words = [read(word) for word in packed.dictionary.to_pylist()]
    place = {word: number for number, word in enumerate(sorted(set(words)))}
    places = np.array([*(place[word] for word in words), UNKNOWN], np.int64)
    return places[packed.indices.fill_null(-1).to_numpy()], list(place)


def _again(child: Whole, behavior: Whole, day: Whole) -> Mask:
    """Whether the same child did the same on an earlier day."""
    key = child * (behavior.max(initial=0) + 2) + behavior + 1
    _, same = np.unique(key, return_inverse=True)
    earliest = np.full(same.max(initial=0) + 1, np.iinfo(np.int64).max)
    np.minimum.at(earliest, same, day)
    return np.asarray((day > earliest[same]) & (behavior != UNKNOWN))
