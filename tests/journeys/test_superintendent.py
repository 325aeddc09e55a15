"""The superintendent, and the cabinet: a finding of the district, and a packet for the board."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tests.journeys.window import Window

pytestmark = [pytest.mark.browser, pytest.mark.long]


def text(pdf: Path) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf.read_bytes())).pages)


def test_from_the_findings_to_a_packet_for_the_board(walks: Callable[..., Window]) -> None:
    head = walks("superintendent")
    head.menu("page.findings")
    head.page.locator(".finding-line a").first.click()
    head.look()
    head.press("guess.skip")
    head.heading("finding.why")
    sentence = head.page.get_by_role("heading", level=1).inner_text()
    head.menu("page.packets")
    head.follow("packets.inside.link")
    head.page.locator("main label").get_by_text(sentence).click()
    head.write("packets.title", "What we ask in spring")
    with head.page.expect_download() as taken:
        head.page.get_by_role("button", name=head.say("packets.print")).click()
    packet = text(taken.value.path())
    assert "What we ask in spring" in packet
    assert sentence.split(".")[0] in " ".join(packet.split())
    head.is_calm()
