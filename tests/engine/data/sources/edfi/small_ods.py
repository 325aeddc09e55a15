"""A small made-up district as the Ed-Fi API gives it, and ways to write it down."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from forwhom.data.engine import open_duckdb
from forwhom.data.sources.edfi.resources import resources
from forwhom.data.sources.edfi.source import EdFiSource

Records = dict[str, list[dict[str, Any]]]


def code(kind: str, value: str) -> str:
    """A descriptor as the API writes it."""
    return f"uri://ed-fi.org/{kind}Descriptor#{value}"


def small_ods() -> Records:
    """Three children in two schools, with something of every kind: small_ods.json."""
    found: Records = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    return found


def write_json_lines(records: Records, folder: Path) -> Path:
    """One file a resource, one record a line."""
    folder.mkdir(exist_ok=True)
    for name, rows in records.items():
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, "utf-8")
    return folder


def write_xml(records: Records, folder: Path) -> Path:
    """All records in one interchange, each field where the crosswalk says."""
    folder.mkdir(exist_ok=True)
    root = ET.Element("InterchangeAll", xmlns="http://ed-fi.org/5.2.0")
    for name, rows in records.items():
        for row in rows:
            _add(ET.SubElement(root, resources()[name].element), name, row)
    ET.ElementTree(root).write(folder / "All.xml", "utf-8", xml_declaration=True)
    return folder


def _add(element: ET.Element, name: str, row: dict[str, Any]) -> None:
    parts: dict[tuple[object, ...], ET.Element] = {}
    for path, places in resources()[name].fields.items():
        if places and "@" not in places[0]:
            _fill(element, row, path.split("[]."), places[0].split("[]"), (), parts)


def _fill(
    element: ET.Element,
    value: Any,
    paths: list[str],
    places: list[str],
    at: tuple[object, ...],
    parts: dict[tuple[object, ...], ET.Element],
) -> None:
    for part in paths[0].split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if value is None:
        return
    names = [name for name in places[0].split("/") if name]
    if len(paths) == 1:
        leaf = _down(element, names, at, parts) if names else element
        leaf.text = str(value).lower() if isinstance(value, bool) else str(value)
        return
    above = _down(element, names[:-1], at, parts)
    for number, one in enumerate(value):
        inside = (*at, *names, number)
        if inside not in parts:
            parts[inside] = ET.SubElement(above, names[-1])
        _fill(parts[inside], one, paths[1:], places[1:], inside, parts)


def _down(
    element: ET.Element,
    names: list[str],
    at: tuple[object, ...],
    parts: dict[tuple[object, ...], ET.Element],
) -> ET.Element:
    for name in names:
        at = (*at, name)
        if at not in parts:
            parts[at] = ET.SubElement(element, name)
        element = parts[at]
    return element


def tables_of(path: Path, *, places: bool = False) -> dict[str, list[tuple[Any, ...]]]:
    """Every agreed table that a source gives, its rows sorted; with or without their places."""
    source = EdFiSource.open(path)
    found = {}
    with open_duckdb() as engine:
        for table in source.tables:
            rows = source.rows(table, engine.connection)
            named = [*rows.columns, "_refuse_column", *(("_row",) if places else ())]
            columns = ", ".join(f'"{name}"' for name in named)
            listed = engine.connection.execute(f"SELECT {columns} FROM {rows.sql}").fetchall()
            found[table] = sorted(listed, key=repr)
    return found


def rows_of(path: Path, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of one agreed table."""
    source = EdFiSource.open(path)
    with open_duckdb() as engine:
        rows = source.rows(table, engine.connection)
        listed = ", ".join(f'"{name}"' for name in columns)
        return engine.connection.execute(f"SELECT {listed} FROM {rows.sql} ORDER BY ALL").fetchall()
