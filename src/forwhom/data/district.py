"""The district's folder: its settings and its tables, which an import changes whole or not at all."""

from __future__ import annotations

import contextlib
import csv
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from forwhom.data.engine import DuckDB, open_duckdb
from forwhom.data.importer import ALLOWED_SHARE, Account, Refusal, Say, bring_in, silent
from forwhom.data.settings import SETTINGS_FILE, Settings
from forwhom.data.sources.source import Source
from forwhom.data.store import Calendar, Tables
from forwhom.data.tables import TABLES
from forwhom.errors import DistrictError, RefusedError
from forwhom.rules import Rules

PRIVATE = 0o700


class District:
    """One district's records and settings, kept in a folder.

    An import prepares everything in a folder beside the tables and then puts it in their place by
    renaming. Whenever it is killed, the next look finds the tables as they were before or as they
    are after, never in between.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables_folder = folder / "tables"
        self._old = folder / "tables.old"
        self.recover()
        self.settings = Settings.read(folder / SETTINGS_FILE)

    def recover(self) -> None:
        """Put back what an interrupted import left, and clear what it had begun."""
        if self._old.is_dir():
            if self.tables_folder.is_dir():
                shutil.rmtree(self._old, ignore_errors=True)
            else:
                self._old.rename(self.tables_folder)

    @property
    def has_tables(self) -> bool:
        """Whether anything was imported."""
        return self.tables_folder.is_dir()

    def import_from(
        self,
        source: Source,
        *,
        accept_refused: bool = False,
        replace: bool = False,
        say: Say = silent,
    ) -> list[Account]:
        """Bring a source's tables in, all of them or none.

        Raises RefusedError where more than 1 % of a table's rows are refused, unless they are
        accepted; the list of refused rows is written either way.
        """
        make_private(self.folder)
        with self._lock(), self._staging() as staging:
            earlier = self.tables_folder if self.has_tables and not replace else None
            with open_duckdb(staging) as engine:
                accounts = bring_in(
                    source,
                    engine.connection,
                    staging / "tables",
                    year_starts=self.settings.year_starts,
                    earlier=earlier,
                    say=say,
                )
            write_refusals(accounts, self.folder / "refused")
            if not accept_refused:
                refuse_if_too_many(accounts, self.folder / "refused")
            if earlier is not None:
                self._keep_others(staging / "tables", {account.table for account in accounts})
            self._swap(staging / "tables")
        return accounts

    def _keep_others(self, new: Path, imported: set[str]) -> None:
        for path in self.tables_folder.glob("*.parquet"):
            if path.stem not in imported:
                shutil.copyfile(path, new / path.name)

    def _swap(self, new: Path) -> None:
        for path in [*new.iterdir(), new]:
            _to_disk(path)
        if self.tables_folder.is_dir():
            self.tables_folder.rename(self._old)
        new.rename(self.tables_folder)
        _to_disk(self.folder)
        shutil.rmtree(self._old, ignore_errors=True)

    @contextlib.contextmanager
    def _staging(self) -> Iterator[Path]:
        for left in self.folder.glob(".importing-*"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(
            prefix=".importing-", dir=self.folder, ignore_cleanup_errors=True
        ) as name:
            (Path(name) / "tables").mkdir()
            yield Path(name)

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        """Two imports at once would mix: the second is refused while the first one lives."""
        path = self.folder / ".import-lock"
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        except FileExistsError:
            if _alive(path):
                raise DistrictError(
                    "Another import into this folder is running.",
                    where=str(self.folder),
                    did="Nothing was imported.",
                    remedy="Wait until it is done and try again.",
                ) from None
            path.unlink(missing_ok=True)
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        try:
            os.write(handle, str(os.getpid()).encode())
            os.close(handle)
            yield
        finally:
            path.unlink(missing_ok=True)

    def tables(self, engine: DuckDB, *, only_years: tuple[str, ...] = ()) -> Tables:
        """The imported tables on an engine; DistrictError where nothing was imported."""
        paths = {path.stem: path for path in sorted(self.tables_folder.glob("*.parquet"))}
        known = {name: path for name, path in paths.items() if name in TABLES}
        if not known:
            raise DistrictError(
                f"There are no records in `{self.folder.name}`.",
                where=str(self.folder),
                did="Nothing was counted.",
                remedy="Bring some in with `forwhom import SOURCE --into DISTRICT`.",
            )
        try:
            rules = Rules(self.settings.rules)
        except LookupError as error:
            raise DistrictError(
                str(error),
                where=str(self.folder / SETTINGS_FILE),
                remedy="`forwhom rules` lists them.",
            ) from None
        return Tables(
            engine=engine,
            frames={name: engine.scan(path) for name, path in known.items()},
            rules=rules,
            calendar=Calendar(year_starts=self.settings.year_starts),
            absences_only=self.settings.absences_only,
            only_years=only_years,
        )


def make_private(folder: Path) -> None:
    """A folder that only its owner may open, as it holds records of children."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.name == "posix":
        folder.chmod(PRIVATE)


def write_refusals(accounts: list[Account], folder: Path) -> None:
    """One CSV per table with refused rows; lists of an earlier import go."""
    folder.mkdir(exist_ok=True, parents=True)
    for old in folder.glob("*.csv"):
        old.unlink()
    for account in accounts:
        if account.refusals:
            with (folder / f"{account.table}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, fieldnames=list(Refusal.__dataclass_fields__))
                writer.writeheader()
                writer.writerows(asdict(refusal) for refusal in account.refusals)


def refuse_if_too_many(accounts: list[Account], lists: Path) -> None:
    """Raise RefusedError where a table lost more rows than allowed."""
    worst = [account for account in accounts if account.too_many]
    if worst:
        told = "; ".join(
            f"{account.table}: {account.refused:,} of {account.rows_in:,}" for account in worst
        )
        raise RefusedError(
            f"More than {ALLOWED_SHARE:.0%} of the rows of a table were refused ({told}).",
            where=str(lists),
            did="Nothing was imported; what was there is as it was. Every refused row is listed.",
            remedy="Correct the export, or go on without those rows: --accept-refused.",
        )


def _alive(lock: Path) -> bool:
    try:
        number = int(lock.read_text() or "0")
        os.kill(number, 0)
    except (ValueError, ProcessLookupError, FileNotFoundError):
        return False
    except PermissionError:
        return True
    return number != 0


def _to_disk(path: Path) -> None:
    if os.name != "posix" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
