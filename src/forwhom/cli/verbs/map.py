"""Drafting a mapping for an export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from forwhom.cli.app import Json, Kind, tell, verb
from forwhom.errors import ForwhomError


@verb(
    "map export.csv",
    "map export.csv --out mapping.toml",
    "map catalog.csv --as courses --out course_codes.csv",
    name="map",
)
def map_(
    file: Annotated[Path, typer.Argument(help="The export: CSV, gzip'd CSV, Parquet or Excel.")],
    out: Annotated[
        Path | None, typer.Option(help="Where to write the mapping; else it is printed.")
    ] = None,
    kind: Kind = None,
    as_json: Json = False,
) -> None:
    """Draft a mapping file by looking at an export, or course codes by looking at a catalogue."""
    if kind == "courses":
        _map_courses(file, out, as_json)
        return
    from forwhom.data.open_source import draft_mapping

    drafted = draft_mapping(file, kind)
    told = {"placed": drafted.placed, "unplaced": drafted.unplaced, "mapping": drafted.text}
    if out is None:
        print(json.dumps(told, ensure_ascii=False) if as_json else drafted.text)
        return
    _write_new(out, drafted.text)
    again = f" --as {kind}" if kind else ""
    lines = [
        f"Placed        {drafted.placed} columns; {drafted.unplaced} are left for you",
        f"Written to    {out}",
        f"Next          look it over, then: forwhom check {file}{again} --mapping {out}",
    ]
    tell(told, as_json, lines)


def _map_courses(file: Path, out: Path | None, as_json: bool) -> None:
    from forwhom.data.sources.draft_courses import draft_courses

    drafted = draft_courses(file)
    if out is None:
        told = {**drafted.counts, "course_codes": drafted.text}
        print(json.dumps(told, ensure_ascii=False) if as_json else drafted.text, end="")
        return
    _write_new(out, drafted.text)
    sure, doubt, unknown = drafted.sure, drafted.in_doubt, drafted.unknown
    lines = [
        f"Courses       {sure:,} sure, {doubt:,} with a question, {unknown:,} not understood",
        *drafted.left_out,
        f"Written to    {out}",
        "Next          look it over: settle each row with sure = no, fill what is empty",
    ]
    tell({**drafted.counts, "written": str(out)}, as_json, lines)


def _write_new(out: Path, text: str) -> None:
    """Write a draft where nothing is yet."""
    if out.exists():
        raise ForwhomError(
            f"`{out.name}` is there already.",
            where=str(out),
            did="Nothing was written, so that your own work is safe.",
            remedy="Name another file with --out, or move that one away.",
        )
    out.write_text(text, encoding="utf-8")
