"""What later stages show beside a finding: told by them, since a finding does not know them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Voices = Callable[[str], dict[str, Any]]
_voices: list[Voices] = []


def shows_voices(tell: Voices) -> None:
    """Tell how the voices about a finding are read; called once, when that app is ready."""
    _voices[:] = [tell]


def voices(finding: str) -> dict[str, Any]:
    """What was heard about a finding: empty where no app keeps it."""
    return _voices[0](finding) if _voices else {}
