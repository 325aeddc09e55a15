"""Bringing a district back from a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from forwhom.cli.app import Json, tell, verb
from forwhom.cli.verbs.backup import Passphrase


@verb("restore 2026-11-22.backup --into district --passphrase-file passphrase")
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `forwhom backup` made.")],
    into: Annotated[Path, typer.Option(help="A new or empty folder.")],
    passphrase_file: Passphrase = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Keep what is there beside it, and put this there.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Bring a district back: all is looked over before any of it is put in place."""
    from forwhom.web.running.saved.restore import restore as bring_back

    done = bring_back(file, into=into, replace=replace, passphrase_file=passphrase_file)
    lines = [f"{done['files']} files, saved on {done['made'][:10]}, are back in {done['into']}."]
    if done["kept"]:
        lines.append(f"What was there before is in {done['kept']}.")
    if not done["audits"]:
        lines.append("Audits were left out of this backup: `forwhom audit DISTRICT` makes them.")
    tell(done, as_json, [*lines, "Everybody signs in anew."])
