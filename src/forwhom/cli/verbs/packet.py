"""Printing a board packet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from forwhom.cli.app import Json, tell, verb

Of = Annotated[Path, typer.Argument(help="An audit's folder or, with --for, a release's.")]
Chosen = Annotated[
    list[str] | None,
    typer.Argument(help="Findings (number or id); of a release MEASURE[:GROUP[:PLACE]]."),
]
Out = Annotated[Path, typer.Option(help="The PDF to write.")]
For = Annotated[str | None, typer.Option("--for", help="public or committee: from a release only.")]


@verb(
    "packet audit 1 3 7 --out packet.pdf",
    "packet release suspended --for public",
    "packet release suspended:sex chronic_absence:race_ethnicity:1008 --for committee",
)
def packet(
    of: Of,
    chosen: Chosen = None,
    out: Out = Path("packet.pdf"),
    audience: For = None,
    language: Annotated[str, typer.Option(help="en or es.")] = "en",
    title: Annotated[str | None, typer.Option(help="The title (inside only).")] = None,
    prepared_for: Annotated[str | None, typer.Option(help="For whom (inside only).")] = None,
    as_json: Json = False,
) -> None:
    """Print chosen findings as a board packet: a tagged PDF, a page a question."""
    from forwhom.report.packet import choice, packet_inside, packet_released
    from forwhom.results.inside_log import note_reading

    spoken = choice.language(language)
    if audience is None:
        note_reading(of, what="packet", audit=of.resolve().name, why=" ".join(chosen or []))
        made = packet_inside(
            of, chosen or [], language=spoken, title=title, prepared_for=prepared_for
        )
    else:
        choice.refuse_words(title, prepared_for)
        asked = [choice.released(one) for one in chosen or []]
        made = packet_released(of, asked, audience=audience, language=spoken)
    out.write_bytes(made)
    tell({"packet": str(out), "bytes": len(made)}, as_json, [f"Printed to    {out}"])
