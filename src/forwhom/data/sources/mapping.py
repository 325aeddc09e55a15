"""Reads a mapping.toml: which column of a district's export fills which agreed column, and how."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forwhom.data.sources.mapping_error import Place, problem
from forwhom.data.sources.mapping_settings import (
    blocks as blocks_of,
)
from forwhom.data.sources.mapping_settings import (
    one_text,
    one_word,
    only_known,
    pairs,
    row_choice,
    texts,
)
from forwhom.data.table import GRADES, Column, Kind, Table
from forwhom.data.tables import TABLES
from forwhom.data.toml_text import read_toml
from forwhom.errors import MappingError

FILE_OPTIONS = ("path", "sheet", "delimiter", "encoding", "keep", "drop", "table")
BLOCK_OPTIONS = ("into", "columns", "one_row_per", "latest_by", "keep", "drop")
VALUE_OPTIONS = ("from", "recode", "as", "format", "always", "join", "flags", "gather")
FORMS = ("text", "date", "school_year", "school_year_by_start", "yes_no", "number", "grade")
EVERYTHING_ELSE = "*"


@dataclass(frozen=True, kw_only=True)
class Value:
    """How one agreed column is filled: from columns of the file, or always the same."""

    name: str
    column: Column
    place: Place
    sources: tuple[str, ...] = ()
    always: str | None = None
    recode: dict[str, str] | None = None
    form: str = "text"
    form_was_given: bool = False
    format: str | None = None
    join: str | None = None
    flags: dict[str, str] = field(default_factory=dict)
    gather: bool = False


@dataclass(frozen=True, kw_only=True)
class Block:
    """One part of a file that fills one agreed table."""

    into: Table
    values: dict[str, Value]
    place: Place
    one_row_per: tuple[str, ...] = ()
    latest_by: str | None = None
    keep: dict[str, tuple[str, ...]] = field(default_factory=dict)
    drop: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def reads(self) -> set[str]:
        """All columns of the file that it needs."""
        latest = (self.latest_by,) if self.latest_by else ()
        found = {*self.one_row_per, *latest, *self.keep, *self.drop}
        for value in self.values.values():
            found |= {*value.sources, *value.flags}
        return found


@dataclass(frozen=True, kw_only=True)
class FileMap:
    """One file of an export, or all whose names fit a pattern, and the tables in it."""

    path: str | None
    blocks: tuple[Block, ...]
    place: Place
    sheet: str | None = None
    delimiter: str | None = None
    encoding: str | None = None


def read_mapping(path: Path) -> tuple[FileMap, ...]:
    """The files that the mapping at `path` describes. Raises MappingError, naming the line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(
            f"The mapping `{path.name}` cannot be read.",
            where=str(path),
            did="Nothing was read.",
            remedy="See that the file is there; `forwhom map FILE` drafts one.",
        ) from error
    return parse_mapping(text, path.name)


def parse_mapping(text: str, name: str = "mapping.toml") -> tuple[FileMap, ...]:
    """The files that the text of a mapping describes. Raises MappingError, naming the line."""
    top = Place(name, text)
    try:
        whole = read_toml(text)
    except tomllib.TOMLDecodeError as error:
        raise problem(
            f"The mapping is not written as TOML: {error}.",
            top,
            "Look at that line: texts need quotation marks, each setting its own line.",
        ) from error
    only_known(whole, ("file",), top, "setting")
    files = blocks_of(whole.get("file", []), top, "[[file]]")
    if not files:
        raise problem("The mapping has no `[[file]]`.", top, "`forwhom map FILE` drafts a mapping.")
    return tuple(_file(raw, top.file(number)) for number, raw in enumerate(files, 1))


def _file(raw: dict[str, Any], place: Place) -> FileMap:
    only_known(raw, FILE_OPTIONS, place, "setting")
    blocks = blocks_of(raw.get("table", []), place, "[[file.table]]")
    if not blocks:
        raise problem("The file fills no table.", place, "Add a `[[file.table]]` with `into`.")
    keep, drop = row_choice(raw, "keep", place), row_choice(raw, "drop", place)
    return FileMap(
        path=one_text(raw, "path", place),
        sheet=one_text(raw, "sheet", place),
        delimiter=one_text(raw, "delimiter", place),
        encoding=one_text(raw, "encoding", place),
        place=place,
        blocks=tuple(
            _block(block, place.table(number), keep, drop) for number, block in enumerate(blocks, 1)
        ),
    )


def _block(
    raw: dict[str, Any],
    place: Place,
    keep: dict[str, tuple[str, ...]],
    drop: dict[str, tuple[str, ...]],
) -> Block:
    only_known(raw, BLOCK_OPTIONS, place, "setting")
    table = _table(raw, place)
    columns = raw.get("columns", {})
    if not isinstance(columns, dict):
        raise problem("`columns` is not a list of columns.", place, 'Write columns.name = "NAME".')
    only_known(
        columns, tuple(table.columns), place, f"column in the table {table.name}", "columns."
    )
    values = {
        name: _value(name, table.columns[name], given, place.setting(f"columns.{name}"))
        for name, given in columns.items()
    }
    for name in table.required:
        if name not in values:
            raise problem(
                f"The table {table.name} cannot do without `{name}`.",
                place,
                f'Add columns.{name} = "…" with the column of your file that holds it.',
            )
    if any(value.gather for value in values.values()) and not raw.get("one_row_per"):
        raise problem("`gather` needs `one_row_per`.", place, "Say what each row stands for.")
    return Block(
        into=table,
        values=values,
        place=place,
        one_row_per=texts(raw.get("one_row_per", ()), "one_row_per", place),
        latest_by=one_text(raw, "latest_by", place),
        keep={**keep, **row_choice(raw, "keep", place)},
        drop={**drop, **row_choice(raw, "drop", place)},
    )


def _table(raw: dict[str, Any], place: Place) -> Table:
    name = raw.get("into")
    if not isinstance(name, str):
        raise problem("It is not said which table is filled.", place, 'Add into = "students".')
    if name not in TABLES:
        raise problem(
            f"There is no agreed table `{name}`.",
            place.setting("into"),
            f"The tables are {', '.join(TABLES)}.",
            (name, tuple(TABLES)),
        )
    return TABLES[name]


def _value(name: str, column: Column, given: object, place: Place) -> Value:
    if isinstance(given, str):
        given = {"from": given}
    if not isinstance(given, dict):
        raise problem(
            f"`{name}` is neither a column's name nor settings in braces.",
            place,
            f'Write columns.{name} = "COLUMN" or {{ from = "COLUMN", … }}; '
            f'for one fixed value, {{ always = "…" }}.',
        )
    only_known(given, VALUE_OPTIONS, place, "setting")
    ways = [way for way in ("from", "always", "flags") if way in given]
    if len(ways) != 1:
        raise problem(
            f"`{name}` needs exactly one of `from`, `always` and `flags`.",
            place,
            f'Write columns.{name} = {{ from = "COLUMN" }}.',
        )
    value = Value(
        name=name,
        column=column,
        place=place,
        sources=texts(given.get("from", ()), "from", place),
        always=one_word(given.get("always"), place),
        recode=pairs(given, "recode", place),
        form=_form(given, column, place),
        form_was_given="as" in given or "format" in given,
        format=one_text(given, "format", place),
        join=one_text(given, "join", place),
        flags=pairs(given, "flags", place) or {},
        gather=given.get("gather", False) is True,
    )
    _check_words(value)
    if len(value.sources) > 1 and value.join is None:
        raise problem(
            "Several columns in `from` need `join`.", place, 'Add join = "-", or another sign.'
        )
    return value


def _form(given: dict[str, Any], column: Column, place: Place) -> str:
    form = given.get("as")
    if form is None:
        return "date" if "format" in given else _natural_form(column)
    if form not in FORMS:
        raise problem(
            f"There is no form `{form}`.",
            place,
            f"`as` can be {', '.join(FORMS)}.",
            (str(form), FORMS),
        )
    return str(form)


def _natural_form(column: Column) -> str:
    if column.values == GRADES:
        return "grade"
    forms = {
        Kind.DATE: "date",
        Kind.SCHOOL_YEAR: "school_year",
        Kind.NUMBER: "number",
        Kind.WHOLE: "number",
        Kind.YES_NO: "yes_no",
    }
    return forms.get(column.kind, "text")


def _check_words(value: Value) -> None:
    """Refuse a word written in the mapping that the agreed column does not know."""
    year = value.column.kind is Kind.SCHOOL_YEAR and value.always
    if year and not re.fullmatch(r"(19|20)\d\d-\d\d", year):
        raise problem(
            f"`{value.name}` is not a school year.", value.place, 'Write { always = "2025-26" }.'
        )
    known = ("yes", "no") if value.column.kind is Kind.YES_NO else value.column.values
    if not known:
        return
    written = [*(value.recode or {}).values(), *value.flags.values(), value.always or ""]
    for word in written:
        for part in word.split(";") if value.column.several else [word]:
            if part and part not in known:
                raise problem(
                    f"`{value.name}` cannot hold `{part}`.",
                    value.place,
                    f"It can hold {', '.join(known)}, or nothing: write two quotation marks.",
                    (part, known),
                )
