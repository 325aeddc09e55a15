"""What a district may add to a OneRoster bundle: the school year, where no file says it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from forwhom.data.sources.draft import Draft
from forwhom.data.toml_text import read_toml
from forwhom.errors import MappingError

_FORM = r"((?:19|20)\d\d)-(\d\d)"
TEXT = """# What Forwhom cannot read from this OneRoster export.
# The school year of classes whose term is in no academicSessions.csv:
# school_year = "2025-26"
"""


def said_year(path: Path) -> int:
    """The year in which the named school year ends. Raises MappingError."""
    try:
        said = read_toml(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _wrong(path, "cannot be read") from error
    year = said.pop("school_year", None)
    form = re.fullmatch(_FORM, year) if isinstance(year, str) else None
    if said or form is None or (int(form[1]) + 1) % 100 != int(form[2]):
        raise _wrong(path, "does not name one school year and nothing else")
    return int(form[1]) + 1


def drafted(_: Path) -> Draft:
    """A file to fill in; all columns have the standard's names, so that none is to be placed."""
    return Draft(TEXT, 0, 0, 0)


def _wrong(path: Path, what: str) -> MappingError:
    return MappingError(
        f"The mapping `{path.name}` {what}.",
        where=str(path),
        did="Nothing was read.",
        remedy='Write one line: school_year = "2025-26".',
    )
