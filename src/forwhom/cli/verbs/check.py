"""Looking at records before any are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from forwhom.cli.app import Json, Kind, Mapping, Quiet, progress, tell, verb


@verb("check export/", "check export.csv --mapping mapping.toml --refused refused/")
def check(
    source: Annotated[Path, typer.Argument(help="A folder of tables, or an export.")],
    mapping: Mapping = None,
    kind: Kind = None,
    refused_to: Annotated[
        Path | None, typer.Option("--refused", help="A folder for the lists of refused rows.")
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Look at records and keep none: what is there, missing or refused."""
    from forwhom.audit.look import look_at
    from forwhom.audit.look_words import as_lines

    seen = look_at(
        source, mapping, kind=kind, refused_to=refused_to, say=progress(quiet or as_json)
    )
    tell(seen.as_dict(), as_json, as_lines(seen))
    return seen.exit_code
