"""The columns of an audit's tables, in the order of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

TEXTS = ("measure", "school_year", "place_type", "place_id", "group", "compared_with", "status")
COUNTS = ("depth", "n", "count", "comparison_n", "comparison_count", "students_to_parity")
DISPARITIES = (
    *("measure", "school_year", "place_type", "place_id", "group", "depth", "n", "count"),
    *("rate", "rate_low", "rate_high", "compared_with"),
    *("comparison_n", "comparison_count", "comparison_rate"),
    *("difference", "difference_low", "difference_high", "ratio", "ratio_low", "ratio_high"),
    *("standardized_difference", "standardized_low", "standardized_high"),
    *("students_to_parity", "difference_within", "p_within", "p_district", "p_adjusted"),
    *("smallest_gap_up", "smallest_gap_down"),
    *("pooled_rate", "pooled_low", "pooled_high", "above_district"),
    *("pooled_difference", "pooled_difference_low", "pooled_difference_high", "status"),
)
INDICES = (
    "index",
    "school_year",
    "place_type",
    "place_id",
    "groups",
    "value",
    "low",
    "high",
    "status",
)
CHANGES_TEXTS = (*TEXTS, "year_before")
CHANGES_COUNTS = (
    *("depth", "n", "count_before", "count_after", "gained", "lost"),
    *("comparison_n", "comparison_gained", "comparison_lost"),
)
CHANGES = (
    *("measure", "school_year", "year_before", "place_type", "place_id", "group", "depth"),
    *("n", "count_before", "count_after", "gained", "lost", "rate_before", "rate_after"),
    *("change", "change_low", "change_high", "compared_with"),
    *("comparison_n", "comparison_gained", "comparison_lost"),
    *("comparison_rate_before", "comparison_rate_after", "comparison_change"),
    *("difference_before", "difference_after"),
    *("difference_change", "difference_change_low", "difference_change_high", "status"),
)


def disparities_schema() -> pa.Schema:
    """The columns of disparities.parquet and their types."""
    import pyarrow as pa

    return pa.schema([(name, _type(name)) for name in DISPARITIES])


def indices_schema() -> pa.Schema:
    """The columns of indices.parquet and their types."""
    import pyarrow as pa

    numbers = ("value", "low", "high")
    return pa.schema([(name, pa.float64() if name in numbers else pa.string()) for name in INDICES])


def changes_schema() -> pa.Schema:
    """The columns of changes.parquet and their types."""
    import pyarrow as pa

    return pa.schema([(name, _type(name)) for name in CHANGES])


def _type(name: str) -> pa.DataType:
    import pyarrow as pa

    if name in CHANGES_TEXTS:
        return pa.dictionary(pa.int32(), pa.string())
    return pa.int64() if name in COUNTS or name in CHANGES_COUNTS else pa.float64()


def in_one_piece(schema: pa.Schema, columns: list[pa.ChunkedArray]) -> pa.Table:
    """A table with each column in one piece. It empties `columns`, so that none is held twice."""
    import pyarrow as pa

    whole = []
    while columns:
        column = columns.pop(0)
        # Putting together a single piece would copy it.
        whole.append(column.chunk(0) if column.num_chunks == 1 else column.combine_chunks())
        del column
    return pa.Table.from_arrays(whole, schema=schema)
