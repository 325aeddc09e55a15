"""Children in incidents, once each: what they did, where and when, and what followed."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from forwhom.causes.behavior.levels import LEVELS, SUSPENSIONS
from forwhom.causes.cause import Evidence, Mask, Real
from forwhom.causes.records import CHILD
from forwhom.data.store import Tables
from forwhom.disparities.pack import Whole
from forwhom.facts.events.enrolled import every_stay, in_district, last_grade
from forwhom.groups import GROUPS
from forwhom.results.names import group_values

if TYPE_CHECKING:
    import narwhals as nw
    import pyarrow as pa

UNKNOWN = -1
PAIR = ["incident_id", "student_id"]
TEXTS = ("incident_id", "school_id", "school_year", "behavior", "place", "time", "referrer_role",
         "grade")  # fmt: skip
BANDS = {"TK": 0, "KG": 0, "1": 0, "2": 0, "3": 1, "4": 1, "5": 1, "6": 2, "7": 2, "8": 2,
         "9": 3, "10": 3, "11": 3, "12": 3}  # fmt: skip
KEPT = "why incidents in numbers"
LASTING = "as_last_reported"  # a group that a child is in for every year alike


@dataclass(frozen=True)
class Incidents:
    """One row a child and incident in which the child is named as having acted.

    `child` is the child's row in the finding's children. `codes[column]` are places in
    `values[column]`, `UNKNOWN` where the records say nothing; `band` the grade band of that year.
    `judged` is 1 where the behavior is a matter of judgement, 0 where not. `rank` is the level of
    the severest consequence, 0 below the first; `days` of suspension, nan where a length is not
    recorded. `prior` counts the child's incidents on earlier days, of any year on record.
    """

    child: Whole
    codes: dict[str, Whole]
    values: dict[str, list[str]]
    band: Whole
    judged: Whole
    rank: Whole
    days: Real
    prior: Whole

    def __len__(self) -> int:
        return len(self.child)

    def at(self, chosen: Mask) -> Incidents:
        """Only the chosen rows."""
        arrays = {
            each.name: getattr(self, each.name)[chosen]
            for each in fields(self)
            if each.name not in ("codes", "values")
        }
        codes = {name: codes[chosen] for name, codes in self.codes.items()}
        return replace(self, codes=codes, **arrays)

    def known(self, name: str, value: str) -> Mask:
        """Rows that have this value in a column."""
        values = self.values[name]
        at = values.index(value) if value in values else len(values)
        return np.asarray(self.codes[name] == at)


def incidents_of(evidence: Evidence) -> Incidents:
    """The incidents of those compared, up to the finding's year.

    Of all years on record where the group is one that a child is in for every year alike, as sex;
    of the finding's year only where it is not, as learning English, or where the place is a grade
    band. In a school: the incidents of that school.
    """
    rows = read(evidence)
    finding = evidence.finding
    asked = (evidence.group | evidence.others)[rows.child]
    if lasting(evidence):
        years = np.array([year <= finding.school_year for year in rows.values["school_year"]], bool)
        asked &= years[rows.codes["school_year"]] if len(rows) else asked
    else:
        asked &= rows.known("school_year", finding.school_year)
    if finding.place_type == "school":
        asked &= rows.known("school_id", finding.place_id)
    return rows.at(asked)


def lasting(evidence: Evidence) -> bool:
    """Whether children are in the finding's group and place in every year alike."""
    names = group_values(evidence.finding.group)
    dimensions = all(GROUPS[name].when == LASTING for name in names)
    return dimensions and evidence.finding.place_type != "grade_band"


def read(evidence: Evidence) -> Incidents:
    """Every incident of the children, read once however many findings ask.

    Raises:
        ValueError: there are no records to read.
    """
    records = evidence.records
    if records is None:
        raise ValueError("Incidents are read from records.")
    key = KEPT
    if key not in records.tables.kept:
        rows = records.fetched("like cases", _frame(records.tables))
        records.tables.kept[key] = _incidents(rows)
    found: Incidents = records.tables.kept[key]
    return found


def _incidents(rows: pa.Table) -> Incidents:
    rows = rows.sort_by([(name, "ascending") for name in ("incident_id", CHILD)])
    child = rows.column(CHILD).to_numpy().astype(np.int64)
    coded = {name: _coded(rows.column(name)) for name in TEXTS}
    codes = {name: found for name, (found, _) in coded.items()}
    values = {name: words for name, (_, words) in coded.items()}
    bands = np.array([*(BANDS.get(grade, UNKNOWN) for grade in values["grade"]), UNKNOWN])
    unknown = rows.column("days_unknown").fill_null(0).to_numpy() > 0
    day = rows.column("date").cast("int32").fill_null(0).to_numpy().astype(np.int64)
    return Incidents(
        child=child,
        codes=codes,
        values=values,
        band=bands[codes["grade"]],
        judged=rows.column("judged").fill_null(UNKNOWN).to_numpy().astype(np.int64),
        rank=rows.column("rank").fill_null(0).to_numpy().astype(np.int64),
        days=np.where(unknown, np.nan, rows.column("days").fill_null(0.0).to_numpy()),
        prior=_earlier(child, day),
    )


def _coded(column: pa.ChunkedArray) -> tuple[Whole, list[str]]:
    """Text as places in its values, in alphabetical order; UNKNOWN where there is none."""
    packed = column.combine_chunks().dictionary_encode()
    words = [str(word) for word in packed.dictionary.to_pylist()]
    order = np.argsort(np.array(words, object), kind="stable").astype(np.int64)
    places = np.empty(len(words) + 1, np.int64)
    places[order], places[-1] = np.arange(len(words)), UNKNOWN
    return places[packed.indices.fill_null(-1).to_numpy()], [words[at] for at in order]


def _earlier(child: Whole, day: Whole) -> Whole:
    """For each row: how many rows of the same child lie on earlier days."""
    order = np.lexsort((day, child))
    child, day = child[order], day[order]
    at = np.arange(len(order))
    new_child = np.r_[True, child[1:] != child[:-1]][: len(order)]
    new_day = new_child | np.r_[True, day[1:] != day[:-1]][: len(order)]
    earlier = np.empty(len(order), np.int64)
    earlier[order] = np.maximum.accumulate(np.where(new_day, at, 0)) - np.maximum.accumulate(
        np.where(new_child, at, 0)
    )
    return earlier


def _frame(tables: Tables) -> nw.LazyFrame[Any]:
    """Children and incidents with everything that is asked of them."""
    import narwhals as nw

    about = ["incident_id", "school_id", "school_year", "date", "time", "place", "referrer_role"]
    incidents = in_district(tables.frame("incidents").select(about), tables)
    grades = last_grade(every_stay(tables), ["student_id", "school_year"])
    return (
        _acted(tables)
        .join(incidents, on="incident_id", how="inner")
        .join(_followed(tables), on=PAIR, how="left")
        .join(grades, on=["student_id", "school_year"], how="left")
        .select("student_id", *TEXTS, nw.col("date"), "judged", "rank", "days", "days_unknown")
    )


def _acted(tables: Tables) -> nw.LazyFrame[Any]:
    """Children named as having acted, or answered with a consequence without being named harmed
    or watching, as office referrals count them.
    """
    import narwhals as nw

    there = tables.frame("incident_students").with_columns(
        did=(nw.col("role").is_null() | (nw.col("role") == "offender")).cast(nw.Int64),
        judged=nw.col("subjective").cast(nw.Int64),
    )
    acting = nw.col("did") == 1
    told = there.group_by(PAIR).agg(
        nw.col("did").max(),
        behavior=nw.col("behavior").min(),
        judged=nw.col("judged").max(),
    )
    acted = told.filter(acting).select(*PAIR, "behavior", "judged")
    answered = tables.frame("consequences").select(PAIR).unique()
    answered = answered.join(told.select(PAIR), on=PAIR, how="anti")
    nothing = answered.with_columns(
        behavior=nw.lit(None, dtype=nw.String), judged=nw.lit(None, dtype=nw.Int64)
    )
    return nw.concat([acted, nothing.select(*PAIR, "behavior", "judged")])


def _followed(tables: Tables) -> nw.LazyFrame[Any]:
    """For each child and incident: the level of the severest consequence, and days suspended."""
    import narwhals as nw

    rank = nw.lit(0)
    for number, level in enumerate(LEVELS, start=1):
        rank = nw.when(nw.col("kind").is_in(level.kinds)).then(nw.lit(number)).otherwise(rank)
    suspended = nw.col("kind").is_in(SUSPENSIONS)
    unknown = suspended & nw.col("days").is_null()
    followed = tables.frame("consequences").with_columns(
        rank=rank.cast(nw.Int64),
        long=nw.when(suspended).then(nw.col("days").cast(nw.Float64)).otherwise(nw.lit(0.0)),
        days_unknown=unknown.cast(nw.Int64),
    )
    return followed.group_by(PAIR).agg(
        nw.col("rank").max(), nw.col("days_unknown").max(), days=nw.col("long").sum()
    )
