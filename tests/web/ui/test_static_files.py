"""Style sheets and scripts: at an address that changes with them, kept for long, compressed."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from django.templatetags.static import static
from django.test import Client

from forwhom.web.ui.static_files import compressed, fingerprint


def test_an_address_changes_with_its_file(tmp_path: Path) -> None:
    file = tmp_path / "one.css"
    file.write_text("a{}", encoding="utf-8")
    before = fingerprint(file, 1)
    file.write_text("b{}", encoding="utf-8")
    assert fingerprint(file, 2) != before


@pytest.mark.parametrize("name", ["ui/theme.css", "ui/vendor/uswds.css", "ui/vendor/vega.min.js"])
def test_it_is_served_with_no_collecting_and_kept_for_long(name: str) -> None:
    answer = Client().get(static(name), HTTP_ACCEPT_ENCODING="gzip")
    whole = b"".join(answer.streaming_content)
    assert answer.status_code == 200
    assert "immutable" in answer["Cache-Control"]
    assert answer["Content-Encoding"] == "gzip"
    assert len(gzip.decompress(whole)) > 2 * len(whole)


def test_who_takes_no_gzip_gets_it_plain() -> None:
    answer = Client().get(static("ui/theme.css"))
    assert not answer.has_header("Content-Encoding")
    assert b"--teal" in b"".join(answer.streaming_content)


def test_the_font_is_the_report_s_own() -> None:
    answer = Client().get(static("fonts/public-sans-latin-wght-normal.woff2"))
    assert b"".join(answer.streaming_content)[:4] == b"wOF2"


def test_a_compressed_twin_is_made_once(settings: Any, tmp_path: Path) -> None:
    settings.COMPRESSED_FILES = tmp_path / "twins"
    file = tmp_path / "one.css"
    file.write_text("a{}" * 400, encoding="utf-8")
    first = compressed(file)
    made = first.stat().st_mtime_ns
    assert compressed(file) == first
    assert first.stat().st_mtime_ns == made
    assert gzip.decompress(first.read_bytes()) == file.read_bytes()


def test_what_is_not_there_is_not_found(db: None) -> None:
    assert Client().get("/static/ui/nothing.css").status_code == 404
