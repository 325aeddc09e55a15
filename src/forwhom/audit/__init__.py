"""One run of everything: from a district's records to its disparities, findings and report."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from forwhom.audit.asking import Depth
from forwhom.audit.group_values import check_references
from forwhom.audit.stages import run
from forwhom.data.district import District, make_private
from forwhom.data.engine import DUCKDB, Counting
from forwhom.data.importer import silent
from forwhom.data.open_source import open_source
from forwhom.data.refusals import Account
from forwhom.data.settings import SETTINGS_FILE
from forwhom.errors import AuditFolderError, DistrictError, SourceError

Say = Callable[[str], None]
DISTRICT = "district"  # the folder inside an audit's folder that keeps the export's records


def audit_records(
    source: Path | str,
    out: Path | str | None = None,
    *,
    mapping: Path | str | None = None,
    kind: str | None = None,
    years: tuple[str, ...] = (),
    as_of: str | date | None = None,
    accept_refused: bool = False,
    language: str | None = None,
    engine: str = DUCKDB,
    tables_at: str | None = None,
    quick: bool = False,
    depth: int = 3,
    at_least: int = 11,
    say: Say = silent,
) -> Path:
    """Audit an export or a district's folder, write the audit's files and return their folder.

    An export is brought into `OUT/district/` first and its audit stands at the top of `out`. A
    district's folder gets a new folder under `audits/`, unless `out` is given. `as_of`, a day or
    its ISO text, counts an unfinished year up to that day and earlier years up to the same.
    `engine` counts, on the district's tables or on the same tables at an address of its own,
    `tables_at`. Groups are crossed to `depth` dimensions where they hold `at_least` so many
    children; `quick` leaves out the search for what is more than chance.
    """
    source = Path(source)
    asked: dict[str, Any] = {"years": years, "as_of": _day(as_of), "language": language}
    asked |= {"counting": Counting(engine, tables_at), "say": say}
    asked["depth"] = Depth(depth, at_least, quick)
    if out is not None:
        _keep_apart(source, Path(out))
    if mapping is None and kind is None and District.is_at(source):
        district = District(source)
        with _audit_folder(Path(out) if out else None, source) as folder:
            _run(district, folder, district.accounts(), asked)
        return folder
    if out is None:
        raise _no_out(source)
    with _audit_folder(Path(out), source) as folder:
        district, accounts = _bring_in(source, folder, mapping, kind, accept_refused, say)
        _run(district, folder, accounts, asked)
    return folder


def _run(district: District, folder: Path, accounts: list[Account], asked: dict[str, Any]) -> None:
    check_references(district.settings.reference, district.folder / SETTINGS_FILE)
    import pyarrow as pa

    with district.reading():
        run(district, folder, accounts=accounts, **asked)
    pa.default_memory_pool().release_unused()  # the report needs room of its own


def _day(written: str | date | None) -> date | None:
    if written is None or isinstance(written, date):
        return written
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise AuditFolderError(
            f"`{written}` is no day.",
            did="Nothing was read.",
            remedy="Write year, month and day, as in --as-of 2026-11-20.",
        ) from None


@contextlib.contextmanager
def _audit_folder(out: Path | None, source: Path) -> Iterator[Path]:
    """The folder, made where it is not there; what the system refuses is told in words."""
    folder = out or source / "audits"
    try:
        folder = out or _next_audit(folder)
        make_private(folder)
        yield folder
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise AuditFolderError(
            f"The audit could not be written: {why}.",
            where=str(error.filename or folder),
            did="An audit that was there is as it was.",
            remedy="See that you may write there and that the disk has room, and try again.",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            folder.rmdir()  # goes only where nothing was written


def _next_audit(audits: Path) -> Path:
    """The next free number, taken at once so that two audits never share one."""
    audits.mkdir(exist_ok=True)
    while True:
        numbers = [int(p.name) for p in audits.glob("[0-9]*") if p.name.isdigit()]
        folder = audits / f"{max(numbers, default=0) + 1:04d}"
        with contextlib.suppress(FileExistsError):
            folder.mkdir()
            return folder


def _bring_in(
    source: Path,
    out: Path,
    mapping: Path | str | None,
    kind: str | None,
    accept_refused: bool,
    say: Say,
) -> tuple[District, list[Account]]:
    opened = open_source(source, Path(mapping) if mapping else None, kind)
    district = District(out / DISTRICT)
    accounts = district.import_from(
        opened,
        accept_refused=accept_refused,
        replace=True,
        settings_from_source=True,
        say=say,
    )
    return district, accounts


def import_records(
    source: Path,
    into: Path,
    *,
    mapping: Path | None = None,
    kind: str | None = None,
    accept_refused: bool = False,
    replace: bool = False,
    say: Say = silent,
) -> list[Account]:
    """Bring an export into a district's folder, all of it or none, and return the accounts."""
    opened = open_source(source, mapping, kind)
    _own_folder(source, into)
    district = District(into)
    return district.import_from(opened, accept_refused=accept_refused, replace=replace, say=say)


def _own_folder(source: Path, into: Path) -> None:
    """Raise DistrictError where `into` holds other things than a district."""
    ours = {SETTINGS_FILE, "tables", "tables.old", "refused", "audits", "releases", "web"}
    ours |= {"release.toml", "official.toml", "inside-log.jsonl"}
    others = [
        path.name
        for path in (into.iterdir() if into.is_dir() else ())
        if path.name not in ours and not path.name.startswith(".")
    ]
    same = into.exists() and source.exists() and into.samefile(source)
    if same or (others and not District.is_at(into)):
        raise DistrictError(
            f"`{into.resolve().name}` holds other things than a district's records.",
            where=str(into),
            did="Nothing was imported.",
            remedy="Name a new or an empty folder with --into.",
        )


def _keep_apart(source: Path, out: Path) -> None:
    if source.exists() and out.exists() and out.samefile(source):
        raise AuditFolderError(
            "The audit would be mixed with the records it is made from.",
            where=str(out),
            did="Nothing was read.",
            remedy="Name another folder with --out.",
        )


def _no_out(source: Path) -> SourceError:
    open_source(source)  # a path that is no source at all is told first
    return SourceError(
        "An export needs a folder for its audit.",
        where=str(source),
        did="Nothing was read.",
        remedy=f"Name one: `forwhom audit {source} --out OUT`.",
    )
