"""Pictures that belong to no audit are drawn once, and kept beside the web's database."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template

from forwhom.charts import theme
from forwhom.charts.chart import Table, TableRow
from forwhom.web.ui.drawn import FOLDER, _pictures, pictures_of
from forwhom.web.ui.made_up import gap_chart


@pytest.fixture(autouse=True)
def another_process() -> None:
    _pictures.cache_clear()


def test_another_process_draws_nothing(served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = pictures_of(gap_chart("en"), live=True)
    folder = served / "web" / FOLDER
    assert len(list(folder.glob("*.svg"))) == 2
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    _pictures.cache_clear()

    def draw(*_: Any) -> str:
        raise AssertionError("drawn a second time")

    monkeypatch.setattr(theme, "render", draw)
    assert pictures_of(gap_chart("en"), live=True) == first
    assert first.specification
    assert not pictures_of(gap_chart("en"), live=False).specification


def test_where_nothing_can_be_kept_it_is_drawn(served: Path) -> None:
    (served / "web").mkdir()
    (served / "web" / FOLDER).write_text("no folder")
    assert pictures_of(gap_chart("en"), live=False).wide.endswith("</svg>")


def test_a_table_is_told_by_its_own_values_label_and_language() -> None:
    def told(word: str, label: str) -> str:
        found = Table(("A",), (TableRow((word,), quiet=True),))
        return Template("{% table found label %}").render(Context({"found": found, "label": label}))

    from django.utils import translation

    one = told("<one>", "x")
    assert "&lt;one&gt;" in one
    assert one == told("<one>", "x")
    assert one != told("two", "x")
    assert one != told("<one>", "y")
    with translation.override("es"):
        assert one != told("<one>", "x")
