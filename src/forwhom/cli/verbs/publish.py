"""Publishing what may leave the district."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from forwhom.cli.app import Json, Quiet, progress, tell, verb

To = Annotated[
    Path | None, typer.Option(help="Where the release goes; by default DISTRICT/releases/ID.")
]
Audience = Annotated[str, typer.Option("--for", help="For whom it is: public or committee.")]
Lattice = Annotated[
    Path | None,
    typer.Option(help="A release.toml that declares other numbers than DISTRICT/release.toml."),
]
Review = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Record that this person has read the texts; no more."),
]


@verb(
    "publish district",
    "publish district --audit 0001 --for committee",
    'publish district --review "Ana Lopez"',
    "publish audit --to release",
)
def publish(
    where: Annotated[Path, typer.Argument(help="A district's folder, or an audit's.")],
    to: To = None,
    audit: Annotated[
        str | None, typer.Option(metavar="ID", help="An audit of the district; else the newest.")
    ] = None,
    audience: Audience = "public",
    lattice: Lattice = None,
    unhide: Annotated[
        bool, typer.Option("--unhide", help="Show again what need no longer be hidden.")
    ] = False,
    trial: Annotated[
        bool, typer.Option("--trial", help="Only to look: into --to, and in no ledger.")
    ] = False,
    review: Review = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Publish numbers that no attack takes back to a small group of children."""
    from forwhom.release import asked, told
    from forwhom.report.released import pages

    wish = asked.Asked(where, to, audit, audience, lattice, unhide, trial)
    if review is not None:
        found = asked.review_texts(wish, review)
        tell({"reviewed": found}, as_json, asked.review_lines(found))
        return
    done, of = asked.publish_asked(wish, pages, progress(quiet or as_json))
    tell(told.as_dict(done, of), as_json, told.lines(done, of))
