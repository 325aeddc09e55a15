"""The words inside charts and their tables, in English and Spanish, from the folder `phrases`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "es")
OURS = Path(__file__).with_name("phrases")  # made once: a page asks for hundreds of phrases


@cache
def catalogue(path: Path) -> dict[str, dict[str, str]]:
    """Every phrase of one TOML file: dotted name -> language -> text."""
    with path.open("rb") as file:
        return dict(_flat(tomllib.load(file), ""))


def phrase(name: str, language: str, **values: object) -> str:
    """One phrase in one language with its blanks filled.

    Raises LookupError when the name or the language is not in the catalogue.
    """
    return in_folder(OURS)[name][language].format(**values)


@cache
def in_folder(folder: Path) -> dict[str, dict[str, str]]:
    """Every phrase of the TOML files of a folder."""
    files = sorted(folder.glob("*.toml"))
    return {name: texts for file in files for name, texts in catalogue(file).items()}


def _flat(tree: dict[str, Any], path: str) -> list[tuple[str, dict[str, str]]]:
    """Tables of a TOML file that hold a text in `en`, by their dotted names."""
    found = []
    for name, value in tree.items():
        if isinstance(value, dict):
            dotted = f"{path}.{name}".lstrip(".")
            if isinstance(value.get("en"), str):
                found.append((dotted, {k: v for k, v in value.items() if isinstance(v, str)}))
            found.extend(_flat(value, dotted))  # a phrase may have others under its name
    return found
