"""The law's own calculations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from forwhom.cli.app import AcceptRefused, Json, Kind, Mapping, Quiet, progress, tell, verb

if TYPE_CHECKING:
    from forwhom.audit.official import Calculated


@verb(
    "official dashboard-2018.csv.gz --profile dashboard",
    "official dashboard-2018.csv.gz --profile dashboard --place 'Monterey Peninsula U'",
    "official district/ --profile dashboard --so-far 0.4 --out official",
    "official district/ --profile idea-california --out official",
    "official published_counts.csv --profile idea --rules our-state.toml",
    "official state-file.csv --profile idea --against district/",
    "official district/ --profile lcap --out lcap",
)
def official(
    where: Annotated[Path, typer.Argument(help="A file that an agency published, or a district.")],
    profile: Annotated[
        str, typer.Option(help="Which calculation, and whose values: dashboard, idea-california, …")
    ],
    out: Annotated[Path | None, typer.Option(help="A folder for every number and value.")] = None,
    year: Annotated[
        list[str] | None, typer.Option("--year", metavar="YEAR", help="Only this year; may repeat.")
    ] = None,
    place: Annotated[
        list[str] | None,
        typer.Option("--place", metavar="NAME", help="Only this place, by name or id; may repeat."),
    ] = None,
    against: Annotated[
        Path | None, typer.Option(help="Our own numbers to set beside: an audit, or a file.")
    ] = None,
    rules: Annotated[
        Path | None, typer.Option(help="The values your state or district uses instead.")
    ] = None,
    so_far: Annotated[
        float | None,
        typer.Option(metavar="SHARE", help="Forecast: the share of the year that has passed."),
    ] = None,
    language: Annotated[Literal["en", "es"], typer.Option(help="The page's language.")] = "en",
    mapping: Mapping = None,
    kind: Kind = None,
    accept_refused: AcceptRefused = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Recompute official numbers: what each is, how it was made, how far it is from the line."""
    from forwhom.audit.official import Asked, run_official
    from forwhom.audit.official_lines import as_dict, official_lines

    asked = Asked(
        profile=profile, years=tuple(year or ()), places=tuple(place or ()), against=against,
        own=rules, so_far=so_far, mapping=mapping, kind=kind, accept_refused=accept_refused,
    )  # fmt: skip
    found = run_official(where, asked, out=out, say=progress(quiet or as_json))
    _write_page(out, found, language)
    tell(as_dict(found), as_json, official_lines(found, out))


def _write_page(out: Path | None, found: Calculated, language: Literal["en", "es"]) -> None:
    if out is None:
        return
    from forwhom.report.official import OfficialPage, write_page

    made = found.calculation
    title, asks = (made.title, made.asks) if language == "en" else made.spanish
    page = OfficialPage(
        title=title, asks=asks, source=made.source, inside=found.inside,
        numbers=found.numbers, values=found.values, missing=dict(found.missing),
        beside=found.beside, defined=found.defined, notes=found.notes,
    )  # fmt: skip
    write_page(out, page, language)
