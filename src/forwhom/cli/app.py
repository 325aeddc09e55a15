"""What all verbs share: the command itself, their common options, progress and answers."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

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
Kind = Annotated[
    str | None,
    typer.Option("--as", metavar="KIND", help="What kind of export it is, where we cannot tell."),
]


def verb(*examples: str, name: str | None = None) -> Callable[[Any], Any]:
    """Make a function a verb; its help shows the examples, each on its own line."""

    def made(function: Any) -> Any:
        lead = "Examples" if len(examples) > 1 else "Example"
        lines = "\n".join(f"  forwhom {example}" for example in examples)
        text = f"{function.__doc__.strip()}\n\n\b\n{lead}:\n{lines}"
        return app.command(name, help=text)(function)

    return made


def progress(quiet: bool) -> Callable[[str], None]:
    """Says on standard error what is being done, with the time; silent where `quiet`."""
    started = time.monotonic()

    def say(text: str) -> None:
        print(f"{time.monotonic() - started:6.1f} s  {text}", file=sys.stderr, flush=True)

    return (lambda _: None) if quiet else say


def tell(told: dict[str, Any], as_json: bool, lines: list[str]) -> None:
    """Answer on standard output: lines for people or JSON for machines."""
    print(json.dumps(told, ensure_ascii=False, indent=1) if as_json else "\n".join(lines))
