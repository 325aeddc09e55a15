"""Drafting a mapping for an export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from forwhom.cli.app import Json, Kind, tell, verb
from forwhom.errors import ForwhomError


@verb("map export.csv", "map export.csv --out mapping.toml", name="map")
def map_(
    file: Annotated[Path, typer.Argument(help="The export: CSV, gzip'd CSV, Parquet or Excel.")],
    out: Annotated[
        Path | None, typer.Option(help="Where to write the mapping; else it is printed.")
    ] = None,
    kind: Kind = None,
    as_json: Json = False,
) -> None:
    """Draft a mapping file by looking at an export."""
    from forwhom.data.open_source import draft_mapping

    drafted = draft_mapping(file, kind)
    told = {"placed": drafted.placed, "unplaced": drafted.unplaced, "mapping": drafted.text}
    if out is None:
        print(json.dumps(told, ensure_ascii=False) if as_json else drafted.text)
        return
    if out.exists():
        raise ForwhomError(
            f"`{out.name}` is there already.",
            where=str(out),
            did="Nothing was written, so that your own work is safe.",
            remedy="Name another file with --out, or move that one away.",
        )
    out.write_text(drafted.text, encoding="utf-8")
    lines = [
        f"Placed        {drafted.placed} columns; {drafted.unplaced} are left for you",
        f"Written to    {out}",
        f"Next          look it over, then: forwhom check {file} --mapping {out}",
    ]
    tell(told, as_json, lines)
