"""What a district's folder holds: its tables, their years, what is missing and what that costs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from forwhom.audit.about import missing_for
from forwhom.data.district import ACCOUNTS, District
from forwhom.data.made_up import is_made_up
from forwhom.data.tables import TABLES
from forwhom.measures import MEASURES

YEAR, ENROLLED = "school_year", "enrollments"


@dataclass(frozen=True, kw_only=True)
class HeldTable:
    """One table that is held: its rows, and the first and the last school year where it says."""

    name: str
    file: str
    rows: int
    refused: int
    first_year: str = ""
    last_year: str = ""


@dataclass(frozen=True, kw_only=True)
class Lack:
    """A table that is not held, and the measures (English and Spanish titles) it would allow."""

    name: str
    measures: list[str] = field(default_factory=list)
    measures_es: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Held:
    """Everything that was brought in, and when it last was."""

    tables: list[HeldTable]
    lacks: list[Lack]
    brought_in: datetime | None

    @property
    def first_year(self) -> str:
        """The first school year in which anybody is enrolled; empty where none is known."""
        return next((one.first_year for one in self.tables if one.name == ENROLLED), "")

    @property
    def last_year(self) -> str:
        """The last school year in which anybody is enrolled; empty where none is known."""
        return next((one.last_year for one in self.tables if one.name == ENROLLED), "")

    @property
    def years(self) -> list[str]:
        """The school years from the first to the last, oldest first."""
        if not self.first_year:
            return []
        years = range(int(self.first_year[:4]), int(self.last_year[:4]) + 1)
        return [f"{year}-{(year + 1) % 100:02d}" for year in years]


def holds_real_records(folder: Path) -> bool:
    """Whether the district at `folder` holds records that may be of children who live."""
    return District.is_at(folder) and not is_made_up(folder / "tables")


def what_is_held(folder: Path) -> Held | None:
    """What the district at `folder` holds; None before the first import. Raises DistrictError."""
    if not District.is_at(folder):
        return None
    district = District(folder)
    with district.reading():
        stored = {path.stem for path in district.tables_folder.glob("*.parquet")}
        tables = [
            HeldTable(
                name=one.table, file=one.file, rows=one.kept, refused=one.refused,
                **_years(district.tables_folder / f"{one.table}.parquet"),
            )
            for one in district.accounts() if one.table in stored
        ]  # fmt: skip
        told = district.tables_folder / ACCOUNTS
        when = datetime.fromtimestamp(told.stat().st_mtime, UTC) if told.is_file() else None
    return Held(tables=tables, lacks=_lacks(stored), brought_in=when)


def _years(path: Path) -> dict[str, str]:
    """From what the file says of itself: no row is read."""
    import pyarrow.parquet

    about = pyarrow.parquet.ParquetFile(path).metadata
    names = [about.schema.column(at).path for at in range(about.num_columns)]
    if YEAR not in names:
        return {}
    groups = (about.row_group(at) for at in range(about.num_row_groups))
    told = [group.column(names.index(YEAR)).statistics for group in groups]
    known = [one for one in told if one is not None and one.has_min_max]
    if not known:
        return {}
    first, last = min(str(one.min) for one in known), max(str(one.max) for one in known)
    return {"first_year": first, "last_year": last}


def _lacks(stored: set[str]) -> list[Lack]:
    """Tables not held, the one that would allow most first; those that allow nothing new last."""
    gains: dict[str, list[str]] = {name: [] for name in TABLES if name not in stored}
    for name, measure in MEASURES.items():
        for need in missing_for(measure, stored):
            for table in need.split(" or "):
                if table in gains:
                    gains[table].append(name)
    return sorted(
        (
            Lack(
                name=table,
                measures=[MEASURES[name].title for name in names],
                measures_es=[MEASURES[name].spanish.title for name in names],
            )
            for table, names in gains.items()
        ),
        key=lambda lack: -len(lack.measures),
    )
