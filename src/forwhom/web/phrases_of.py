"""Every sentence the pages say, in English and Spanish: each app keeps its own in `phrases/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.apps import apps
from django.utils.translation import get_language

from forwhom.charts.phrases import in_folder
from forwhom.words.numbers import Language

PREFIX = "forwhom.web."


@cache
def phrases() -> dict[str, dict[str, str]]:
    """The whole catalogue: dotted name -> language -> text."""
    found: dict[str, dict[str, str]] = {}
    for app in apps.get_app_configs():
        folder = Path(app.path) / "phrases"
        if app.name.startswith(PREFIX) and folder.is_dir():
            found |= in_folder(folder)
    return found


def language() -> Language:
    """The language of this request."""
    return "es" if (get_language() or "en").startswith("es") else "en"


def say(name: str, **values: object) -> str:
    """One phrase with its blanks filled; LookupError where it is not in the catalogue."""
    text = phrases()[name][language()]
    return text.format(**values) if values else text
