"""A Dashboard file as published counts: of this year and, where told, of the year before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.data.sources.california_dashboard.groups import GROUPS, place_of
from forwhom.data.sources.california_dashboard.rows import Row, rows
from forwhom.data.sources.source import Rows
from forwhom.data.sources.sql_text import fresh_name, literal, quoted

if TYPE_CHECKING:
    import duckdb

TABLE = "published_counts"
COLUMNS = (
    *("school_year", "place_type", "place_id", "place_name", "measure", "dimension", "group"),
    *("numerator", "denominator", "rate"),
)
REFUSAL = ("_refuse_column", "_refuse_reason", "_refuse_remedy")
SHARES = {
    "suspension": "suspended",
    "chronic_absence": "chronic_absence_california",
    "graduation": "graduated_on_time",
    "college_career": "college_career_prepared",
}
HIDDEN = "*"
SCORES = (
    "Distances from standard and English learner progress are no shares of counted students: "
    "`forwhom official` reads them."
)


@dataclass
class DashboardFile:
    """One download file, or several indicators in one."""

    path: Path
    notes: list[str] = field(default_factory=list)
    name: str = "California School Dashboard"

    @classmethod
    def open(cls, path: Path) -> DashboardFile:
        """Read the first row. Raises SourceError where the file is another."""
        next(rows(path), None)
        return cls(path)

    @property
    def tables(self) -> list[str]:
        """The agreed tables it has."""
        return [TABLE]

    @property
    def files(self) -> list[Path]:
        """The files it reads."""
        return [self.path]

    @property
    def settings(self) -> Path | None:
        """A forwhom.toml that lies beside the file."""
        path = self.path.parent / "forwhom.toml"
        return path if path.is_file() else None

    def rows(self, table: str, connection: duckdb.DuckDBPyConnection) -> Rows:
        """Every share of every group of ours; scores are left out, with a note."""
        import pyarrow as pa

        assert table == TABLE
        told, left_out = list[tuple[str | None, ...]](), 0
        for number, row in enumerate(rows(self.path), start=2):
            if row["indicator"] not in SHARES:
                left_out += 1
            else:
                told += [(*each, str(number)) for each in _counts(row)]
        if left_out:
            self.notes.append(f"{left_out:,} rows were left out. {SCORES}")
        names = (*COLUMNS, "_row")
        columns = list(zip(*told, strict=True)) or [()] * len(names)
        made = pa.table({n: pa.array(c, pa.string()) for n, c in zip(names, columns, strict=True)})
        name = fresh_name("dashboard")
        connection.register(f"{name}_in", made)
        nothing = ", ".join(f"NULL::VARCHAR AS {column}" for column in REFUSAL)
        connection.execute(
            f"CREATE TEMP TABLE {name} AS SELECT {', '.join(map(quoted, COLUMNS))}, "
            f"{literal(self.path.name)} AS _file, _row::BIGINT AS _row, {nothing} FROM {name}_in"
        )
        connection.unregister(f"{name}_in")
        return Rows(sql=f"(SELECT * FROM {name})", columns=COLUMNS, file=self.path.name)


def _counts(row: Row) -> Iterator[tuple[str | None, ...]]:
    """This year's count of a row, and last year's; none of a group that is not ours."""
    group = GROUPS.get(row["studentgroup"].upper())
    if group is None:
        return
    place, measure = place_of(row), SHARES[row["indicator"]]
    first = int(row["school_year"][:4]) - 1
    years = (("curr", row["school_year"]), ("prior", f"{first}-{(first + 1) % 100:02d}"))
    for which, year in years:
        children, status = row.get(f"{which}denom", ""), row.get(f"{which}status", "")
        if children:
            rate = f"{status}%" if status else ""
            counted = row.get(f"{which}numer", "") or ("" if rate else HIDDEN)
            told = (year, *place, measure, *group, counted, children, "" if counted else rate)
            yield tuple(text or None for text in told)
