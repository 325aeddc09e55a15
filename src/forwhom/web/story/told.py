"""The words of the story, from its TOML files, in one language."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FILES = ("finding_out.toml", "acting.toml")
LANGUAGES = {"en", "es"}
TUESDAY = 1

Told = dict[str, Any]


def told(language: str) -> Told:
    """The whole story in a language; in English where it is not told in that one."""
    spoken = language.partition("-")[0]
    found: Told = _in(whole(), spoken if spoken in LANGUAGES else "en")
    return found


def whole() -> Told:
    """The whole story in both languages, as it is written."""
    return {
        name: part
        for file in FILES
        for name, part in tomllib.loads((HERE / file).read_text("utf-8")).items()
    }


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
