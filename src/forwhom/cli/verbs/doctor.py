"""Looking at this installation."""

from __future__ import annotations

from forwhom.cli.app import Json, tell, verb


@verb("doctor")
def doctor(as_json: Json = False) -> None:
    """Look at this installation: versions, memory, what is missing."""
    from forwhom.audit.installation import examine

    found = examine()
    tell(found, as_json, [f"{name:<14}{state}" for name, state in found.items()])
