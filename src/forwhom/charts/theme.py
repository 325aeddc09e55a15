"""How every Forwhom chart looks: colours, type and spacing, in one Vega-Lite theme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

PAPER = "#FCFBF8"
INK = "#1D2326"
TEAL = "#005F73"
"""The group in question."""
SLATE = "#5C6670"
"""Everyone it is compared with."""
OCHRE = "#B35C00"
"""Only for what needs an answer."""
QUIET = "#6E6C66"
"""Too few to trust; 5:1 on paper, so that quiet words can still be read."""
LINE = "#DEDAD0"
"""Grid lines and edges."""

WIDE, NARROW = 640, 342
"""Widths in px: a page's column, and a phone of 390 px less its margins."""
STEP = 8
"""Spacing is in multiples of 8 px."""
FONT = "Public Sans, Helvetica Neue, Helvetica, Arial, sans-serif"
SIZE, SMALL = 14, 12.5
INHERITED = f' font-size="{SIZE}px" stroke-linecap="round"'
"""What most marks of a picture have is said once, of the whole picture."""
USUAL = (f' font-size="{SIZE}px"', ' stroke-linecap="round"', ' text-anchor="start"',
         ' opacity="1"', ' x2="0"', ' y2="0"', ' transform="translate(0,0)"')  # fmt: skip
"""What needs no saying then, or by the format itself: a third of a picture's bytes."""
CIRCLE = re.compile(
    r'<path transform="translate\(([\d.-]+),([\d.-]+)\)"'
    r' d="M([\d.]+),0A\3,\3,0,1,1,-\3,0A\3,\3,0,1,1,\3,0"'
)
HALO = 'paint-order="stroke" stroke="' + PAPER
"""Words over lines are outlined in paper first, so that nothing runs through them."""


def config() -> dict[str, Any]:
    """The Vega-Lite `config`: no frame, no legend, our type, nothing read aloud twice."""
    return {
        "aria": False,
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "text": {"fontSize": SIZE, "color": INK, "baseline": "middle", "align": "left"},
        "rule": {"strokeCap": "round"},
        "point": {"size": 96, "strokeWidth": 2, "opacity": 1},
        "line": {"strokeWidth": 2.5},
    }


def specification(layers: list[dict[str, Any]], width: int, height: int) -> dict[str, Any]:
    """A whole Vega-Lite chart from its layers, in our theme, exactly `width` x `height` px."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.1.0.json",
        "config": config(),
        "autosize": {"type": "none"},
        "padding": 0,
        "width": width,
        "height": height,
        "layer": layers,
    }


def render(layers: list[dict[str, Any]], label: str, width: int, height: int) -> str:
    """A static SVG of a chart's layers: one image with one label.

    Nothing is measured or fetched, so the same chart gives the same bytes on every machine. The
    layers go to Vega-Lite as they are: Altair would copy and check all data several times over,
    which took two thirds of a report; Chart.altair and the tests use it to check the grammar.
    """
    import vl_convert

    spec = specification(layers, width, height)
    texts = list(_lifted(spec))
    return tidy(_put_back(vl_convert.vegalite_to_svg(spec), texts), label)


def _lifted(spec: dict[str, Any]) -> Iterator[str]:
    """Take the words out of a spec, in drawing order, and leave empty ones in their place.

    Vega measures every word with the fonts of the machine: slow (1 to 3 ms a label), and not the
    same everywhere. Our words stand where we put them, so nothing needs to be measured.
    """
    for part in spec.get("layer", []):
        yield from _lifted(part)
    if "text" in spec.get("encoding", {}):
        for row in spec["data"]["values"]:
            yield row["text"]
            row["text"] = ""


def _put_back(svg: str, texts: list[str]) -> str:
    """The words in their places again; ValueError if the drawing lost or reordered any place."""
    pieces = re.split(r"(<text [^>]*)/>", svg)
    if len(pieces) != 2 * len(texts) + 1:
        raise ValueError(f"{len(texts)} texts were drawn in {len(pieces) // 2} places.")
    for i, text in enumerate(texts):
        pieces[2 * i + 1] += f">{_escape(text)}</text>"
    return "".join(pieces)


def tidy(svg: str, label: str) -> str:
    """The SVG as one picture with one name: shorter, without ids, inert inside a page of many."""
    svg = re.sub(
        r' (aria-[a-z]+|role|class|pointer-events|xmlns(:xlink)?|version)="[^"]*"', "", svg
    )
    svg = re.sub(r"(<g>)+(</g>)+", lambda found: _balance(found.group()), svg)
    svg = svg.replace(f' font-family="{FONT}"', "").replace('stroke="' + PAPER, HALO)
    svg = re.sub(r"(\d+\.\d{2})\d+", r"\1", svg)
    for said in USUAL:
        svg = svg.replace(said, "")
    svg = re.sub(r'(<line [^>]*?) fill="[^"]*"', r"\1", svg)
    svg = CIRCLE.sub(r'<circle cx="\1" cy="\2" r="\3"', svg)
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{_escape(label)}" '
    return svg.replace("<svg ", f'{opening}font-family="{FONT}"{INHERITED} ', 1)


def _balance(groups: str) -> str:
    """Empty `<g>` pairs are dropped as far as they match."""
    opened, closed = groups.count("<g>"), groups.count("</g>")
    pairs = min(opened, closed)
    return "<g>" * (opened - pairs) + "</g>" * (closed - pairs)


def _escape(text: str) -> str:
    """Text as it may stand inside a double-quoted attribute."""
    for raw, safe in (("&", "&amp;"), ("<", "&lt;"), ('"', "&quot;")):
        text = text.replace(raw, safe)
    return text
