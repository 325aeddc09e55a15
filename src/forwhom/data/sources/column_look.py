"""Looks at each column of a file: how many values, which codes, what they could mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forwhom.data.sources import value_words as words
from forwhom.data.sources.column_names import is_private, meanings
from forwhom.data.sources.sql_text import quoted

if TYPE_CHECKING:
    import duckdb

CODES = 30  # a column with at most so many different values may be a list of codes
SAMPLE = 1000
DATES = {
    "YYYY-MM-DD": r"(19|20)\d\d-\d{1,2}-\d{1,2}([ T].*)?",
    "MM/DD/YYYY": r"(0?[1-9]|1[0-2])/\d{1,2}/(19|20)\d\d",
    "DD/MM/YYYY": r"\d{1,2}/(0?[1-9]|1[0-2])/(19|20)\d\d",
    "MM-DD-YYYY": r"(0?[1-9]|1[0-2])-\d{1,2}-(19|20)\d\d",
    "MM/DD/YY": r"(0?[1-9]|1[0-2])/\d{1,2}/\d\d",
    "YYYYMMDD": r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])",
}


@dataclass(frozen=True)
class Look:
    """One column: its codes if it has few, and a sample that is looked at and never shown."""

    name: str
    rows: int
    filled: int
    distinct: int
    sample: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """All its values where they are few, in order; nothing where they are many."""
        return self.sample if self.distinct <= CODES else ()

    @property
    def may_be_shown(self) -> bool:
        """Whether its values are codes of many rows, and so no one's own name, number or day."""
        few = 0 < self.distinct <= CODES and self.filled >= 3 * self.distinct
        numbers = any(meaning.endswith("_id") for _, meaning in meanings(self.name))
        return few and not is_private(self.name) and not numbers and self.date_form is None

    @property
    def date_form(self) -> str | None:
        """How its dates are written, if it holds dates."""
        return next((form for form, sign in DATES.items() if self.all_fit(sign)), None)

    @property
    def shape(self) -> str:
        """What a value looks like, with 9 for figures and A for letters."""
        if not self.sample:
            return "nothing"
        one = re.sub(r"[A-Z]", "A", re.sub(r"[a-z]", "a", re.sub(r"\d", "9", self.sample[0])))
        return re.sub(r"[^\x20-\x7e]", "a", one)[:20]

    def all_fit(self, sign: str) -> bool:
        """Whether every value seen has that form."""
        return bool(self.sample) and all(re.fullmatch(sign, value) for value in self.sample)

    def share(self, test: Callable[[str], bool]) -> float:
        """The share of the values seen for which `test` holds."""
        return sum(map(test, self.sample)) / len(self.sample) if self.sample else 0.0

    def known(self, meant: dict[str, tuple[str, ...]]) -> float:
        """The share of its codes whose meaning is known."""
        return len(words.recode(list(self.codes), meant)) / len(self.codes) if self.codes else 0.0


def look_at(table: str, columns: list[str], connection: duckdb.DuckDBPyConnection) -> list[Look]:
    """A look at each column of a table of text."""
    return [_look(table, name, connection) for name in columns]


def _look(table: str, name: str, connection: duckdb.DuckDBPyConnection) -> Look:
    column = quoted(name)
    counted = connection.execute(
        f"SELECT count(*), count({column}), count(DISTINCT {column}) FROM {table}"
    ).fetchone()
    sample = connection.execute(
        f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL "
        f"ORDER BY hash({column}) LIMIT {SAMPLE}"
    ).fetchall()
    assert counted is not None
    rows, filled, distinct = counted
    return Look(name, rows, filled, distinct, tuple(sorted(row[0] for row in sample)))


def fits(look: Look, meaning: str) -> bool:
    """Whether the values of a column can be what its name says."""
    if look.filled == 0:
        return False
    test = _FITS.get(meaning)
    return test(look) if test else True


def by_values(look: Look) -> str | None:
    """What a column holds by its values alone, where they leave little doubt."""
    before = {value.rsplit(":", 1)[0] for value in look.codes if ":" in value}
    if len(before) == 1 and look.known(words.YES_NO) == 1:
        # "ELL: Yes" names its column itself.
        return next((m for _, m in meanings(before.pop()) if fits(look, m)), None)
    return next((meaning for meaning, test in _SURE.items() if test(look)), None)


def _is_word(value: str) -> bool:
    return bool(re.search(r"[A-Za-z]{2}", value))


def _is_number(value: str) -> bool:
    return bool(re.fullmatch(r"-?\d+([.,]\d+)?", value))


def _is_level(value: str) -> bool:
    known = words.MET | words.NOT_MET | words.NO_SCORE
    return words.plain(value) in known or bool(re.fullmatch(r"(level )?[1-6]", words.plain(value)))


def _known_race(look: Look) -> float:
    others = words.HISPANIC | words.SEVERAL | words.UNKNOWN
    meant: words.Words = {**words.RACE, "": tuple(others)}
    return look.known(meant)


def _is_name(look: Look) -> bool:
    return look.share(lambda value: bool(re.search(r"[A-Za-z]{3}", value))) > 0.9


def _is_flag(look: Look) -> bool:
    return 0 < look.distinct <= CODES and look.date_form is None


def _is_amount(look: Look) -> bool:
    return look.share(_is_number) > 0.95


_FITS: dict[str, Callable[[Look], bool]] = {
    "student_id": lambda look: look.date_form is None and look.distinct > 1,
    "school_id": lambda look: look.date_form is None and not (_is_name(look) and _many_words(look)),
    "school_name": _is_name,
    "school_level": lambda look: look.known(words.SCHOOL_LEVEL) > 0.5,
    "school_year": lambda look: look.share(words.is_school_year) > 0.95,
    "grade": lambda look: look.share(words.is_grade) > 0.8,
    "sex": lambda look: look.known(words.SEX) >= 0.5,
    "ethnicity": _is_flag,
    "hispanic": lambda look: look.known(words.YES_NO) >= 0.5,
    "birth_date": lambda look: look.date_form is not None,
    "entry_date": lambda look: look.date_form is not None,
    "exit_date": lambda look: look.date_form is not None,
    "subject": lambda look: look.known(words.SUBJECT) > 0,
    "level": lambda look: look.distinct <= CODES and look.share(_is_level) > 0.5,
    "expelled": _is_flag,
    "law_enforcement": _is_flag,
    **dict.fromkeys(
        (
            *("english_learner", "economically_disadvantaged", "disability", "section_504"),
            *("foster", "homeless", "migrant", "gifted"),
        ),
        _is_flag,
    ),
    **dict.fromkeys(
        (
            *("scale_score", "days_enrolled", "days_absent", "days_absent_unexcused"),
            *("days_absent_suspended", "referrals", "in_school_days", "out_of_school_days"),
            "out_of_school_times",
        ),
        _is_amount,
    ),
}


_SURE: dict[str, Callable[[Look], bool]] = {
    "sex": lambda look: (
        look.distinct >= 2 and look.known(words.SEX) == 1 and look.share(_is_word) > 0
    ),
    "ethnicity": lambda look: (
        look.distinct >= 3 and _known_race(look) == 1 and look.share(lambda v: len(v) > 2) == 1
    ),
    "subject": lambda look: look.known(words.SUBJECT) == 1,
    "level": lambda look: (
        look.distinct >= 2 and look.share(_is_level) == 1 and look.share(_is_number) == 0
    ),
    "school_year": lambda look: (
        look.share(words.is_school_year) == 1 and look.share(_is_number) == 0
    ),
}


def _many_words(look: Look) -> bool:
    return look.share(lambda value: " " in value) > 0.5
