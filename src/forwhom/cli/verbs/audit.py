"""Finding every disparity in the records."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, Literal

import typer

from forwhom.cli.app import AcceptRefused, Json, Kind, Mapping, Quiet, progress, tell, verb

Years = Annotated[
    list[str] | None,
    typer.Option(
        "--year", metavar="YEAR", help="Only this school year, such as 2025-26; may repeat."
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help="Count an unfinished year up to this day, and earlier years too."
    ),
]
Language = Annotated[Literal["en", "es"] | None, typer.Option(help="The report's language.")]
Engine = Annotated[
    str, typer.Option(help="What counts: duckdb here, or Spark at sc://… or spark://….")
]
Tables = Annotated[
    str | None,
    typer.Option(
        "--tables", metavar="ADDRESS", help="Where the cluster reads the folder `tables`."
    ),
]
Quick = Annotated[
    bool, typer.Option("--quick", help="Leave out the search for what is more than chance.")
]
Deep = Annotated[int, typer.Option(min=1, max=5, help="Cross so many dimensions in the district.")]
AtLeast = Annotated[
    int,
    typer.Option(min=11, metavar="CHILDREN", help="Cross only groups of so many and more."),
]


@verb(
    "audit export/ --out audit",
    "audit export.csv.gz --mapping mapping.toml --out audit",
    "audit district",
    "audit district --as-of 2026-11-20",
    "audit district --quick",
    "audit district --depth 4 --at-least 30",
    "audit district --engine sc://cluster.example.org",
)
def audit(
    source: Annotated[Path, typer.Argument(help="A district's folder, or an export.")],
    out: Annotated[Path | None, typer.Option(help="The folder for the audit.")] = None,
    mapping: Mapping = None,
    kind: Kind = None,
    year: Years = None,
    as_of: AsOf = None,
    language: Language = None,
    quick: Quick = False,
    depth: Deep = 3,
    at_least: AtLeast = 11,
    accept_refused: AcceptRefused = False,
    engine: Engine = "duckdb",
    tables: Tables = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find every disparity in the records and write the report."""
    started = time.monotonic()
    import forwhom
    from forwhom.audit.summary import as_dict, audit_lines

    found = forwhom.run_audit(
        source, out, mapping=mapping, kind=kind, years=tuple(year or ()), as_of=as_of,
        language=language, accept_refused=accept_refused, engine=engine, tables_at=tables,
        quick=quick, depth=depth, at_least=at_least,
        say=progress(quiet or as_json),
    )  # fmt: skip
    tell(as_dict(found), as_json, audit_lines(found, time.monotonic() - started))
