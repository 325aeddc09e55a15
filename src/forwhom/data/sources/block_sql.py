"""The SQL by which one block of a mapping makes the rows of an agreed table from a file."""

from __future__ import annotations

from forwhom.data.sources.conversion import Turned, turn
from forwhom.data.sources.mapping import Block, Value
from forwhom.data.sources.sql_text import literal, quoted

PLACE = "_forwhom_place"  # which file, and which row of it, as one number
FILE_SHIFT = 40
REFUSAL = ("_refuse_column", "_refuse_reason", "_refuse_remedy")


def block_sql(block: Block, wide: str, columns: list[str], files: list[str], *, fold: bool) -> str:
    """SELECT that gives `columns` of the agreed table as text, and where each row comes from.

    `wide` is the table or view of the file's rows. With `one_row_per` the row that stays is the
    latest; otherwise, where `fold` is set, rows that came out equal are one, placed at the first.
    Either way they stand in the order of the file, which grouping and joining lose.
    """
    turned = {
        name: turn(block.values[name], quoted("_in_" + name))
        for name in columns
        if name in block.values
    }
    finished = [
        f"{turned[name].text if name in turned else 'NULL'} AS {quoted(name)}" for name in columns
    ]
    reads = [quoted("_in_" + name) for name, made in turned.items() if made.fails]
    inner = _inner(block, wide, turned)
    middle = f"SELECT {', '.join([*finished, *reads, PLACE])} FROM ({inner})"
    content = [*map(quoted, columns), *_refusal(block, turned)]
    rows = f"SELECT {', '.join([*content, PLACE])} FROM ({middle})"
    if fold and not block.one_row_per:
        rows = folded_sql(rows, columns)
    if fold or block.one_row_per:
        rows = f"SELECT * FROM ({rows}) ORDER BY {PLACE}"
    return _placed(rows, columns, files)


def folded_sql(rows: str, columns: list[str]) -> str:
    """The same rows, those that are equal in all but their place made one, at the first place."""
    content = ", ".join([*map(quoted, columns), *REFUSAL])
    return f"SELECT {content}, min({PLACE}) AS {PLACE} FROM ({rows}) GROUP BY {content}"


def _inner(block: Block, wide: str, turned: dict[str, Turned]) -> str:
    """The rows of the file that count, with what each agreed column is made of."""
    rows = _rows(block, wide)
    inputs = [
        f"{_input(block.values[name], made)} AS {quoted('_in_' + name)}"
        for name, made in turned.items()
    ]
    flags = {name for value in block.values.values() for name in value.flags}
    inputs += [f"w.{quoted(name)}" for name in sorted(flags)]
    from_rows = f"{_kept(block, rows)} w{_gathered(block, rows)}"
    return f"SELECT {', '.join([*inputs, f'w.{PLACE}'])} FROM {from_rows}"


def _rows(block: Block, wide: str) -> str:
    """The file's rows of which the block speaks."""
    tests = [_among(name, words) for name, words in block.keep.items()]
    tests += [f"NOT {_among(name, words)}" for name, words in block.drop.items()]
    return f"(SELECT * FROM {wide} WHERE {' AND '.join(tests)})" if tests else wide


def _among(name: str, words: tuple[str, ...]) -> str:
    known = ", ".join(literal(word) for word in words if word) or "NULL"
    test = f"coalesce({quoted(name)} IN ({known}), false)"
    return f"({test} OR {quoted(name)} IS NULL)" if "" in words else test


def _kept(block: Block, rows: str) -> str:
    """The latest row of each thing that a row stands for, or all rows."""
    if not block.one_row_per:
        return rows
    keys = ", ".join(quoted(name) for name in block.one_row_per)
    last = f"max({PLACE})"
    if block.latest_by:
        name = quoted(block.latest_by)
        # Numbers as numbers, so that 9 comes before 10; an empty one is older than any.
        order = f"coalesce(TRY_CAST({name} AS DOUBLE), -1e300), coalesce({name}, ''), {PLACE}"
        last = f"arg_max({PLACE}, row({order}))"
    chosen = f"SELECT {last} FROM {rows} GROUP BY {keys}"
    return f"(SELECT * FROM {rows} WHERE {PLACE} IN ({chosen}))"


def _gathered(block: Block, rows: str) -> str:
    """A join with all values that a thing has in its several rows, where asked for."""
    values = [value for value in block.values.values() if value.gather]
    if not values:
        return ""
    keys = [quoted(name) for name in block.one_row_per]
    lists = ", ".join(
        f"string_agg(DISTINCT {quoted(v.sources[0])}, '+' ORDER BY {quoted(v.sources[0])}) "
        f"AS {quoted('_all_' + v.name)}"
        for v in values
    )
    same = " AND ".join(f"w.{key} IS NOT DISTINCT FROM g.{key}" for key in keys)
    return (
        f" JOIN (SELECT {', '.join(keys)}, {lists} FROM {rows} "
        f"GROUP BY {', '.join(keys)}) g ON {same}"
    )


def _input(value: Value, made: Turned) -> str:
    if value.gather:
        return f"g.{quoted('_all_' + value.name)}"
    return made.before


def _refusal(block: Block, turned: dict[str, Turned]) -> list[str]:
    """The first column that could not be turned, why, and what to do; nothing where all is well."""
    failing = [(name, made) for name, made in turned.items() if made.fails]
    told: list[list[str]] = [[], [], []]
    for name, made in failing:
        value = block.values[name]
        words = (value.sources[0], made.reason, f"{made.remedy} ({value.place})")
        for cases, word in zip(told, words, strict=True):
            cases.append(f"WHEN {made.fails} THEN {literal(word)}")
    return [
        (f"CASE {' '.join(cases)} END" if cases else "CAST(NULL AS VARCHAR)") + f" AS {name}"
        for cases, name in zip(told, REFUSAL, strict=True)
    ]


def _placed(rows: str, columns: list[str], files: list[str]) -> str:
    names = ", ".join(literal(name) for name in files)
    file = literal(files[0]) if len(files) == 1 else f"[{names}][1 + ({PLACE} >> {FILE_SHIFT})]"
    row = f"{PLACE} & {(1 << FILE_SHIFT) - 1}"
    texts = ", ".join(f"CAST({quoted(name)} AS VARCHAR) AS {quoted(name)}" for name in columns)
    return f"SELECT {texts}, {file} AS _file, {row} AS _row, {', '.join(REFUSAL)} FROM ({rows})"
