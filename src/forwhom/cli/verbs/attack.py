"""Attacking published numbers, ours or anyone's."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from forwhom.cli.app import AcceptRefused, Json, Kind, Mapping, Quiet, progress, tell, verb

Twice = Annotated[
    int | None,
    typer.Option(
        "--in-two-schools", min=0, metavar="CHILDREN", help="At most so many count twice."
    ),
]


@verb(
    "attack release/",
    "attack published_counts.csv --enrollment enrollment.csv",
    "attack state-file.csv --mapping mapping.toml --json",
)
def attack(
    where: Annotated[Path, typer.Argument(help="A release, or numbers that anyone published.")],
    enrollment: Annotated[
        Path | None,
        typer.Option(help="A CSV of how many children each group has, where that is known."),
    ] = None,
    threshold: Annotated[
        int | None,
        typer.Option(min=2, help="Groups of fewer are small; else the release's, or 11."),
    ] = None,
    width: Annotated[
        int | None, typer.Option(min=1, help="Children to be left in doubt about; else 3.")
    ] = None,
    twice: Twice = None,
    values: Annotated[
        bool, typer.Option("--values", help="Print the hidden numbers too: that is inside data.")
    ] = False,
    mapping: Mapping = None,
    kind: Kind = None,
    accept_refused: AcceptRefused = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Work out what published numbers hide. Exit code 1: something comes out; 0: nothing does."""
    from forwhom.audit.attacked import Asked, attack_published
    from forwhom.errors import AttackError
    from forwhom.release.attack.telling import as_dict, attack_lines

    asked = Asked(enrollment, threshold, width, twice, values, accept_refused)
    found, read = attack_published(
        where, asked, mapping=mapping, kind=kind, say=progress(quiet or as_json)
    )
    told = as_dict(found, read.names, values)
    tell(told, as_json, attack_lines(found, read.names, values))
    return 1 if found.breached else AttackError.exit_code if found.unsolved else 0
