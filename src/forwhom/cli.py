"""The command `forwhom`: thin, one function a verb."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import typer
from typer.exceptions import TyperException

from forwhom.errors import ForwhomError

HELP = """What is happening in our schools, for whom, and why.

Forwhom reads a district's own records and shows every disparity, with how sure it is.

\b
Begin with a made-up district:
  forwhom sample sample
  forwhom audit sample --out audit
"""

app = typer.Typer(
    help=HELP,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"max_content_width": 96},
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
    try:
        code = app(args=sys.argv[1:] or ["--help"], standalone_mode=False)
        sys.stdout.flush()
    except ForwhomError as error:
        _fail(error)
    except TyperException as error:
        _fail(_misused(error))
    except BrokenPipeError:  # whoever read our lines has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except OSError as error:
        _fail(_refused_by_system(error))
    except Exception as error:  # a traceback could show a student's value
        if os.environ.get("FORWHOM_TRACEBACK"):
            raise
        _fail(_unforeseen(error))
    if code == 130:
        _fail(ForwhomError("Stopped.", did="What was there is as it was."), code)
    raise SystemExit(code or 0)


def _verb(*examples: str, name: str | None = None) -> Callable[[Any], Any]:
    """Make a function a verb; its help shows the examples, each on its own line."""

    def made(function: Any) -> Any:
        lead = "Examples" if len(examples) > 1 else "Example"
        lines = "\n".join(f"  forwhom {example}" for example in examples)
        text = f"{function.__doc__.strip()}\n\n\b\n{lead}:\n{lines}"
        return app.command(name, help=text)(function)

    return made


@_verb("sample sample", "sample small --students 2000 --schools 8 --years 2 --seed 7")
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
    """Write a made-up district to try everything on."""
    import forwhom

    made = forwhom.make_sample(
        directory, students=students, schools=schools, years=years, seed=seed, null=null,
        daily_attendance=daily_attendance, say=_progress(quiet or as_json),
    )  # fmt: skip
    lines = [
        f"Made up       {made['students']:,} students, {made['schools']} schools, {years} years",
        f"Written to    {directory}",
        f"What is true  {directory / 'truth.json'}",
        f"Next          forwhom audit {directory} --out audit",
    ]
    _tell(made, as_json, lines)


@_verb("map export.csv", "map export.csv --out mapping.toml", name="map")
def map_(
    file: Annotated[Path, typer.Argument(help="The export: CSV, gzip'd CSV, Parquet or Excel.")],
    out: Annotated[
        Path | None, typer.Option(help="Where to write the mapping; else it is printed.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Draft a mapping file by looking at an export."""
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
    lines = [
        f"Placed        {drafted.placed} columns; {drafted.unplaced} are left for you",
        f"Written to    {out}",
        f"Next          look it over, then: forwhom check {file} --mapping {out}",
    ]
    _tell(told, as_json, lines)


@_verb("check export/", "check export.csv --mapping mapping.toml --refused refused/")
def check(
    source: Annotated[Path, typer.Argument(help="A folder of tables, or an export.")],
    mapping: Mapping = None,
    refused_to: Annotated[
        Path | None, typer.Option("--refused", help="A folder for the lists of refused rows.")
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Look at records and keep none: what is there, missing or refused."""
    from forwhom.audit.look import look_at
    from forwhom.audit.look_words import as_lines

    seen = look_at(source, mapping, refused_to=refused_to, say=_progress(quiet or as_json))
    _tell(seen.as_dict(), as_json, as_lines(seen))
    return seen.exit_code


@_verb(
    "import export/ --into district",
    "import export.csv --mapping mapping.toml --into district",
    name="import",
)
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
    """Bring records into the district's folder: all of them or none."""
    from forwhom.audit import import_records
    from forwhom.audit.look_words import import_lines

    accounts = import_records(
        source, into, mapping=mapping, accept_refused=accept_refused, replace=replace,
        say=_progress(quiet or as_json),
    )  # fmt: skip
    told = {"district": str(into), "tables": {a.table: a.as_dict() for a in accounts}}
    done = ["", f"Imported to   {into}", f"Next          forwhom audit {into}"]
    _tell(told, as_json, [*import_lines(accounts), *done])


@_verb(
    "audit export/ --out audit",
    "audit export.csv.gz --mapping mapping.toml --out audit",
    "audit district",
)
def audit(
    source: Annotated[Path, typer.Argument(help="A district's folder, or an export.")],
    out: Annotated[Path | None, typer.Option(help="The folder for the audit.")] = None,
    mapping: Mapping = None,
    year: Annotated[
        list[str] | None,
        typer.Option(metavar="YEAR", help="Only this school year, such as 2025-26; may repeat."),
    ] = None,
    language: Annotated[
        Literal["en", "es"] | None, typer.Option(help="The report's language.")
    ] = None,
    accept_refused: AcceptRefused = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find every disparity in the records and write the report."""
    started = time.monotonic()
    import forwhom
    from forwhom.audit.summary import as_dict, audit_lines

    found = forwhom.run_audit(
        source, out, mapping=mapping, years=tuple(year or ()), language=language,
        accept_refused=accept_refused, say=_progress(quiet or as_json),
    )  # fmt: skip
    _tell(as_dict(found), as_json, audit_lines(found, time.monotonic() - started))


@_verb("measures", "measures --json")
def measures(as_json: Json = False) -> None:
    """List what is measured, with the records each measure reads."""
    from forwhom.audit.summary import measure_lines, measures_as_dict

    _tell(measures_as_dict(), as_json, measure_lines())


@_verb("doctor")
def doctor(as_json: Json = False) -> None:
    """Look at this installation: versions, memory, what is missing."""
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


def _misused(error: TyperException) -> ForwhomError:
    """What the command line does not understand, in our words."""
    context = getattr(error, "ctx", None)
    verb = context.command_path if context else "forwhom"
    what, _, near = error.format_message().partition(" Did you mean ")
    options = getattr(error, "possibilities", None) or ()
    near = near or ", ".join(f"`{option}`" for option in options)
    what = what.partition(" (Possible")[0].rstrip(".").replace("Value error, ", "")
    remedy = f"Did you mean {near.rstrip('?')}? " if near else ""
    spaced = "A name with spaces needs quotes. " if "extra argument" in what else ""
    return ForwhomError(
        f"{what}.", did="Nothing was done.", remedy=f"{remedy}{spaced}`{verb} --help` explains it."
    )


def _refused_by_system(error: OSError) -> ForwhomError:
    why = (error.strerror or type(error).__name__).lower()
    remedy = "See that the path is right, that you may read and write there, and the disk has room."
    what = f"A file or folder cannot be used: {why}."
    return ForwhomError(what, where=str(error.filename or ""), did="We stopped.", remedy=remedy)


def _unforeseen(error: Exception) -> ForwhomError:
    """A fault of ours: where in our code, and not what the error says, which may hold values."""
    import traceback

    house = Path(__file__).parent
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(house)][-1]
    told = ForwhomError(
        "Something happened that we did not foresee. That is a fault of ours.",
        where=f"{Path(ours.filename).relative_to(house.parent)}, line {ours.lineno} "
        f"({type(error).__name__})",
        did="We stopped there.",
        remedy="Please open an issue with this message and the command, and without any records.",
    )
    told.exit_code = 1
    return told


def _fail(error: ForwhomError, code: int | None = None) -> NoReturn:
    page = f"docs/how-to/errors.md#{error.anchor}"
    if "--json" in sys.argv:
        told = {"error": error.what, "where": error.where, "did": error.did}
        print(json.dumps({**told, "remedy": error.remedy, "help": page}, ensure_ascii=False))
    else:
        print(f"{error}\n({page})", file=sys.stderr)
    raise SystemExit(code or error.exit_code)
