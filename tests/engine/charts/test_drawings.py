"""A picture that was drawn before is read; one of other numbers is drawn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forwhom.charts import theme
from forwhom.charts.chart import Chart
from forwhom.charts.drawings import drawn_once
from forwhom.charts.estimate import Estimate
from forwhom.charts.gap import gap


def chart(count: int = 18) -> Chart:
    sides = (Estimate("Students", 100, count / 100, 0.1, 0.3, count),
             Estimate("Others", 100, 0.07, 0.03, 0.14, 7))  # fmt: skip
    return gap(*sides, measure="Suspended", difference=(0.02, 0.2), ratio=2.6)


def test_it_is_the_same_picture_and_drawn_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = drawn_once(chart(), 640, tmp_path / "kept")
    assert told == chart().svg(640)
    (kept,) = (tmp_path / "kept").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    monkeypatch.setattr(theme, "render", None)
    assert drawn_once(chart(), 640, tmp_path / "kept") == told
    for other in (chart(19), replace(chart(), alt="Another")):
        with pytest.raises(TypeError):
            drawn_once(other, 640, tmp_path / "kept")
    with pytest.raises(TypeError):
        drawn_once(chart(), 342, tmp_path / "kept")


@pytest.mark.parametrize("text", [b"", b"<svg", b"\xff\xfe"])
def test_half_a_picture_is_drawn_anew(tmp_path: Path, text: bytes) -> None:
    drawn_once(chart(), 640, tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(text)
    assert drawn_once(chart(), 640, tmp_path) == chart().svg(640)
    assert kept.read_text("utf-8") == chart().svg(640)


def test_where_nothing_can_be_kept_it_is_drawn(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be")
    assert drawn_once(chart(), 640, tmp_path / "kept") == chart().svg(640)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
