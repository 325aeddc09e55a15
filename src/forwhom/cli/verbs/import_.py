"""Bringing records into the district's folder."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from forwhom.cli.app import AcceptRefused, Json, Kind, Mapping, Quiet, progress, tell, verb
from forwhom.errors import SourceError


@verb(
    "import export/ --into district",
    "import export.csv --mapping mapping.toml --into district",
    "import --as edfi --url https://server/api --into district",
    name="import",
)
def import_(
    into: Annotated[Path, typer.Option(help="The district's folder; it is made or added to.")],
    source: Annotated[Path | None, typer.Argument(help="A folder of tables, or an export.")] = None,
    url: Annotated[
        str | None,
        typer.Option(help="An Ed-Fi API; key and secret come from EDFI_KEY and EDFI_SECRET."),
    ] = None,
    year: Annotated[
        str | None,
        typer.Option(help="The school year of an API that keeps each year apart: 2025-26."),
    ] = None,
    mapping: Mapping = None,
    kind: Kind = None,
    accept_refused: AcceptRefused = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Begin anew instead of adding to what is there.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Bring records into the district's folder: all of them or none."""
    from forwhom.audit import import_records
    from forwhom.audit.look_words import import_lines

    say = progress(quiet or as_json)
    with _place(source, kind, url, year, say) as (place, known):
        accounts = import_records(
            place, into, mapping=mapping, kind=known, accept_refused=accept_refused,
            replace=replace, say=say,
        )  # fmt: skip
    told = {"district": str(into), "tables": {a.table: a.as_dict() for a in accounts}}
    done = ["", f"Imported to   {into}", f"Next          forwhom audit {into}"]
    tell(told, as_json, [*import_lines(accounts), *done])


@contextlib.contextmanager
def _place(
    source: Path | None,
    kind: str | None,
    url: str | None,
    year: str | None,
    say: Callable[[str], None],
) -> Iterator[tuple[Path, str | None]]:
    """Where the records lie while they are imported, and their kind."""
    if source is not None and url is None and year is None:
        yield source, kind
    elif source is None and url is not None and kind in {None, "edfi"}:
        from forwhom.data.sources.edfi.api import fetched

        with fetched(url, year=year, say=say) as folder:
            yield folder, "edfi"
    else:
        raise SourceError(
            "It is not clear where the records are.",
            did="Nothing was read.",
            remedy="Name a folder or a file, or else --as edfi with --url (and --year).",
        )
