"""Bringing records into the district's folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from forwhom.cli.app import AcceptRefused, Json, Kind, Mapping, Quiet, progress, tell, verb


@verb(
    "import export/ --into district",
    "import export.csv --mapping mapping.toml --into district",
    name="import",
)
def import_(
    source: Annotated[Path, typer.Argument(help="A folder of tables, or an export.")],
    into: Annotated[Path, typer.Option(help="The district's folder; it is made or added to.")],
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

    accounts = import_records(
        source, into, mapping=mapping, kind=kind, accept_refused=accept_refused, replace=replace,
        say=progress(quiet or as_json),
    )  # fmt: skip
    told = {"district": str(into), "tables": {a.table: a.as_dict() for a in accounts}}
    done = ["", f"Imported to   {into}", f"Next          forwhom audit {into}"]
    tell(told, as_json, [*import_lines(accounts), *done])
