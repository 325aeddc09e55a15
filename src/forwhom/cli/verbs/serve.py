"""Serving the web application."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from forwhom.cli.app import verb


@verb("serve district", "serve district --port 8080")
def serve(
    district: Annotated[Path, typer.Argument(help="The district's folder.")],
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen at.")] = 8000,
    address: Annotated[
        str, typer.Option(help="The address to listen at; others than this machine need https.")
    ] = "127.0.0.1",
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that answer.")] = 2,
    demo: Annotated[
        bool, typer.Option("--demo", help="A made-up district: a sign-in for each role.")
    ] = False,
) -> None:
    """Serve the web application of a district, for people's browsers."""
    from forwhom.web.running.serve import serve as run

    def say(line: str) -> None:
        print(line, flush=True)

    run(district, address=address, port=port, workers=workers, demo=demo, say=say)
