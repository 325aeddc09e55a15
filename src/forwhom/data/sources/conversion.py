"""Turns the text of an export's column into the text that the agreed column wants."""

from __future__ import annotations

import re
from dataclasses import dataclass

from forwhom.data.sources.mapping import EVERYTHING_ELSE, Value
from forwhom.data.sources.sql_text import literal, quoted
from forwhom.data.table import GRADES

YES = ("y", "yes", "1", "true", "t", "x")
NO = ("n", "no", "0", "false", "f")
KINDERGARTEN = ("K", "KG", "KN", "KF", "KH", "KDG", "KINDERGARTEN", "0", "00")
TRANSITIONAL = ("TK", "T", "TRANSITIONAL KINDERGARTEN")
# -1 and -2 stay out: one system means preschool by them, another transitional kindergarten.
PRESCHOOL = (
    *("PK", "PS", "PR", "PREK", "PRE-K", "PRE K", "PRESCHOOL", "PREKINDERGARTEN"),
    *("PRE-KINDERGARTEN", "PK3", "PK4", "P3", "P4", "EC", "EE", "IT", "IN", "TD"),
)
UNGRADED = ("UG", "UE", "US", "UNGRADED")
ADULT = ("AE", "AD", "ADULT", "ADULT EDUCATION")
# How people write a date's form, longest first, and how the engine does.
_TOKENS = {
    "YYYY": "%Y",
    "MMM": "%b",
    "YY": "%y",
    "MM": "%m",
    "DD": "%d",
    "HH": "%H",
    "MI": "%M",
    "SS": "%S",
}
_SAYS = {
    "date": "is not a date written as {format}",
    "school_year": "is not a school year",
    "school_year_by_start": "is not a school year",
    "yes_no": "is neither yes nor no",
    "number": "is not a number",
    "grade": "is not a grade from PK to 12",
}
_REMEDY = {
    "date": 'Say how dates are written: format = "MM/DD/YYYY".',
    "school_year": "Correct it in the export, or recode it.",
    "school_year_by_start": "Correct it in the export, or recode it.",
    "yes_no": "Say with `recode` which values mean yes and which no.",
    "number": 'Correct it in the export, or recode it to "" where it means no number.',
    "grade": 'Recode it, to "" where there is no grade, or leave such rows out with `drop`.',
}


@dataclass(frozen=True)
class Turned:
    """SQL for one agreed column: its input, its text, and when a row must be refused for it."""

    before: str  # what the file says; SQL over the file's columns, called w
    text: str  # SQL over `before`, which stands as a column with the name `read`
    fails: str | None = None  # SQL over `read` and the finished column
    reason: str = ""
    remedy: str = ""


def turn(value: Value, read: str) -> Turned:
    """How `value` is made; `read` is the name under which its input is at hand."""
    if value.always is not None:
        return Turned("NULL", literal(value.always) if value.always else "NULL")
    if value.flags:
        return Turned("NULL", _flags(value))
    before = _before(value)
    if value.recode is None:
        return _formed(value, before, read)
    return _recoded(value, before, read)


def strptime(form: str) -> str:
    """The engine's way to write the form of a date: MM/DD/YYYY becomes %m/%d/%Y."""
    if "%" in form:
        return form
    return re.sub("|".join(_TOKENS), lambda found: _TOKENS[found[0]], form)


def _before(value: Value) -> str:
    parts = [f"w.{quoted(name)}" for name in value.sources]
    if len(parts) == 1:
        return parts[0]
    if value.recode is not None:
        parts = [_case(name, value.recode) for name in parts]
    if value.column.several:
        listed = f"list_sort(list_distinct(list_filter([{', '.join(parts)}], {_KNOWN})))"
        return f"nullif(array_to_string({listed}, ';'), '')"
    return f"nullif(concat_ws({literal(value.join or '')}, {', '.join(parts)}), '')"


_KNOWN = "lambda word: word IS NOT NULL"


def _flags(value: Value) -> str:
    """The words of all columns that say yes, joined."""
    words = ", ".join(
        f"CASE WHEN lower({quoted(name)}) IN {_listed(YES)} THEN {literal(word)} END"
        for name, word in value.flags.items()
    )
    joined = f"list_sort(list_distinct(list_filter([{words}], {_KNOWN})))"
    return f"nullif(array_to_string({joined}, {literal(value.join or ';')}), '')"


def _formed(value: Value, before: str, read: str) -> Turned:
    if value.form == "text":
        return Turned(before, read)
    fails = f"{read} IS NOT NULL AND {quoted(value.name)} IS NULL"
    return Turned(before, _form(value, read), fails, _says(value), _REMEDY[value.form])


def _recoded(value: Value, before: str, read: str) -> Turned:
    recode = value.recode or {}
    if len(value.sources) > 1:  # each part was recoded before they were joined
        return Turned(before, read)
    if EVERYTHING_ELSE in recode:
        return Turned(before, _case(read, recode))
    known = _listed(tuple(key for key in recode if key)) if any(recode) else "(NULL)"
    missed = f"{read} IS NOT NULL AND {read} NOT IN {known}"
    if value.form_was_given and value.form != "text":
        text = _case(read, recode, _form(value, read))
        fails = f"{missed} AND {quoted(value.name)} IS NULL"
        return Turned(before, text, fails, _says(value), _REMEDY[value.form])
    if value.form_was_given:
        return Turned(before, _case(read, recode, read))
    remedy = f'Add it to `recode` of columns.{value.name}, or add "*" for everything else.'
    return Turned(
        before, _case(read, recode), missed, "has a value that `recode` does not list", remedy
    )


def _case(read: str, recode: dict[str, str], otherwise: str = "NULL") -> str:
    cases = [
        f"WHEN {literal(key)} THEN {_or_null(word)}"
        for key, word in recode.items()
        if key not in ("", EVERYTHING_ELSE)
    ]
    if EVERYTHING_ELSE in recode:
        otherwise = _or_null(recode[EVERYTHING_ELSE])
    empty = _or_null(recode.get("", ""))
    listed = f"CASE {read} {' '.join(cases)} ELSE {otherwise} END" if cases else otherwise
    return f"CASE WHEN {read} IS NULL THEN {empty} ELSE {listed} END"


def _or_null(word: str) -> str:
    return literal(word) if word else "NULL"


def _says(value: Value) -> str:
    return _SAYS[value.form].format(format=value.format or "YYYY-MM-DD")


def _form(value: Value, read: str) -> str:
    if value.form == "date":
        return _date(value.format, read)
    if value.form in ("school_year", "school_year_by_start"):
        return _school_year(value, read)
    if value.form == "yes_no":
        yes, no = f"lower({read}) IN {_listed(YES)}", f"lower({read}) IN {_listed(NO)}"
        return f"CASE WHEN {yes} THEN 'yes' WHEN {no} THEN 'no' END"
    if value.form == "number":
        plain = f"replace(replace({read}, ',', ''), '$', '')"
        return f"CASE WHEN isfinite(TRY_CAST({plain} AS DOUBLE)) THEN {plain} END"
    return _grade(read)


def _date(form: str | None, read: str) -> str:
    if form is None:
        day = f"left({read}, 10)"
        return (
            f"CASE WHEN {day} LIKE '____-__-__' THEN CAST(TRY_CAST({day} AS DATE) AS VARCHAR) END"
        )
    return f"CAST(CAST(TRY_STRPTIME({read}, {literal(strptime(form))}) AS DATE) AS VARCHAR)"


def _school_year(value: Value, read: str) -> str:
    if value.format is not None:
        day = f"TRY_STRPTIME({read}, {literal(strptime(value.format))})"
        first = f"(year({day}) - CASE WHEN month({day}) < 7 THEN 1 ELSE 0 END)"
        return _written_year(first)
    back = 1 if value.form == "school_year" else 0
    left, right = f"TRY_CAST(left({read}, 4) AS INTEGER)", f"TRY_CAST(right({read}, 4) AS INTEGER)"
    short = f"TRY_CAST(right({read}, 2) AS INTEGER)"
    first = (
        f"CASE WHEN regexp_full_match({read}, '(19|20)\\d\\d') THEN {left} - {back} "
        f"WHEN regexp_full_match({read}, '(19|20)\\d\\d\\D{{0,3}}(19|20)\\d\\d') "
        f"AND {right} = {left} + 1 THEN {left} "
        f"WHEN regexp_full_match({read}, '(19|20)\\d\\d\\D{{1,3}}\\d\\d') "
        f"AND {short} = ({left} + 1) % 100 THEN {left} "
        f"WHEN regexp_full_match({read}, '\\d\\d\\D{{1,3}}\\d\\d') "
        f"AND {short} = (TRY_CAST(left({read}, 2) AS INTEGER) + 1) % 100 "
        f"THEN 2000 + TRY_CAST(left({read}, 2) AS INTEGER) END"
    )
    return _written_year(f"({first})")


def _written_year(first: str) -> str:
    return f"CAST({first} AS VARCHAR) || '-' || lpad(CAST(({first} + 1) % 100 AS VARCHAR), 2, '0')"


def _grade(read: str) -> str:
    up = f"upper({read})"
    form = r"^(?:GRADE|GR\.?|G)?\s*0?(1[0-2]|[1-9])(?:ST|ND|RD|TH)?(?:\s*GRADE)?$"
    number = f"regexp_extract({up}, '{form}', 1)"
    return (
        f"CASE WHEN {read} IN {_listed(GRADES)} THEN {read} "
        f"WHEN {up} IN {_listed(KINDERGARTEN)} THEN 'KG' "
        f"WHEN {up} IN {_listed(TRANSITIONAL)} THEN 'TK' "
        f"WHEN {up} IN {_listed(PRESCHOOL)} THEN 'PK' WHEN {up} IN {_listed(UNGRADED)} THEN 'UG' "
        f"WHEN {up} IN {_listed(ADULT)} THEN 'AE' ELSE nullif({number}, '') END"
    )


def _listed(words: tuple[str, ...]) -> str:
    return "(" + ", ".join(literal(word) for word in words) + ")"
