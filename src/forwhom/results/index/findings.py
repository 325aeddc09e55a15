"""The findings in the index: written once, chosen by any of what a page filters by."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from forwhom.results.explanation import Explanation
from forwhom.results.finding import Finding
from forwhom.results.names import group_values

COLUMNS = (
    *("id", "school_year", "measure", "place_type", "place_id", "group", "compared_with"),
    *("strength", "alert"),
)
BY_COLUMN = ("measure", "place_type", "place_id", "school_year", "strength", "alert", "group")


class Question(NamedTuple):
    """What is asked of the findings; what is not asked is None."""

    measure: str | None = None
    dimension: str | None = None
    group: str | None = None
    place_type: str | None = None
    place_id: str | None = None
    school_year: str | None = None
    strength: str | None = None
    alert: str | None = None
    text: str | None = None


class Where(NamedTuple):
    """A condition of SQL and what fills its blanks."""

    text: str
    values: tuple[object, ...]


def add_findings(to: sqlite3.Connection, findings: Sequence[Finding]) -> None:
    """All findings, most important first, with their traits and the words to search in."""
    for rank, finding in enumerate(findings):
        told = finding.as_dict()
        words = folded(f"{finding.sentence_en} {finding.sentence_es}")
        row = (rank, *(told[name] for name in COLUMNS), words, json.dumps(told))
        to.execute(f"INSERT INTO finding VALUES ({', '.join('?' * len(row))})", row)
        traits = [(name, value, rank) for name, value in group_values(finding.group).items()]
        to.executemany("INSERT INTO trait VALUES (?, ?, ?)", traits)
    named = sorted({(finding.measure, finding.group) for finding in findings})
    to.executemany("INSERT INTO named VALUES (?, ?)", named)


def add_causes(to: sqlite3.Connection, causes: Sequence[Explanation]) -> None:
    """What the audit measured of why."""
    rows = [(one.finding, json.dumps(one.as_dict())) for one in causes]
    to.executemany("INSERT INTO cause VALUES (?, ?)", rows)


def where(question: Question, within: Where) -> Where:
    """The condition of a question within what may be seen; `group` asks for its traits."""
    texts, values = [within.text], list(within.values)
    for name in BY_COLUMN:
        asked = getattr(question, name)
        if asked is not None and name != "group":
            texts.append(f'"{name}" = ?')
            values.append(asked)
    traits: Mapping[str, str | None] = dict(group_values(question.group or "all"))
    if question.dimension and question.dimension not in traits:
        traits = {**traits, question.dimension: None}
    for name, value in traits.items():
        texts.append(f"rank IN (SELECT rank FROM trait WHERE {_trait(value)})")
        values += [name] if value is None else [name, value]
    for word in folded(question.text or "").split():
        texts.append("instr(words, ?) > 0")
        values.append(word)
    return Where(" AND ".join(texts), tuple(values))


def _trait(value: str | None) -> str:
    return "dimension = ?" if value is None else "dimension = ? AND value = ?"


def folded(text: str) -> str:
    """A text as it is searched: small letters, without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
