"""Whatever stands in a name or a note is printed as it is, and never read as markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forwhom.report.packet import packet_inside
from tests.engine.report.packet.reading import read, text_of

MARKUP = "#$*_@<>=[]{}()`\"'\\/~-+:;&%^|0aé"
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


@pytest.mark.long
@settings(max_examples=12, deadline=None, suppress_health_check=SLOW)
@given(st.text(MARKUP, min_size=1, max_size=24))
def test_any_text_comes_out_as_it_went_in(folder: Path, text: str) -> None:
    made = packet_inside(
        folder, ["1"], note=f"x{text}x", prepared_for=f"y{text}y", title=f"z{text}z"
    )
    said = text_of(made)
    for letter in "xy":
        assert f"{letter}{text}{letter}" in said
    assert read(made).metadata.title == f"z{text}z"


def test_what_would_be_code_is_words(folder: Path) -> None:
    wicked = '#read("/etc/passwd") $x$ *b* _i_ @ref <label> // no comment'
    assert wicked in text_of(packet_inside(folder, ["1"], note=wicked))
