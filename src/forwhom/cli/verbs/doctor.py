"""Looking at this installation, and at what a district's folder keeps of its own past."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from forwhom.cli.app import Json, tell, verb


@verb("doctor", "doctor district", "doctor district --history")
def doctor(
    district: Annotated[
        Path | None, typer.Argument(help="A district's folder: do ledger, log and web hold?")
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help="Look over each row of the web's history.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Look at this installation: versions, memory, what is missing, what is not safe."""
    from forwhom.audit.installation import examine

    found: dict[str, Any] = dict(examine())
    if district is not None:
        from forwhom.release.history import history as past

        found |= past(district)
    lines = [f"{name:<14}{state}" for name, state in found.items()]
    bad = any(state.startswith("broken") for state in found.values())
    if district is not None and (district / "web").is_dir():
        from forwhom.web.running.looks import as_dicts, look_over

        looks = look_over(district, history=history)
        found["Web"] = as_dicts(looks)
        lines += ["", "The web application", *(look.line for look in looks)]
        bad = bad or any(look.state == "wrong" for look in looks)
    tell(found, as_json, lines)
    if bad:
        raise SystemExit(1)
