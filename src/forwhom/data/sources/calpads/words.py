"""How the codes, dates and numbers of CALPADS become our words, as SQL."""

from __future__ import annotations

from forwhom.data.sources.refusal_sql import Fault
from forwhom.data.sources.sql_text import literal

NO_SCHOOL = ("0000001", "0000002")  # stand for nonpublic and private schools
DATE_REMEDY = "Write it as 20250930, or leave it empty; or correct the field in the mapping."


def word(column: str, codes: dict[str, str]) -> str:
    """The word of a code; nothing where it has none."""
    cases = " ".join(f"WHEN {literal(k)} THEN {literal(v)}" for k, v in codes.items() if v)
    return f"CASE {column} {cases} END" if cases else "CAST(NULL AS VARCHAR)"


def among(column: str, codes: dict[str, str]) -> str:
    """Whether the column holds one of the codes; false where it is empty."""
    return f"coalesce({column} IN ({', '.join(map(literal, codes)) or 'NULL'}), false)"


def unknown(column: str, codes: dict[str, str], name: str) -> Fault:
    """A code that the list does not have."""
    return Fault(
        f"{column} IS NOT NULL AND NOT {among(column, codes)}",
        column,
        f"has a code that [codes.{name}] does not list",
        f"Add it to [codes.{name}] in the mapping, or correct the field's place there.",
    )


def day(column: str) -> str:
    """The date in the column, written 20250930 or 2025-09-30; nothing where there is none."""
    plain = f"CASE WHEN regexp_full_match({column}, '[0-9]{{4}}-?[0-9]{{2}}-?[0-9]{{2}}') "
    plain += f"THEN replace({column}, '-', '') END"
    return f"CAST(TRY_STRPTIME({plain}, '%Y%m%d') AS DATE)"


def bad_day(column: str) -> Fault:
    """A column that is no date."""
    test = f"{column} IS NOT NULL AND {day(column)} IS NULL"
    return Fault(test, column, "is not a date as 20250930", DATE_REMEDY)


def number(column: str) -> str:
    """The number in the column, nothing taken as 0."""
    return f"coalesce(TRY_CAST({column} AS DOUBLE), 0)"


def bad_number(column: str) -> Fault:
    """A column that is no number."""
    test = f"{column} IS NOT NULL AND NOT coalesce(isfinite(TRY_CAST({column} AS DOUBLE)), false)"
    return Fault(
        test, column, "is not a number", "Correct it, or the field's place in the mapping."
    )


def yes_no(column: str) -> str:
    """yes, no or nothing."""
    return f"CASE upper({column}) WHEN 'Y' THEN 'yes' WHEN 'N' THEN 'no' END"


def bad_yes_no(column: str) -> Fault:
    """A column that is neither Y nor N."""
    test = f"{column} IS NOT NULL AND {yes_no(column)} IS NULL"
    return Fault(test, column, "is neither Y nor N", "Write Y or N, or leave it empty.")


def empty(column: str) -> Fault:
    """A column that must be filled."""
    return Fault(f"{column} IS NULL", column, "is empty", "Fill it in, or leave the record out.")


def races(columns: list[str], codes: dict[str, str]) -> str:
    """Every race that the record names, joined; in the order of our words."""
    held = " OR ".join("{column} IN ({codes})".replace("{column}", name) for name in columns)
    parts = []
    for one in sorted({race for race in codes.values() if race}):
        listed = ", ".join(literal(code) for code, race in codes.items() if race == one)
        parts.append(f"CASE WHEN {held.format(codes=listed)} THEN {literal(one)} END")
    return f"nullif(concat_ws(';', {', '.join(parts)}), '')"


def unique(*parts: str) -> str:
    """An id made of several columns, such as an incident's, which is unique in its school only."""
    return f"concat_ws('-', {', '.join(parts)})"


def incident_id() -> str:
    """Local incident numbers begin anew in each school and year."""
    return (
        f"CASE WHEN incident IS NOT NULL THEN {unique('school', 'left(year, 4)', 'incident')} END"
    )


def section_id() -> str:
    """Local section numbers begin anew in each school, year, term and course."""
    parts = ("school", "left(year, 4)", "course", "section", "term")
    return f"CASE WHEN section IS NOT NULL THEN {unique(*parts)} END"
