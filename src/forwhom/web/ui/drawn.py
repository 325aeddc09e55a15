"""The pictures of a chart, drawn once: drawing one takes longer than all else that a page does."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from forwhom.charts import theme
from forwhom.charts.chart import Chart
from forwhom.charts.drawings import drawn_once
from forwhom.web.place_on_disk import Served
from forwhom.web.ui.specification import as_json

FOLDER = "pictures"
MOST = 64  # charts that one process remembers, some 2 MB


class Pictures(NamedTuple):
    """A chart at both widths, and as data for those whose browser runs scripts."""

    wide: SafeString
    narrow: SafeString
    specification: str


def pictures_of(chart: Chart, *, live: bool) -> Pictures:
    """A chart that remembers its own pictures, such as one of an audit, draws itself.

    Any other is kept beside the web's database: what it shows belongs to no audit.
    """
    if type(chart) is Chart:
        return _pictures(chart, live)
    return Pictures(
        _safe(chart.svg(theme.WIDE)),
        _safe(chart.svg(theme.NARROW)),
        as_json(chart) if live else "",
    )


@lru_cache(maxsize=MOST)
def _pictures(chart: Chart, live: bool) -> Pictures:
    folder = Served.here().folder / FOLDER
    wide, narrow = (drawn_once(chart, width, folder) for width in (theme.WIDE, theme.NARROW))
    return Pictures(_safe(wide), _safe(narrow), as_json(chart) if live else "")


def _safe(picture: str) -> SafeString:
    return mark_safe(picture)  # noqa: S308 - drawn by us; every name in it is escaped
