"""A chart's Vega-Lite as data within a page: read by charts.js, never run by the browser."""

from __future__ import annotations

import json

from forwhom.charts import theme
from forwhom.charts.chart import Chart

# As Django's json_script does: nothing in it can end the element it stands in.
ESCAPED = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def as_json(chart: Chart, width: int = theme.WIDE) -> str:
    """The specification as JSON that may stand within a `script` element."""
    layers, height = chart.draw(width)
    whole = theme.specification(layers, width, height)
    return json.dumps(whole, separators=(",", ":"), ensure_ascii=False).translate(ESCAPED)
