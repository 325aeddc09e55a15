"""What browsers are given that others made: as it is written down, and nothing that reaches out."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

import forwhom.web.ui

STATIC = Path(forwhom.web.ui.__file__).parent / "static" / "ui"
VENDOR = STATIC / "vendor"
LISTED = json.loads((VENDOR / "vendor.json").read_text("utf-8"))["packages"]
FILES = {entry["file"]: entry for package in LISTED for entry in package["files"]}
OUTSIDE = re.compile(r"""(?:url\(|@import|src=)\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)


def test_every_file_is_listed_and_every_listed_file_is_there() -> None:
    assert {path.name for path in VENDOR.iterdir()} - {"vendor.json"} == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_what_was_written_down(name: str) -> None:
    found = hashlib.sha256((VENDOR / name).read_bytes()).hexdigest()
    assert found == FILES[name]["sha256"], "Run `make vendor`; never change such a file by hand."


@pytest.mark.parametrize("package", LISTED, ids=lambda one: one["name"])
def test_each_package_has_its_version_and_its_licence(package: dict[str, str]) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
    assert package["licence"]
    assert any("LICENSE" in entry["file"] for entry in package["files"])


@pytest.mark.parametrize("path", sorted(STATIC.rglob("*.*")), ids=lambda path: path.name)
def test_nothing_is_fetched_from_outside(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not OUTSIDE.search(text)
    if path.suffix == ".css":
        assert "://" not in text


def test_it_stays_light() -> None:
    """Every page takes the styles; the drawing of live charts waits until somebody asks."""
    styles = sum(path.stat().st_size for path in STATIC.rglob("*.css"))
    assert styles < 70_000
    assert (STATIC / "charts.js").stat().st_size < 10_000
    assert sum(path.stat().st_size for path in VENDOR.iterdir()) < 900_000
