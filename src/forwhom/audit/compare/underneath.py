"""What lies underneath two audits and differs: records, rules, definitions, settings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

SETTINGS = ("as_of", "legal_profile", "forwhom")


@dataclass(frozen=True)
class Changed:
    """One thing that differs: `kind` is data, rule, definition, group, reference or setting."""

    kind: str
    name: str
    old: Any
    new: Any


def what_differs(old: dict[str, Any], new: dict[str, Any]) -> list[Changed]:
    """Records, rules, definitions and settings that are not the same in two audit.json."""
    found = _pairs("data", _tables(old), _tables(new))
    found += _pairs("rule", _by(old["rules"], "value"), _by(new["rules"], "value"))
    found += _pairs("definition", _definitions(old, new), _definitions(new, old))
    found += _pairs("group", _groups(old), _groups(new))
    found += _pairs("reference", _references(old), _references(new))
    return found + [
        Changed("setting", name, old.get(name), new.get(name))
        for name in SETTINGS
        if old.get(name) != new.get(name)
    ]


def _pairs(kind: str, old: dict[str, Any], new: dict[str, Any]) -> list[Changed]:
    names = [*old, *(name for name in new if name not in old)]
    return [
        Changed(kind, name, old.get(name), new.get(name))
        for name in names
        if old.get(name) != new.get(name)
    ]


def _by(entries: Iterable[dict[str, Any]], value: str) -> dict[str, Any]:
    return {entry["name"]: entry[value] for entry in entries}


def _tables(about: dict[str, Any]) -> dict[str, Any]:
    """Each table with the rows kept and the hash of its file."""
    rows = {record["table"]: record["kept"] for record in about["records"]}
    hashes = {entry["file"].removesuffix(".parquet"): entry["sha256"] for entry in about["inputs"]}
    return {name: (rows.get(name, 0), hashes[name]) for name in hashes if name in rows}


def _definitions(about: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Each measure's hash; an audit of before there were any says nothing of definitions."""
    unknown = {m["name"] for m in other["measures"] if "definition" not in m}
    unknown |= {m["name"] for m in about["measures"] if "definition" not in m}
    written = {m["name"]: m.get("definition") or "there" for m in about["measures"]}
    return {name: "there" if name in unknown else each for name, each in written.items()}


def _groups(about: dict[str, Any]) -> dict[str, Any]:
    return {group["dimension"]: (group["when"], group["source"]) for group in about["groups"]}


def _references(about: dict[str, Any]) -> dict[str, Any]:
    return {group["dimension"]: group["reference"] for group in about["groups"]}


def cut_differently(underneath: list[Changed]) -> bool:
    """Whether one audit counts a part of a year and the other a whole one."""
    return any(
        each.name == "as_of" and None in (each.old, each.new)
        for each in underneath
        if each.kind == "setting"
    )
