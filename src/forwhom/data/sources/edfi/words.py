"""What Ed-Fi's descriptor codes mean in our words, with what a district adds of its own."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.data.sources.sql_text import literal, quoted
from forwhom.data.toml_text import read_toml
from forwhom.errors import MappingError, did_you_mean

if TYPE_CHECKING:
    import duckdb

Words = dict[str, dict[str, str]]  # descriptor: its codes in small letters, each with our word
DESCRIPTOR = "Descriptor"
FREE = {"ProgramTypeDescriptor"}  # a program may have any name
ALSO = {  # agreed words for which the standard itself has no code
    "AttendanceEventCategoryDescriptor": {"absent_suspended"},
    "DisciplineDescriptor": {"law_enforcement", "restorative"},
    "DisabilityDescriptor": {"Deafness", "Developmental delay"},
    "LimitedEnglishProficiencyDescriptor": {"Long-term"},
    "RaceDescriptor": {"filipino"},
    "SchoolTypeDescriptor": {"virtual"},
    "SchoolCategoryDescriptor": {"k8"},
}


@cache
def standard_words() -> Words:
    """The codes of the Data Standard, as far as they are needed."""
    found: Words = {}
    for entry in files(__package__).joinpath("words").iterdir():
        for kind, codes in tomllib.loads(entry.read_text("utf-8")).items():
            found[kind] = {code.lower(): word for code, word in codes.items()}
    return found


def words_with(own: Path | None) -> Words:
    """The standard's codes and those of the district's `edfi.toml`, which go first.

    Raises MappingError where that file names a descriptor or a word that is not known.
    """
    words = {kind: dict(codes) for kind, codes in standard_words().items()}
    for kind, codes in (_read(own) if own else {}).items():
        assert own is not None
        if kind not in words:
            raise _problem(own, f"`{kind}` is no descriptor we use.", did_you_mean(kind, words))
        if not isinstance(codes, dict):
            raise _problem(own, f"`{kind}` is not a section.", f"Write it as [{kind}].")
        for code, word in codes.items():
            _check(own, kind, word)
            words[kind][code.lower()] = word
    return words


def _check(own: Path, kind: str, word: object) -> None:
    known = {*standard_words()[kind].values(), *ALSO.get(kind, ()), ""}
    if not isinstance(word, str) or (word not in known and kind not in FREE):
        listed = ", ".join(sorted(name for name in known if name))
        raise _problem(own, f"A word in [{kind}] is not one of ours.", f"Use one of: {listed}.")


def _read(own: Path) -> dict[str, dict[str, str]]:
    try:
        return read_toml(own.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _problem(
            own, "It is not written as TOML in UTF-8.", f"Correct it: {error}."
        ) from None
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise _problem(own, f"It cannot be opened: {why}.", "See that the path is right.") from None


def _problem(own: Path, what: str, remedy: str) -> MappingError:
    return MappingError(
        what,
        where=str(own),
        did="Nothing was read.",
        remedy=remedy or "docs/how-to/ed-fi.md shows the form of this file.",
    )


def make_macros(words: Words, connection: duckdb.DuckDBPyConnection) -> None:
    """For each descriptor two functions of SQL: `GradeLevel(code)` and `knows_GradeLevel(code)`.

    The first gives our word, or nothing; the second whether the code is known or absent.
    """
    for kind, codes in words.items():
        name = kind.removesuffix(DESCRIPTOR)
        cases = " ".join(f"WHEN {literal(c)} THEN {literal(w)}" for c, w in codes.items() if w)
        meaning = f"CASE lower(code) {cases} END"
        listed = ", ".join(literal(code) for code in codes)
        connection.execute(f"CREATE OR REPLACE TEMP MACRO {quoted(name)}(code) AS {meaning}")
        connection.execute(
            f"CREATE OR REPLACE TEMP MACRO {quoted('knows_' + name)}(code) AS "
            f"(code IS NULL OR lower(code) IN ({listed}))"
        )
