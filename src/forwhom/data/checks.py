"""How a written value becomes a stored one, and when a row is refused instead."""

from __future__ import annotations

from dataclasses import dataclass

from forwhom.data.table import Column, Kind, Table

YES = ("yes", "y", "true", "t", "1")
NO = ("no", "n", "false", "f", "0")
FIRST_DAY, LAST_DAY = "1900-01-01", "2100-12-31"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why a row is refused: the column, the reason and what to do. Never the value itself."""

    column: str
    reason: str
    remedy: str


def literal(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """A name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def typed(name: str, column: Column) -> str:
    """SQL that turns the text of a column into its stored value, and to nothing where it cannot."""
    raw = quoted(name)
    if column.several:
        return f"lower(replace({raw}, ' ', ''))"
    if column.values:
        return _one_of(raw, column.values)
    if column.kind is Kind.YES_NO:
        low = f"lower({raw})"
        return f"CASE WHEN {low} IN {_list(YES)} THEN true WHEN {low} IN {_list(NO)} THEN false END"
    if column.kind is Kind.DATE:
        return f"TRY_CAST({raw} AS DATE)"
    if column.kind is Kind.SCHOOL_YEAR:
        return school_year(raw)
    if column.kind is Kind.WHOLE:
        number = f"TRY_CAST({raw} AS DOUBLE)"
        return f"CASE WHEN {number} = floor({number}) THEN TRY_CAST({number} AS BIGINT) END"
    if column.kind is Kind.NUMBER:
        number = f"TRY_CAST({raw} AS DOUBLE)"
        return f"CASE WHEN isfinite({number}) THEN {number} END"
    return raw


def school_year(raw: str) -> str:
    """SQL for a school year: 2025-26 as it stands, 2025-2026 shortened, anything else nothing."""
    first = f"TRY_CAST(left({raw}, 4) AS INTEGER)"
    short = f"left({raw}, 4) || '-' || right({raw}, 2)"
    right_end = f"right({raw}, 2) = lpad((({first} + 1) % 100)::VARCHAR, 2, '0')"
    form = f"regexp_full_match({raw}, '(19|20)[0-9]{{2}}-((19|20)[0-9]{{2}}|[0-9]{{2}})')"
    return f"CASE WHEN {form} AND {right_end} THEN {short} END"


def _one_of(raw: str, values: tuple[str, ...]) -> str:
    exact = f"{raw} IN {_list(values)}"
    lowered = {value.lower(): value for value in values}
    same = all(low == value for low, value in lowered.items())
    if same:
        return f"CASE WHEN {exact} THEN {raw} WHEN lower({raw}) IN {_list(values)} THEN lower({raw}) END"
    upper = f"ltrim(upper({raw}), '0')" if "12" in values else f"upper({raw})"
    return f"CASE WHEN {exact} THEN {raw} WHEN {upper} IN {_list(values)} THEN {upper} END"


def _list(values: tuple[str, ...]) -> str:
    return "(" + ", ".join(literal(value) for value in values) + ")"


def problems(table: Table, present: set[str]) -> list[tuple[str, Problem]]:
    """What can be wrong with a row, each as SQL over raw text (`raw_name`) and typed values (`name`)."""
    found = []
    for name, column in table.columns.items():
        if name not in present:
            continue
        found += _of_column(name, column)
    return found + _of_row(table, present)


def _of_column(name: str, column: Column) -> list[tuple[str, Problem]]:
    raw, value = quoted(f"raw_{name}"), quoted(name)
    found = []
    if column.required:
        empty = Problem(
            column=name, reason="is empty", remedy="Fill it in, or leave the row out of the export."
        )
        found.append((f"{raw} IS NULL", empty))
    if column.several:
        words = "|".join(column.values)
        wrong = f"NOT regexp_full_match({value}, '({words})(;({words}))*')"
        found.append(
            (wrong, Problem(column=name, reason="holds an unknown word", remedy=_words(column)))
        )
    elif column.values:
        unknown = Problem(
            column=name, reason="is not one of the known words", remedy=_words(column)
        )
        found.append((f"{raw} IS NOT NULL AND {value} IS NULL", unknown))
    elif column.kind is not Kind.TEXT:
        unread = Problem(
            column=name,
            reason=f"is not a {column.kind.value}",
            remedy=f"Write it as {column.kind.value}, or let a mapping file turn it.",
        )
        found.append((f"{raw} IS NOT NULL AND {value} IS NULL", unread))
    return found + _bounds(name, column, value)


def _words(column: Column) -> str:
    return f"Use one of {', '.join(column.values)}, or recode it in a mapping file."


def _bounds(name: str, column: Column, value: str) -> list[tuple[str, Problem]]:
    if column.kind is Kind.DATE:
        far = f"{value} NOT BETWEEN DATE '{FIRST_DAY}' AND DATE '{LAST_DAY}'"
        return [
            (
                far,
                Problem(
                    column=name, reason="is far from any school year", remedy="Check the year."
                ),
            )
        ]
    found = []
    if column.low is not None:
        low = Problem(
            column=name,
            reason=f"is under {column.low:g}",
            remedy="Check how the number is exported.",
        )
        found.append((f"{value} < {column.low}", low))
    if column.high is not None:
        high = Problem(
            column=name,
            reason=f"is over {column.high:g}",
            remedy="Check how the number is exported.",
        )
        found.append((f"{value} > {column.high}", high))
    return found


def _of_row(table: Table, present: set[str]) -> list[tuple[str, Problem]]:
    orders = [("entry_date", "exit_date"), ("start_date", "end_date")]
    return [
        (
            f"{quoted(last)} < {quoted(first)}",
            Problem(column=last, reason=f"is before {first}", remedy="Check the two dates."),
        )
        for first, last in orders
        if {first, last} <= present
    ]
