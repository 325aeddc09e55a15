"""From a packet's contents to its PDF: typst sets it, and reads every text as text."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from forwhom.charts import theme
from forwhom.charts.chart import Chart

Part = dict[str, Any]
FONTS = [Path(__file__).parent.parent / "fonts"]
NEW_YEAR = 1_577_836_800
"""2020-01-01: the day of every packet's making, so that the same contents give the same bytes."""

OUTLINED = re.compile(r'<text [^>]*paint-order="stroke"[^>]*>[^<]*</text>')
OUTLINE = re.compile(r' (?:paint-order|stroke|stroke-width)="[^"]*"')


def typeset(contents: Part) -> bytes:
    """The contents as a tagged PDF that keeps PDF/UA-1. They go in as JSON, never as markup."""
    import typst

    asked: dict[str, Any] = {  # the stubs want all paths in the form of the template: bytes
        "font_paths": FONTS,
        "ignore_system_fonts": True,
        "format": "pdf",
        "sys_inputs": {"packet": json.dumps(contents, ensure_ascii=False)},
        "pdf_standards": ["ua-1"],
        "timestamp": NEW_YEAR,
    }
    made: bytes = typst.compile(_template(), **asked)
    return made


@cache
def _template() -> bytes:
    return (resources.files("forwhom.report") / "templates" / "packet.typ").read_bytes()


def paragraph(text: str, language: str | None = None) -> Part:
    """Running text; in another language than the packet's where one is given."""
    return {"kind": "paragraph", "text": text} | ({"language": language} if language else {})


def note(text: str) -> Part:
    """Text that is smaller and quieter."""
    return {"kind": "note", "text": text}


def heading(text: str) -> Part:
    """A heading within a page."""
    return {"kind": "heading", "text": text}


def listed(items: list[str]) -> Part:
    """A list with a bullet an item."""
    return {"kind": "list", "items": items}


def picture(chart: Chart) -> list[Part]:
    """A chart as it is printed: the picture, its table, how to read it, and what it cannot show."""
    drawn = {"kind": "picture", "svg": _for_paper(chart.svg(theme.WIDE)), "alt": chart.alt}
    read = " ".join([*chart.how_to_read, chart.cannot_show])
    return [drawn, table(chart), note(read)]


def _for_paper(svg: str) -> str:
    """The picture on white, its outlined words drawn twice: typst would put the outline on top."""
    svg = svg.replace(theme.PAPER, "#FFFFFF")
    return OUTLINED.sub(lambda found: found[0] + OUTLINE.sub("", found[0]), svg)


def table(chart: Chart) -> Part:
    """A chart's table."""
    rows = [{"cells": list(row.cells), "quiet": row.quiet} for row in chart.table.rows]
    return {"kind": "table", "headings": list(chart.table.headings), "rows": rows}


def card(name: str, *parts: tuple[str, str, str]) -> Part:
    """What something means: its name, and parts that are each a name, a text and a language."""
    told = [{"name": n, "text": text, "language": lang} for n, text, lang in parts if text]
    return {"name": name, "parts": told}


def last(title: str, *blocks: Part) -> Part:
    """One of the last sections."""
    return {"title": title, "blocks": list(blocks)}
