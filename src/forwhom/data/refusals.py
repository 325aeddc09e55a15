"""Refused rows: each with its file, row, column, reason and remedy, and never with its values."""

from __future__ import annotations

import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from forwhom.data.tables import TABLES
from forwhom.errors import RefusedError, SourceError

ALLOWED_SHARE = 0.01
FIELDS = ("table", "file", "row", "column", "reason", "remedy")
HEADER = ",".join(FIELDS)


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why rows of one file were refused: how many, and the first of them."""

    table: str
    file: str
    column: str
    reason: str
    remedy: str
    rows: int
    first: tuple[int, ...]


@dataclass(kw_only=True)
class Account:
    """What became of one table's rows: `rows_in` is `kept` plus refused.

    `refused_list` is a CSV with every refused row, as long as the import's own folder stands.
    """

    table: str
    file: str
    rows_in: int
    kept: int
    filled: tuple[str, ...] = ()  # the columns that hold anything
    reasons: list[Reason] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    refused_list: Path | None = None

    @property
    def refused(self) -> int:
        """Rows that were not taken."""
        return self.rows_in - self.kept

    @property
    def too_many(self) -> bool:
        """Whether more rows were refused than an import goes on with unasked."""
        return self.refused > ALLOWED_SHARE * self.rows_in

    def as_dict(self) -> dict[str, Any]:
        """For machines and for the district's own record of the import."""
        return {
            "file": self.file,
            "rows_in": self.rows_in,
            "kept": self.kept,
            "refused": self.refused,
            "reasons": [asdict(reason) for reason in self.reasons],
            "notes": list(self.notes),
        }


def write_refusals(accounts: list[Account], folder: Path) -> None:
    """One CSV per table with refused rows; lists of an earlier look go, other files stay.

    Raises SourceError where a file of that name is there and is no such list.
    """
    folder.mkdir(exist_ok=True, parents=True)
    there = [folder / f"{name}.csv" for name in TABLES if (folder / f"{name}.csv").exists()]
    for path in there:
        if not _is_list(path):
            raise SourceError(
                f"`{path.name}` is there already and is no list of refused rows.",
                where=str(path),
                did="Nothing was written over it.",
                remedy="Name an empty folder for the lists of refused rows.",
            )
    for path in there:
        path.unlink()
    for account in accounts:
        if account.refused_list is not None:
            shutil.copyfile(account.refused_list, folder / f"{account.table}.csv")


def _is_list(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(HEADER)) == HEADER.encode()


def refuse_if_too_many(accounts: list[Account], lists: Path) -> None:
    """Raise RefusedError where a table lost more rows than allowed."""
    worst = [account for account in accounts if account.too_many]
    if not worst:
        return
    told = "; ".join(
        f"{account.table}: {account.refused:,} of {account.rows_in:,}" for account in worst
    )
    commonest = max((r for a in worst for r in a.reasons), key=lambda reason: reason.rows)
    column = f"`{commonest.column}` " if commonest.column else ""
    raise RefusedError(
        f"More than {ALLOWED_SHARE:.0%} of the rows of a table were refused ({told}).",
        where=f"{lists} lists every refused row; most often in {commonest.file}, "
        f"row {commonest.first[0]}: {column}{commonest.reason}",
        did="Nothing was imported; what was there is as it was.",
        remedy=f"{commonest.remedy} Or go on without those rows: --accept-refused.",
    )
