"""Making up a district to try everything on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from forwhom.cli.app import Json, Quiet, progress, tell, verb
from forwhom.errors import ForwhomError


@verb(
    "sample sample",
    "sample small --students 2000 --schools 8 --years 2 --seed 7",
    "sample export --as-export",
    "sample reasons --causes",
)
def sample(
    directory: Annotated[Path, typer.Argument(help="The folder to write; it is made.")],
    students: Annotated[int, typer.Option(help="How many students, about.")] = 20_000,
    schools: Annotated[int, typer.Option(help="How many schools.")] = 32,
    years: Annotated[int, typer.Option(help="How many school years.")] = 3,
    seed: Annotated[int, typer.Option(help="The same seed gives the same district.")] = 1,
    null: Annotated[bool, typer.Option("--null", help="No group differs in anything.")] = False,
    causes: Annotated[
        bool, typer.Option("--causes", help="Each gap has one known cause; truth.json tells it.")
    ] = False,
    daily_attendance: Annotated[
        bool, typer.Option("--daily-attendance", help="A row for every school day of everyone.")
    ] = False,
    as_export: Annotated[
        bool,
        typer.Option(
            "--as-export", help="One wide file, as a student information system writes it."
        ),
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write a made-up district to try everything on."""
    import forwhom

    if null and causes:
        raise _both()
    made = forwhom.make_sample(
        directory, students=students, schools=schools, years=years, seed=seed, null=null,
        causes=causes, daily_attendance=daily_attendance, as_export=as_export,
        say=progress(quiet or as_json),
    )  # fmt: skip
    count = f"{made['students']:,} students, {made['schools']} schools, {years} years"
    lines = [f"Made up       {count}", f"Written to    {made.get('file', directory)}"]
    if as_export:
        lines += [f"Next          forwhom map {made['file']}"]
    else:
        lines += [f"What is true  {directory / 'truth.json'}"]
        lines += [f"Next          forwhom audit {directory} --out audit"]
    tell(made, as_json, lines)


def _both() -> ForwhomError:
    return ForwhomError(
        "A district has planted causes or no difference at all, not both.",
        did="Nothing was written.",
        remedy="Leave out --null or --causes.",
    )
