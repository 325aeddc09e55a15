"""The words of the story, from its TOML file, in one language."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "finished_inquiry.toml"
LANGUAGES = {"en", "es"}
TUESDAY = 1

Told = dict[str, Any]


def told(language: str) -> Told:
    """The whole story in a language; in English where it is not told in that one."""
    spoken = language.partition("-")[0]
    found: Told = _in(
        tomllib.loads(FILE.read_text("utf-8")), spoken if spoken in LANGUAGES else "en"
    )
    return found


def day(today: date, week: int) -> date:
    """The Tuesday of a week, counted from this one."""
    return today + timedelta(weeks=week, days=TUESDAY - today.weekday())


def _in(one: Any, language: str) -> Any:
    if isinstance(one, list):
        return [_in(each, language) for each in one]
    if not isinstance(one, dict):
        return one
    if set(one) == LANGUAGES:
        return one[language]
    return {name: _in(each, language) for name, each in one.items()}
