"""Writes the single lines of a drafted mapping, with a question wherever it is a guess."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from forwhom.data.sources import value_words as words
from forwhom.data.sources.column_look import Look

DOUBT = "# ? "
NO_YEAR = "YYYY-YY"  # stands in a draft where only the reader knows the year; reading refuses it


@dataclass
class Found:
    """What was recognized: a column for each meaning, race by flags, and tests side by side."""

    one: dict[str, Look] = field(default_factory=dict)
    races: dict[str, Look] = field(default_factory=dict)
    tests: dict[str, dict[str, Look]] = field(default_factory=dict)  # subject -> meaning -> column
    by_values: set[str] = field(default_factory=set)  # columns whose name said nothing
    many_rows_a_year: bool = False
    school_levels: tuple[str, ...] = ()  # levels of one school joined by +, where it has several
    year: str = ""  # the year, where only the file's name tells it

    def get(self, meaning: str) -> str | None:
        """The name of the column with that meaning, as TOML writes it."""
        return told(self.one[meaning].name) if meaning in self.one else None


def told(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)


def block_of(table: str, lines: list[str]) -> str:
    """Settings first, then the parts with a heading of their own, as TOML must have it."""
    headed = [line for line in lines if line.startswith("[") or "\n[" in line]
    plain = [line for line in lines if line not in headed]
    return "\n".join(["[[file.table]]", f'into = "{table}"', *plain, *headed])


def recoded(
    name: str, look: Look, known: dict[str, str], more: str = "", doubtful: str = ""
) -> str:
    """A column with its recode list; values of unknown meaning stand there with a question."""
    doubts = [value for value in look.codes if value not in known]
    pairs = [f"{told(value)} = {told(word)}" for value, word in known.items()]
    short = (
        f"columns.{name} = {{ from = {told(look.name)}, {more}recode = {{ {', '.join(pairs)} }} }}"
    )
    if not doubts and len(short) <= 100:
        return short
    lines = [f"[file.table.columns.{name}]", f"from = {told(look.name)}"]
    lines += [more.rstrip(", ")] if more else []
    lines += [f"[file.table.columns.{name}.recode]", *pairs]
    return "\n".join([*lines, *(f"{DOUBT}{told(value)} = {told(doubtful)}" for value in doubts)])


def year_lines(found: Found) -> list[str]:
    """The school year, from its column or from the file's name."""
    look = found.one.get("school_year")
    if look is None:
        year = found.year or NO_YEAR
        return [f'columns.school_year = {{ always = "{year}" }}  {DOUBT}no column says the year']
    lines = [f"columns.school_year = {told(look.name)}"]
    if look.all_fit(r"\d{4}"):
        lines[0] += (
            f"  {DOUBT}2025 is read as 2024-25; for 2025-26 write "
            f'{{ from = {told(look.name)}, as = "school_year_by_start" }}'
        )
    return lines


def dated(name: str, look: Look) -> str:
    """A column of dates, with the form in which they are written."""
    form = look.date_form
    if form in (None, "YYYY-MM-DD"):
        return f"columns.{name} = {told(look.name)}"
    return f'columns.{name} = {{ from = {told(look.name)}, format = "{form}" }}'


def yes_or_no(name: str, look: Look) -> str:
    """A column of yes and no, or of counts where none is no."""
    known = words.recode(list(look.codes), words.YES_NO)
    if look.all_fit(r"\d+"):  # a count: none is no, any is yes
        counted = 'recode = { "0" = "no", "*" = "yes" }'
        return f"columns.{name} = {{ from = {told(look.name)}, {counted} }}"
    return recoded(name, look, known)
