"""Saving a district to one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from forwhom.cli.app import Json, tell, verb

Passphrase = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="A file whose first line is the passphrase that seals it."),
]


@verb("backup district --out 2026-11-22.backup --passphrase-file passphrase")
def backup(
    district: Annotated[Path, typer.Argument(help="The district's folder.")],
    out: Annotated[Path, typer.Option(help="The file to make.")],
    passphrase_file: Passphrase = None,
    without_audits: Annotated[
        bool, typer.Option("--without-audits", help="Leave out audits: they can be made again.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Save a district to one file: records, audits, releases, people and history."""
    from forwhom.web.running.saved.backup import backup as save
    from forwhom.web.running.serve import named

    done = save(
        named(district), out=out, audits=not without_audits, passphrase_file=passphrase_file
    )
    tell(done, as_json, _lines(done))


def _lines(done: dict[str, object]) -> list[str]:
    size = int(str(done["size"])) / 2**20
    lines = [f"{done['files']} files are saved in {done['file']} ({size:.1f} MB)."]
    if done["sealed"]:
        return [*lines, "It is sealed: keep the passphrase elsewhere. Without it nothing opens it."]
    return [
        *lines,
        "It is NOT sealed. Who has this file reads every student's record and every name in it.",
        "Use --passphrase-file to seal it, or keep it where only you can read it.",
    ]
