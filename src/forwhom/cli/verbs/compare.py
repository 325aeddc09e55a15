"""Saying what changed between two audits, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from forwhom.cli.app import Json, tell, verb


@verb("compare district/audits/0001 district/audits/0002", "compare last-year this-year --json")
def compare(
    old: Annotated[Path, typer.Argument(help="The older audit's folder.")],
    new: Annotated[Path, typer.Argument(help="The newer audit's folder.")],
    as_json: Json = False,
) -> None:
    """Say what changed between two audits and why: data, rules, definitions or reality."""
    from forwhom.audit.compare import compare as compared
    from forwhom.audit.compare.words import compare_lines
    from forwhom.results import open_audit

    audit = open_audit(new)
    found = compared(open_audit(old), audit)
    tell(found.as_dict(), as_json, compare_lines(found, audit.about, audit.about["language"]))
