"""How a written value becomes a stored one, and when a row is refused instead."""

from __future__ import annotations

from dataclasses import dataclass

from forwhom.data.sources.sql_text import literal, quoted
from forwhom.data.table import Column, Kind, Table
from forwhom.stats.marks import CODE, COUNT_FORM, RATE_FORM

YES = ("yes", "y", "true", "t", "1")
NO = ("no", "n", "false", "f", "0")
UNSEEN = r"[\p{Cc}\p{Cf}]|[^\P{Z} ]"  # control and format signs, and spaces but the plain one
FIRST_DAY, LAST_DAY = "1900-01-01", "2100-12-31"
FORMS = {
    Kind.DATE: ("is not a date as 2025-09-30", "Write it as 2025-09-30"),
    Kind.SCHOOL_YEAR: ("is not a school year as 2025-26", "Write it as 2025-26"),
    Kind.NUMBER: ("is not a number", "Write it as 1234.5, without commas or words"),
    Kind.WHOLE: ("is not a whole number", "Write it as 1234, without commas or words"),
    Kind.YES_NO: ("is neither yes nor no", "Write yes or no"),
    Kind.COUNT: (
        "is no count, range, bound or `*`",
        "Write it as 12, 85-89, >=90, <5 or `*` for a hidden number",
    ),
    Kind.RATE: (
        "is no rate",
        "Write it as the fraction 0.12 or as 12%, 85-89%, <5%, or `*` for a hidden number",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why a row is refused: the column, the reason and what to do. Never the value itself."""

    column: str
    reason: str
    remedy: str


def typed(name: str, column: Column) -> str:
    """SQL that turns the text of a column into its stored value, and to nothing where it cannot."""
    raw = quoted(name)
    if column.several:
        return f"lower(replace({raw}, ' ', ''))"
    if column.values:
        return _one_of(raw, column.values)
    turn = TURNS.get(column.kind)
    return turn(raw) if turn else raw


def school_year(raw: str) -> str:
    """SQL for a school year: 2025-26 as it stands, 2025-2026 shortened, anything else nothing."""
    short = f"left({raw}, 4) || '-' || right({raw}, 2)"
    form = f"regexp_full_match({raw}, '(19|20)[0-9]{{2}}-([0-9]{{2}}|[0-9]{{4}})')"
    next_year = f"(TRY_CAST(left({raw}, 4) AS INTEGER) + 1)::VARCHAR"
    follows = f"substr({raw}, 6) IN ({next_year}, right({next_year}, 2))"
    return f"CASE WHEN {form} AND {follows} THEN {short} END"


def _yes_no(raw: str) -> str:
    low = f"lower({raw})"
    return f"CASE WHEN {low} IN {_list(YES)} THEN true WHEN {low} IN {_list(NO)} THEN false END"


def _date(raw: str) -> str:
    # The engine also takes words such as `epoch` for a date.
    return f"CASE WHEN left({raw}, 1) BETWEEN '0' AND '9' THEN TRY_CAST({raw} AS DATE) END"


def _whole(raw: str) -> str:
    number = f"TRY_CAST({raw} AS DOUBLE)"
    return f"CASE WHEN {number} = floor({number}) THEN TRY_CAST({number} AS BIGINT) END"


def _number(raw: str) -> str:
    number = f"TRY_CAST({raw} AS DOUBLE)"
    return f"CASE WHEN isfinite({number}) THEN {number} END"


def _count(raw: str) -> str:
    """A published count as it is written, whole numbers in order."""
    numbers = f"regexp_extract_all(replace({raw}, ',', ''), '[0-9]+([.]0+)?')"
    ordered = f"({numbers}[2] IS NULL OR {numbers}[1]::DOUBLE <= {numbers}[2]::DOUBLE)"
    some = f"NOT regexp_full_match({raw}, '< ?0+([.]0+)?')"
    form = literal(COUNT_FORM)
    return f"CASE WHEN regexp_full_match({raw}, {form}) AND {ordered} AND {some} THEN {raw} END"


def _rate(raw: str) -> str:
    """A published rate as it is written, a fraction or a percent of at most 1."""
    numbers = f"regexp_extract_all({raw}, '[0-9]*[.]?[0-9]+([eE]-[0-9]+)?')"
    percent = f"(contains({raw}, '%') OR regexp_matches({raw}, '^[GL]'))"
    most = f"(CASE WHEN {percent} THEN 100 ELSE 1 END)"
    first, last = f"{numbers}[1]::DOUBLE", f"coalesce({numbers}[2], {numbers}[1])::DOUBLE"
    code = f"regexp_full_match({raw}, {literal(CODE)})"
    fits = f"({code} OR {numbers}[1] IS NULL OR ({first} <= {last} AND {last} <= {most}))"
    form = literal(RATE_FORM)
    return f"CASE WHEN regexp_full_match({raw}, {form}) AND {fits} THEN {raw} END"


TURNS = {
    Kind.COUNT: _count,
    Kind.RATE: _rate,
    Kind.YES_NO: _yes_no,
    Kind.DATE: _date,
    Kind.SCHOOL_YEAR: school_year,
    Kind.WHOLE: _whole,
    Kind.NUMBER: _number,
}


def _one_of(raw: str, values: tuple[str, ...]) -> str:
    """The word as the table writes it, whatever its case; for grades, 03 is 3."""
    change = "lower" if all(value.islower() for value in values if value.isalpha()) else "upper"
    changed = f"{change}({raw})"
    if "12" in values:
        changed = f"ltrim({changed}, '0')"
    known = _list(values)
    return f"CASE WHEN {raw} IN {known} THEN {raw} WHEN {changed} IN {known} THEN {changed} END"


def _list(values: tuple[str, ...]) -> str:
    return "(" + ", ".join(literal(value) for value in values) + ")"


def problems(table: Table, present: set[str]) -> list[tuple[str, Problem]]:
    """What can be wrong with a row, as SQL over raw text (`raw_name`) and typed values (`name`)."""
    found = []
    for name, column in table.columns.items():
        if name in present:
            found += [*_empty(name, column), *_form(name, column), *_bounds(name, column)]
            if name.endswith("_id") and name not in table.points_to:
                found.append(_unseen(name))
    return found + _orders(present)


def _empty(name: str, column: Column) -> list[tuple[str, Problem]]:
    if not column.required:
        return []
    remedy = "Fill it in, or leave the row out of the export."
    problem = Problem(column=name, reason="is empty", remedy=remedy)
    return [(f"{quoted(f'raw_{name}')} IS NULL", problem)]


def _unseen(name: str) -> tuple[str, Problem]:
    """An id with a sign that nobody sees, which makes two children of one, or one of two.

    Where an id points to another table it need not be asked: it is not found there.
    """
    reason = "holds a sign that nobody sees"
    remedy = "Type the id anew where it comes from: a zero-width space or the like is in it."
    test = f"regexp_matches({quoted(f'raw_{name}')}, {literal(UNSEEN)})"
    return test, Problem(column=name, reason=reason, remedy=remedy)


def _form(name: str, column: Column) -> list[tuple[str, Problem]]:
    """A value that could not be turned into what the column holds."""
    test = f"{quoted(f'raw_{name}')} IS NOT NULL AND {quoted(name)} IS NULL"
    if column.values:
        remedy = f"Use one of {', '.join(column.values)}, or recode it in a mapping file."
        reason = "is not one of the known words"
        if column.several:
            words = "|".join(column.values)
            test = f"NOT regexp_full_match({quoted(name)}, '({words})(;({words}))*')"
            reason, remedy = "holds an unknown word", f"Join several by `;`. {remedy}"
    elif column.kind in FORMS:
        reason, remedy = FORMS[column.kind]
        remedy = f"{remedy}, or let a mapping file turn it."
    else:
        return []
    return [(test, Problem(column=name, reason=reason, remedy=remedy))]


def _bounds(name: str, column: Column) -> list[tuple[str, Problem]]:
    value = quoted(name)
    if column.kind is Kind.DATE:
        far = f"{value} NOT BETWEEN DATE '{FIRST_DAY}' AND DATE '{LAST_DAY}'"
        reason = "is far from any school year"
        return [(far, Problem(column=name, reason=reason, remedy="Check the year."))]
    remedy = "Check how the number is exported."
    bounds = [("<", "under", column.low), (">", "over", column.high)]
    return [
        (
            f"{value} {sign} {bound}",
            Problem(column=name, reason=f"is {word} {bound:g}", remedy=remedy),
        )
        for sign, word, bound in bounds
        if bound is not None
    ]


def _orders(present: set[str]) -> list[tuple[str, Problem]]:
    orders = [("entry_date", "exit_date"), ("start_date", "end_date")]
    return [
        (
            f"{quoted(last)} < {quoted(first)}",
            Problem(column=last, reason=f"is before {first}", remedy="Check the two dates."),
        )
        for first, last in orders
        if {first, last} <= present
    ]
