"""The same records give the same bytes, and the command is quiet when told to be."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path

from tests.engine.audit.audited import Ran

FILES = {
    *("audit.json", "cells.parquet", "disparities.parquet", "indices.parquet", "findings.json"),
    "report.html",
}
PRIVATE = 0o700


def hashes(folder: Path) -> dict[str, str]:
    files = [path for path in folder.iterdir() if path.is_file()]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_two_processes_write_the_same_bytes(twice: tuple[Ran, Ran]) -> None:
    one, other = twice
    assert set(hashes(one.folder)) == FILES
    assert hashes(one.folder) == hashes(other.folder)


def test_the_command_says_nothing_on_standard_error_when_all_is_well(
    twice: tuple[Ran, Ran],
) -> None:
    assert [(ran.code, ran.told) for ran in twice] == [(0, "")] * 2


def test_an_audit_is_for_its_owner_alone(twice: tuple[Ran, Ran]) -> None:
    if os.name == "posix":
        assert twice[0].folder.stat().st_mode & 0o777 == PRIVATE
    assert twice[0].audit.about["audience"] == "inside"


def test_an_audit_tells_no_place_of_the_machine_and_no_time(twice: tuple[Ran, Ran]) -> None:
    ran = twice[0]
    for name in ("audit.json", "findings.json", "report.html"):
        text = (ran.folder / name).read_text("utf-8")
        assert str(ran.folder.parent) not in text
        assert not re.search(r"\b\d{2}:\d{2}:\d{2}\b", text)


def test_findings_are_whole_json_with_ten_digits(twice: tuple[Ran, Ran]) -> None:
    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON.")

    text = (twice[0].folder / "findings.json").read_text("utf-8")
    found = json.loads(text, parse_constant=refuse)
    assert found
    for entry in found:
        for value in entry.values():
            if isinstance(value, float):
                assert value == float(f"{value:.10g}")
