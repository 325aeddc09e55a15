"""The district's folder: settings and tables, which an import changes whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from forwhom.data.alike import list_alike
from forwhom.data.elsewhere import scan
from forwhom.data.engine import Engine, open_duckdb
from forwhom.data.id_changes import under_one_id
from forwhom.data.importer import Say, bring_in, silent
from forwhom.data.made_up import mark
from forwhom.data.refusals import Account, refuse_if_too_many, write_refusals
from forwhom.data.settings import SETTINGS_FILE, Settings
from forwhom.data.sources.source import Source
from forwhom.data.store import Calendar, Tables
from forwhom.data.tables import TABLES
from forwhom.data.unfinished import up_to_day
from forwhom.errors import DistrictError
from forwhom.lock import BusyError, locked
from forwhom.rules import Rules

PRIVATE = 0o700
READY, STAGING = ".import-ready", ".importing-"
ACCOUNTS = "imports.json"  # beside the tables: what became of the rows of each
PATIENCE = 600.0  # seconds an import waits for audits that read the tables
NO_SETTINGS = "# The records came without a forwhom.toml: every setting is at its default.\n"


class District:
    """One district's records and settings, kept in a folder.

    An import prepares everything in a folder of its own. One renaming, to `.import-ready`, decides:
    killed before it, the import never was; killed after it, the next look puts all in place.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables_folder = folder / "tables"
        self._old, self._ready = folder / "tables.old", folder / READY
        with _told(folder):
            self.recover()
        self.settings = Settings.read(folder / SETTINGS_FILE)

    @staticmethod
    def is_at(folder: Path) -> bool:
        """Whether a folder was made by an import."""
        places = (folder / "tables", folder / "tables.old", folder / READY / "tables")
        return any(next(place.glob("*.parquet"), None) is not None for place in places)

    def recover(self) -> None:
        """Finish an import that was killed once it was decided, and clear what others left."""
        if self._ready.is_dir() or self._old.is_dir():
            with self._alone():
                self._put_in_place()
        if next(self.folder.glob(f"{STAGING}*"), None) is not None:
            with contextlib.suppress(BusyError, OSError), locked(self.folder / ".import-lock"):
                self._clear_staging()

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
        settings_from_source: bool = False,
        say: Say = silent,
    ) -> list[Account]:
        """Bring a source's tables in, all of them or none.

        A forwhom.toml that came with the records is taken where the district has none, or always
        with `settings_from_source`. Raises RefusedError where more than 1 % of a table's rows are
        refused, unless they are accepted; the list of refused rows is written either way.
        """
        with _told(self.folder):
            make_private(self.folder)
            with self._one_import(), self._staging() as staging:
                self.recover()
                settings = self._new_settings(source, settings_from_source)
                accounts = self._prepare(source, staging, settings, replace, say)
                write_refusals(accounts, self.folder / "refused")
                list_alike(staging / "tables", self.folder)
                if not accept_refused:
                    refuse_if_too_many(accounts, self.folder / "refused")
                self._decide(staging, settings)
                self.settings = Settings.read(self.folder / SETTINGS_FILE)
        return accounts

    def _new_settings(self, source: Source, from_source: bool) -> str | None:
        """The text of the settings to put in place; None where the district keeps its own."""
        mine = self.folder / SETTINGS_FILE
        if source.settings is None:
            return NO_SETTINGS if from_source and mine.is_file() else None
        if mine.is_file() and not from_source:
            return None
        Settings.read(source.settings)  # tells the fault with the place it stands in
        return source.settings.read_text("utf-8-sig")

    def _prepare(
        self, source: Source, staging: Path, settings: str | None, replace: bool, say: Say
    ) -> list[Account]:
        """Everything the import will put in place, under `staging`."""
        earlier = self.tables_folder if self.has_tables and not replace else None
        chosen = self.settings if settings is None else Settings.from_text(settings)
        with open_duckdb(staging) as engine:
            accounts = bring_in(
                source, engine.connection, staging,
                year_starts=chosen.year_starts, earlier=earlier, say=say,
            )  # fmt: skip
        told = {account.table: account.as_dict() for account in accounts}
        if earlier is not None:
            for path in earlier.glob("*.parquet"):
                if path.stem not in told:
                    shutil.copyfile(path, staging / "tables" / path.name)
            told = {**_read_accounts(earlier), **told}
        text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
        (staging / "tables" / ACCOUNTS).write_text(text + "\n", "utf-8")
        mark(staging / "tables", source, earlier)
        return accounts

    def _decide(self, staging: Path, settings: str | None) -> None:
        """One renaming, after which the import is; what is left to do can be done by anyone."""
        ready = staging / "ready"
        ready.mkdir()
        (staging / "tables").rename(ready / "tables")
        if settings is not None:
            (ready / SETTINGS_FILE).write_text(settings, "utf-8")
        for path in [*(ready / "tables").iterdir(), *ready.iterdir(), ready]:
            _to_disk(path)
        with self._alone():
            ready.rename(self._ready)
            _to_disk(self.folder)
            self._put_in_place()

    def _put_in_place(self) -> None:
        """Do what is left of a decided import; each step can be the last before the power fails."""
        new, settings = self._ready / "tables", self._ready / SETTINGS_FILE
        if new.is_dir():
            if self.tables_folder.is_dir():
                shutil.rmtree(self._old, ignore_errors=True)
                self.tables_folder.rename(self._old)
            new.rename(self.tables_folder)
        elif self._old.is_dir() and not self.tables_folder.is_dir():
            self._old.rename(self.tables_folder)
        if settings.is_file():
            settings.replace(self.folder / SETTINGS_FILE)
        _to_disk(self.folder)
        shutil.rmtree(self._old, ignore_errors=True)
        shutil.rmtree(self._ready, ignore_errors=True)

    @contextlib.contextmanager
    def _staging(self) -> Iterator[Path]:
        self._clear_staging()
        with tempfile.TemporaryDirectory(
            prefix=STAGING, dir=self.folder, ignore_cleanup_errors=True
        ) as name:
            yield Path(name)

    def _clear_staging(self) -> None:
        for left in self.folder.glob(f"{STAGING}*"):
            shutil.rmtree(left, ignore_errors=True)

    @contextlib.contextmanager
    def _one_import(self) -> Iterator[None]:
        """Two imports at once would mix: the second is refused while the first one runs."""
        try:
            with locked(self.folder / ".import-lock"):
                yield
        except BusyError:
            raise DistrictError(
                "Another import into this folder is running.",
                where=str(self.folder),
                did="Nothing was imported.",
                remedy="Wait until it is done and try again.",
            ) from None

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody reads the tables while they change."""
        try:
            with locked(self.folder / ".tables-lock", wait=PATIENCE):
                yield
        except BusyError:
            raise DistrictError(
                "An audit has been reading these records for ten minutes.",
                where=str(self.folder),
                did="Nothing was changed.",
                remedy="Wait until it is done and try again.",
            ) from None

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """No import changes the tables while the block runs."""
        with _told(self.folder), locked(self.folder / ".tables-lock", shared=True, wait=PATIENCE):
            yield

    def accounts(self) -> list[Account]:
        """What became of each table's rows when it was last imported."""
        told = _read_accounts(self.tables_folder)
        return [
            Account(
                table=name,
                file=told[name]["file"],
                rows_in=told[name]["rows_in"],
                kept=told[name]["kept"],
                notes=tuple(told[name]["notes"]),
            )
            for name in TABLES
            if name in told
        ]

    def tables(
        self,
        engine: Engine,
        *,
        only_years: tuple[str, ...] = (),
        as_of: date | None = None,
        lying_at: str | None = None,
    ) -> Tables:
        """The imported tables on an engine; DistrictError where nothing was imported.

        With `as_of`, every school year is counted up to that day of its own. `lying_at` is where
        the engine reads a copy of the folder `tables`; EngineError where that is not the same.
        """
        paths = {path.stem: path for path in sorted(self.tables_folder.glob("*.parquet"))}
        known = {name: path for name, path in paths.items() if name in TABLES}
        if not known:
            raise DistrictError(
                f"There are no records in `{self.folder.name}`.",
                where=str(self.folder),
                did="Nothing was counted.",
                remedy="Bring some in with `forwhom import SOURCE --into DISTRICT`.",
            )
        mine, one = self.settings, under_one_id(scan(engine, known, lying_at), engine)
        tables = Tables(
            engine=engine,
            frames=one.frames,
            notes=one.notes,
            rules=Rules(mine.rules),
            calendar=Calendar(mine.year_starts, mine.counted_on, as_of),
            absences_only=mine.absences_only,
            only_years=only_years,
        )
        return tables if as_of is None else up_to_day(tables)


def make_private(folder: Path) -> None:
    """A folder that only its owner may open, as it holds records of children."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.name == "posix":
        folder.chmod(PRIVATE)


def _read_accounts(tables: Path) -> dict[str, Any]:
    path = tables / ACCOUNTS
    if not path.is_file():
        return {}
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


@contextlib.contextmanager
def _told(folder: Path) -> Iterator[None]:
    """What the system refuses, in words."""
    try:
        yield
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise DistrictError(
            f"A file or folder of the import cannot be used: {why}.",
            where=str(error.filename or folder),
            did="Nothing was imported; what was there is as it was.",
            remedy="See that you may write there, that the disk has room, and try again.",
        ) from error


def _to_disk(path: Path) -> None:
    if os.name != "posix" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
