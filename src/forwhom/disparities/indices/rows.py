"""All indices of an audit, in the order in which indices.parquet has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from forwhom.disparities.indices.between_classrooms import between_classrooms
from forwhom.disparities.indices.between_schools import between_schools
from forwhom.disparities.indices.counted import Counted
from forwhom.disparities.indices.of_money import of_money
from forwhom.disparities.indices.of_programs import of_programs
from forwhom.results.schemas import indices_schema

if TYPE_CHECKING:
    import pyarrow as pa


def indices_of(
    counted: Counted,
    in_schools: pa.Table,
    disparities: pa.Table,
    dimensions: Sequence[str],
    years: Sequence[str],
) -> pa.Table:
    """Rows of segregation, exposure, money and representation in the latest year.

    Args:
        counted: classes and money.
        in_schools: the cells of schools.
        disparities: as disparities.parquet has them.
        dimensions: those of which children are told apart here.
        years: all school years, the latest last.
    """
    import pyarrow as pa

    latest = years[-1]
    rows = between_schools(in_schools, dimensions, years)
    if counted.classes is not None:
        rows += between_classrooms(counted.classes, latest)
    if counted.money is not None:
        rows += of_money(counted.money, in_schools, latest)
    rows += of_programs(disparities, latest)
    return pa.Table.from_pylist(rows, schema=indices_schema())
