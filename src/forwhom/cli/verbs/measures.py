"""Listing what is measured, one measure's definition, or a published frame."""

from __future__ import annotations

from typing import Annotated

import typer

from forwhom.cli.app import Json, tell, verb


@verb("measures", "measures chronic_absence", "measures --frame nasem16", "measures --json")
def measures(
    name: Annotated[str, typer.Argument(help="A measure, to see its whole definition.")] = "",
    frame: Annotated[
        str,
        typer.Option(
            metavar="FRAME",
            help="Arranged as nasem16, crdc, skrla12 or are10, with what is missing.",
        ),
    ] = "",
    as_json: Json = False,
) -> None:
    """List what is measured, or show how one measure is defined."""
    from forwhom.audit import cards, frames, summary

    if name:
        tell(cards.card(name), as_json, cards.card_lines(name))
    elif frame:
        found = frames.named_frame(frame)
        tell(frames.frame_as_dict(found), as_json, frames.frame_lines(found))
    else:
        tell(summary.measures_as_dict(), as_json, summary.measure_lines())
