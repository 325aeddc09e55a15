"""Saying why one gap is there, as far as the records tell."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from forwhom.cli.app import Json, tell, verb


@verb(
    "explain district 1",
    "explain audit 3f9a02c1",
    "explain audit 1 --json",
    "explain district 1 --what-if proposal.toml",
)
def explain(
    where: Annotated[Path, typer.Argument(help="A district's folder, or an audit's.")],
    finding: Annotated[str, typer.Argument(help="A finding: its number in the audit, or its id.")],
    what_if: Annotated[
        Path | None,
        typer.Option(help="A TOML file with another [[matrix]] or [[access]]: what it would do."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Say why one gap is there, as far as the records tell."""
    # Many small sums: two threads would wait for each other more than they add.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from forwhom.audit.explain import explain_finding
    from forwhom.audit.explain_lines import explain_lines, explained_as_dict

    found = explain_finding(where, finding, what_if)
    tell(explained_as_dict(found), as_json, explain_lines(found))
