"""A packet for inside: what it shows, that it can be read aloud, and what it refuses."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from forwhom.errors import AuditFolderError, PacketError
from forwhom.report.packet import packet_inside
from forwhom.results import open_audit
from tests.engine.report.packet.reading import elements, read, text_of


@pytest.fixture(scope="module")
def packet(folder: Path) -> bytes:
    return packet_inside(folder, ["1"], prepared_for="The cabinet", day=date(2026, 11, 23))


def test_it_shows_the_finding_its_table_and_its_picture_in_words(
    packet: bytes, folder: Path
) -> None:
    finding = open_audit(folder).findings[0]
    said = text_of(packet)
    assert finding.sentence_en in said
    assert finding.id in said
    assert f"{finding.children_counted} of {finding.children:,}" in said
    pictures = [alt for tag, alt in elements(packet) if tag == "/Figure"]
    assert pictures
    assert all("Black or African American" in alt for alt in pictures)


def test_every_page_says_inside_and_where_it_stands(packet: bytes) -> None:
    pages = read(packet).pages
    for number, page in enumerate(pages, 1):
        words = " ".join(page.extract_text().split())
        assert "INSIDE: for school officials only" in words
        assert f"Page {number} of {len(pages)}" in words


def test_it_is_tagged_and_says_its_language_and_title(packet: bytes) -> None:
    root = read(packet).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("en")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "Made-Up Unified" in (read(packet).metadata.title or "")
    tags = [tag for tag, _ in elements(packet)]
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/LI", "/P"} <= set(tags)
    assert len(read(packet).outline) >= 6
    assert "pdfuaid:part" in root["/Metadata"].get_object().get_data().decode()


def test_the_empty_lines_say_that_they_are_empty(packet: bytes) -> None:
    said = text_of(packet)
    for each in ("What we heard", "Nothing is decided here yet", "No day is set here yet"):
        assert each in said


def test_spanish(folder: Path) -> None:
    made = packet_inside(folder, ["1"], language="es", day=date(2026, 11, 23))
    said = text_of(made)
    assert str(read(made).trailer["/Root"]["/Lang"]).startswith("es")
    assert open_audit(folder).findings[0].sentence_es in said
    for each in ("Lo que escuchamos", "Página 1 de", "INTERNO", "23 de noviembre de 2026"):
        assert each in said


def test_the_same_choice_gives_the_same_bytes_wherever_the_audit_lies(
    folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / folder.name
    shutil.copytree(folder, other)
    assert packet_inside(folder, ["1"]) == packet_inside(other, ["1"])


def test_findings_stand_in_the_order_chosen_and_may_be_many(folder: Path) -> None:
    number = open_audit(folder).findings[0].id
    made = packet_inside(folder, [number, "1"] * 6, title="Twelve")
    assert sum("What we heard" in page.extract_text() for page in read(made).pages) == 12


@pytest.mark.parametrize("which", ["99", "0", "nothing", "²", ""])
def test_a_finding_that_is_not_there(folder: Path, which: str) -> None:
    with pytest.raises(PacketError, match="no finding") as told:
        packet_inside(folder, [which])
    assert "findings.json" in str(told.value)


def test_nothing_chosen_teaches_how_to_choose(folder: Path) -> None:
    with pytest.raises(PacketError, match="forwhom packet AUDIT 1 3 7"):
        packet_inside(folder, [])


def test_no_audit_there(tmp_path: Path) -> None:
    with pytest.raises(AuditFolderError):
        packet_inside(tmp_path / "none", ["1"])
