"""The children of one year as the search needs them: codes and outcomes, one row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from forwhom.data.store import Tables
from forwhom.disparities.pack import Whole, coded
from forwhom.facts.events.enrolled import every_stay, in_district, last_stay
from forwhom.groups import GROUPS
from forwhom.measures import Measure

if TYPE_CHECKING:
    import narwhals as nw
    import pyarrow as pa

HOUSEHOLD, SCHOOL, STUDENT = "household_id", "school_id", "student_id"


@dataclass(frozen=True)
class Children:
    """One row a child, ordered by school, grade and groups; n children.

    `codes[dimension]` are places in `values[dimension]`; `school` and `stratum` number the schools
    and the grades of schools from 0; `grades` has each stratum's grade, `schools` its
    school, a place in `school_ids` as long as no child is left out.
    `household` numbers the homes, or is None where the records name none. `outcome[measure]` is 1
    where the measure counts the child and 0 where it does not, or the child's own number where the
    measure is a mean; nan where it is not known. `students` are their ids, to join other records to
    them while a question is asked; they are never written.
    """

    codes: dict[str, Whole]
    values: dict[str, list[str]]
    stratum: Whole
    schools: Whole
    grades: Whole
    school_ids: list[str]
    household: Whole | None
    outcome: dict[str, NDArray[np.float64]]
    students: pa.ChunkedArray | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.stratum)

    @property
    def school(self) -> Whole:
        """Each child's school."""
        return self.schools[self.stratum]

    @property
    def grade(self) -> Whole:
        """Each child's grade."""
        return self.grades[self.stratum]

    def by_school_and_id(self) -> Children:
        """The same children in an order that does not hang on which groups were fetched.

        What is drawn by chance comes out alike then, in an audit and when one finding is asked of.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        school = pa.array(self.school)
        table = pa.table({"school": school, "student": self.students})
        keys = [("school", "ascending"), ("student", "ascending")]
        return self.at(pc.sort_indices(table, keys).to_numpy())

    def at(self, chosen: NDArray[np.bool_] | Whole) -> Children:
        """Only the chosen children, or all in another order; their strata numbered anew."""
        kept, stratum = np.unique(self.stratum[chosen], return_inverse=True)
        schools = np.unique(self.schools[kept], return_inverse=True)[1]
        return Children(
            codes={name: codes[chosen] for name, codes in self.codes.items()},
            values=self.values,
            stratum=stratum.astype(np.int64),
            schools=schools.astype(np.int64),
            grades=self.grades[kept],
            school_ids=self.school_ids,
            household=None if self.household is None else self.household[chosen],
            outcome={name: outcome[chosen] for name, outcome in self.outcome.items()},
            students=None if self.students is None else _of(self.students, chosen),
        )


def _of(students: pa.ChunkedArray, chosen: NDArray[np.bool_] | Whole) -> pa.ChunkedArray:
    return students.filter(chosen) if chosen.dtype == np.bool_ else students.take(chosen)


def fetch_children(
    tables: Tables,
    wide: nw.LazyFrame[Any],
    measures: dict[str, Measure],
    year: str,
    groups: Sequence[str] = tuple(GROUPS),
) -> Children:
    """The children of one school year, from the wide table of the district.

    `groups` are the dimensions that the table has; the grade must be one.

    A child of two schools stands with the last one: so each child is drawn once.
    """
    import narwhals as nw

    mine = wide.filter(nw.col("school_year") == year)
    stays = in_district(every_stay(tables), tables).filter(nw.col("school_year") <= year)
    where = last_stay(stays).select(STUDENT, SCHOOL)
    home = tables.frame("students").select(STUDENT, HOUSEHOLD)
    outcomes = {name: _outcome(measure, tables) for name, measure in measures.items()}
    rows = (
        mine.join(where, on=STUDENT, how="left")
        .join(home, on=STUDENT, how="left")
        .select(STUDENT, SCHOOL, HOUSEHOLD, *groups, **outcomes)
    )
    found = tables.engine.fetch(rows.sort(SCHOOL, *groups, HOUSEHOLD, *outcomes, STUDENT))
    return _children(found, list(outcomes), groups)


def _outcome(measure: Measure, tables: Tables) -> nw.Expr:
    import narwhals as nw

    outcome = measure.outcome.bind(tables.rule)
    known = measure.among.bind(tables.rule) & ~outcome.is_null()
    if measure.whole_year and tables.calendar.as_of is not None:
        known = nw.lit(False)
    if measure.kind == "share":
        outcome = nw.when(outcome).then(nw.lit(1.0)).otherwise(nw.lit(0.0))
    return nw.when(known).then(outcome.cast(nw.Float64)).otherwise(None)


def _children(found: Any, outcomes: list[str], groups: Sequence[str]) -> Children:
    order = {name: list(GROUPS[name].values) for name in groups}
    codes, values = {}, {}
    for name in groups:
        codes[name], values[name] = coded(found.column(name), order.get(name, []))
    school, schools = coded(found.column(SCHOOL).fill_null(""), [])
    grade = codes["grade"]
    pairs, stratum = np.unique(school * max(1, len(values["grade"])) + grade, return_inverse=True)
    of_school, of_grade = np.divmod(pairs, max(1, len(values["grade"])))
    return Children(
        codes=codes,
        values=values,
        stratum=stratum.astype(np.int64),
        schools=of_school,
        grades=of_grade,
        school_ids=schools,
        household=_households(found.column(HOUSEHOLD)),
        outcome={name: found.column(name).fill_null(np.nan).to_numpy() for name in outcomes},
        students=found.column(STUDENT),
    )


def _households(column: Any) -> Whole | None:
    """A number for each home; children without one are each at home alone."""
    import pyarrow.compute as pc

    if column.null_count == len(column):
        return None
    known = np.asarray(pc.is_valid(column).to_numpy(zero_copy_only=False))
    homes = np.asarray(column.combine_chunks().dictionary_encode().indices.fill_null(-1))
    alone = np.arange(len(known)) + homes.max() + 1
    return np.where(known, homes, alone).astype(np.int64)
