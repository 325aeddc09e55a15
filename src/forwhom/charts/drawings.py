"""Pictures that were drawn before: drawing one takes longer than all else that a page does."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path

from forwhom.charts import theme
from forwhom.charts.chart import Chart

PRIVATE_FOLDER = 0o700
MOST = 5000  # pictures kept in one folder, some 100 MB: more are drawn each time
DRAWN_BY = ("vl-convert-python", "forwhom")


def drawn_once(chart: Chart, width: int, folder: Path) -> str:
    """`chart.svg(width)`, kept in `folder` for the next to ask; only its owner may read it.

    The same picture has the same name: of other numbers, words or look there is another. Where
    nothing can be written it is drawn and not kept.
    """
    layers, height = chart.draw(width)
    spec = theme.specification(layers, width, height)
    told = json.dumps([spec, chart.alt, drawn_by()], ensure_ascii=False, sort_keys=True)
    path = folder / f"{hashlib.sha256(told.encode()).hexdigest()[:32]}.svg"
    try:
        found = path.read_text("utf-8")
    except (OSError, ValueError):
        found = ""
    if found.endswith("</svg>"):
        return found
    picture = chart.svg(width)
    _keep(path, picture)
    return picture


@cache
def drawn_by() -> str:
    """Who draws, and our look: after an update pictures are drawn anew."""
    look = hashlib.sha256(Path(theme.__file__).read_bytes()).hexdigest()
    return " ".join([*(f"{name} {version(name)}" for name in DRAWN_BY), look])


def _keep(path: Path, picture: str) -> None:
    try:
        path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        if sum(1 for _ in path.parent.iterdir()) >= MOST:
            return
        handle, draft = tempfile.mkstemp(dir=path.parent)  # only its owner may open it
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(picture)
            Path(draft).replace(path)
        except OSError:
            Path(draft).unlink(missing_ok=True)
    except OSError:
        return  # it is only drawn again
