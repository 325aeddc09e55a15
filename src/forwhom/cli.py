"""The command `forwhom`: thin, one function a verb."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from forwhom.errors import ForwhomError, did_you_mean

VERBS = "sample map check import audit measures doctor".split()
HELP = """What is happening in our schools, for whom, and why.

Forwhom reads a district's own records and shows every disparity, with how sure it is.

Begin with a made-up district:

    forwhom sample sample
    forwhom audit sample --out audit
"""

app = typer.Typer(
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Json = Annotated[bool, typer.Option("--json", help="Only JSON on standard output, for machines.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress.")]
Mapping = Annotated[
    Path | None, typer.Option(help="The mapping file that says what the export's columns mean.")
]
AcceptRefused = Annotated[
    bool, typer.Option("--accept-refused", help="Go on though over 1 % of a table is refused.")
]


def main() -> None:
    """Run the command; errors are told in four parts and end with their own exit code."""
    _guess_verb()
    try:
        app()
    except ForwhomError as error:
        _fail(error)
    except KeyboardInterrupt:
        print("\nStopped. What was there is as it was.", file=sys.stderr)
        raise SystemExit(130) from None


@app.command()
def sample(
    directory: Annotated[Path, typer.Argument(help="The folder to write; it is made.")],
    students: Annotated[int, typer.Option(help="How many students, about.")] = 20_000,
    schools: Annotated[int, typer.Option(help="How many schools.")] = 32,
    years: Annotated[int, typer.Option(help="How many school years.")] = 3,
    seed: Annotated[int, typer.Option(help="The same seed gives the same district.")] = 1,
    null: Annotated[bool, typer.Option("--null", help="No group differs in anything.")] = False,
    daily_attendance: Annotated[
        bool, typer.Option("--daily-attendance", help="A row for every school day of everyone.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write a made-up district to try everything on.

    Example: forwhom sample sample --students 20000 --schools 32 --years 3 --seed 1
    """
    import forwhom

    made = forwhom.make_sample(
        directory, students=students, schools=schools, years=years, seed=seed, null=null,
        daily_attendance=daily_attendance, say=_progress(quiet or as_json),
    )  # fmt: skip
    _tell(
        made,
        as_json,
        [
            f"Made up       {made['students']:,} students in {made['schools']} schools, {years} years",
            f"Written to    {directory}",
            f"What is true  {directory / 'truth.json'}",
            f"Next          forwhom audit {directory} --out audit",
        ],
    )


@app.command("map")
def map_(
    file: Annotated[Path, typer.Argument(help="The export: CSV, gzip'd CSV, Parquet or Excel.")],
    out: Annotated[
        Path | None, typer.Option(help="Where to write the mapping; else it is printed.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Draft a mapping file by looking at an export.

    Example: forwhom map export.csv --out mapping.toml
    """
    from forwhom.data.sources.draft import draft

    drafted = draft(file)
    told = {"placed": drafted.placed, "unplaced": drafted.unplaced, "mapping": drafted.text}
    if out is None:
        print(json.dumps(told, ensure_ascii=False) if as_json else drafted.text)
        return
    if out.exists():
        raise ForwhomError(
            f"`{out.name}` is there already.",
            where=str(out),
            did="Nothing was written, so that your own work is safe.",
            remedy="Name another file with --out, or move that one away.",
        )
    out.write_text(drafted.text, encoding="utf-8")
    _tell(
        told,
        as_json,
        [
            f"Placed        {drafted.placed} columns; {drafted.unplaced} are left for you",
            f"Written to    {out}",
            f"Next          look it over, then: forwhom check {file} --mapping {out}",
        ],
    )


@app.command()
def check(
    source: Annotated[Path, typer.Argument(help="A folder of tables, or an export.")],
    mapping: Mapping = None,
    refused_to: Annotated[
        Path | None, typer.Option("--refused", help="A folder for the lists of refused rows.")
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Look at records without keeping any: what is there, what is missing, what is refused.

    Example: forwhom check export/ --refused refused/
    """
    from forwhom.audit.look import look_at
    from forwhom.audit.look_words import as_lines

    seen = look_at(source, mapping, refused_to=refused_to, say=_progress(quiet or as_json))
    _tell(seen.as_dict(), as_json, as_lines(seen))
    if seen.too_many:
        raise SystemExit(5)


@app.command("import")
def import_(
    source: Annotated[Path, typer.Argument(help="A folder of tables, or an export.")],
    into: Annotated[Path, typer.Option(help="The district's folder; it is made or added to.")],
    mapping: Mapping = None,
    accept_refused: AcceptRefused = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Begin anew instead of adding to what is there.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Bring records into the district's folder: all of them or none.

    Example: forwhom import export/ --into district
    """
    from forwhom.audit import import_records
    from forwhom.audit.look_words import account_lines

    accounts = import_records(
        source, into, mapping=mapping, accept_refused=accept_refused, replace=replace,
        say=_progress(quiet or as_json),
    )  # fmt: skip
    told = {
        "district": str(into),
        "tables": {
            a.table: {"rows_in": a.rows_in, "kept": a.kept, "refused": a.refused} for a in accounts
        },
    }
    lines = [
        *account_lines(accounts),
        "",
        f"Imported to   {into}",
        f"Next          forwhom audit {into}",
    ]
    _tell(told, as_json, lines)


@app.command()
def audit(
    source: Annotated[Path, typer.Argument(help="A district's folder, or an export.")],
    out: Annotated[Path | None, typer.Option(help="The folder for the audit.")] = None,
    mapping: Mapping = None,
    year: Annotated[
        list[str] | None, typer.Option(help="Only this school year, such as 2025-26; may repeat.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="The report's language: en or es.")] = None,
    accept_refused: AcceptRefused = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find every disparity in the records and write the report.

    Examples:

        forwhom audit export/ --out audit

        forwhom audit export.csv.gz --mapping mapping.toml --out audit

        forwhom audit district
    """
    import forwhom

    started = time.monotonic()
    if language not in (None, "en", "es"):
        raise ForwhomError(
            f"There is no report in `{language}`.",
            did="Nothing was read.",
            remedy="Use --language en or --language es.",
        )
    found = forwhom.run_audit(
        source, out, mapping=mapping, years=tuple(year or ()), language=language,
        accept_refused=accept_refused, say=_progress(quiet or as_json),
    )  # fmt: skip
    about = found.about
    told = {
        "audit": str(found.folder),
        "report": str(found.folder / "report.html"),
        "latest_year": about["latest_year"],
        "students": about["students"],
        "measures": {m["name"]: m["status"] for m in about["measures"]},
        "disparities": len(found.disparities),
        "findings": len(found.findings),
    }
    _tell(told, as_json, _audit_lines(found, time.monotonic() - started))


def _audit_lines(found: Any, seconds: float) -> list[str]:
    about = found.about
    counted = [m for m in about["measures"] if m["status"] == "ok"]
    students = about["students"][about["latest_year"]]
    without = len(about["measures"]) - len(counted)
    first = found.findings[0] if found.findings else None
    sentence = getattr(first, f"sentence_{about['language']}") if first else "No group stood out."
    return [
        f"Looked at     {students:,} students in {len(about['schools'])} schools, "
        f"{about['school_years'][0]} to {about['latest_year']}",
        f"Measures      {len(counted)} counted, {without} without data",
        f"Disparities   {len(found.disparities):,} compared in {seconds:.0f} seconds",
        f"Findings      {len(found.findings):,} worth a look, not yet corrected for the number of looks",
        f"First         {sentence}",
        f"Open          {found.folder / 'report.html'}   (inside data: keep it in the district)",
    ]


@app.command()
def measures(as_json: Json = False) -> None:
    """List what is measured, with the records each measure reads.

    Example: forwhom measures
    """
    from forwhom.measures import MEASURES

    told = {n: {"asks": m.asks, "among": str(m.among), "counts": str(m.outcome), "source": m.source}
            for n, m in MEASURES.items()}  # fmt: skip
    width = max(len(name) for name in MEASURES) + 2
    _tell(told, as_json, [f"{name:<{width}}{measure.asks}" for name, measure in MEASURES.items()])


@app.command()
def doctor(as_json: Json = False) -> None:
    """Look at this installation: versions, memory, what is missing.

    Example: forwhom doctor
    """
    from forwhom.audit.installation import examine

    found = examine()
    _tell(found, as_json, [f"{name:<14}{state}" for name, state in found.items()])


def _progress(quiet: bool) -> Callable[[str], None]:
    started = time.monotonic()

    def say(text: str) -> None:
        print(f"{time.monotonic() - started:6.1f} s  {text}", file=sys.stderr, flush=True)

    return (lambda _: None) if quiet else say


def _tell(told: dict[str, Any], as_json: bool, lines: list[str]) -> None:
    print(json.dumps(told, ensure_ascii=False, indent=1) if as_json else "\n".join(lines))


def _guess_verb() -> None:
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    if words and words[0] not in VERBS and sys.argv[1] == words[0]:
        near = did_you_mean(words[0], VERBS)
        _fail(
            ForwhomError(
                f"There is no verb `{words[0]}`.",
                did="Nothing was done.",
                remedy=near or f"Use one of {', '.join(VERBS)}; `forwhom --help` explains them.",
            )
        )


def _fail(error: ForwhomError) -> NoReturn:
    wanted_json = "--json" in sys.argv
    if wanted_json:
        told = {"error": error.what, "where": error.where, "did": error.did, "remedy": error.remedy}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(f"{error}\n(docs/how-to/errors.md#{error.anchor})", file=sys.stderr)
    raise SystemExit(error.exit_code)
