"""The measures arranged as others arrange them, with the lines that nothing speaks to."""

from __future__ import annotations

from typing import Any

from forwhom.audit.screen import wrapped
from forwhom.errors import ForwhomError, did_you_mean
from forwhom.measures import MEASURES
from forwhom.measures.frames import FRAMES, Frame, lines_of

NOTHING = "nothing measures this yet"
KEPT = "nothing measures this yet; its records would stand in {table}"


def frame_as_dict(frame: Frame) -> dict[str, Any]:
    """A frame with, for each line, the names of the measures that speak to it."""
    on = {name: lines_of(measure.frames, frame.name) for name, measure in MEASURES.items()}
    return {
        "name": frame.name,
        "title": frame.title,
        "title_es": frame.title_es,
        "source": frame.source,
        "sure": frame.sure,
        "sure_es": frame.sure_es,
        "lines": [
            {**vars(line), "measures": [name for name, lines in on.items() if line.code in lines]}
            for line in frame.lines
        ],
        "on_no_line": [name for name, lines in on.items() if "" in lines],
    }


def frames_as_list() -> list[dict[str, Any]]:
    """Every frame, for audit.json."""
    return [frame_as_dict(frame) for frame in FRAMES.values()]


def named_frame(name: str) -> Frame:
    """The frame of that name; ForwhomError with the nearest where there is none."""
    if name not in FRAMES:
        known = list(FRAMES)
        raise ForwhomError(
            f"There is no frame called `{name}`.",
            did="Nothing was listed.",
            remedy=did_you_mean(name, known) or f"Use one of {', '.join(known)}.",
        )
    return FRAMES[name]


def frame_lines(frame: Frame) -> list[str]:
    """The frame for the screen: each line with its measures, or that there is none."""
    told = frame_as_dict(frame)
    spoken = sum(bool(line["measures"]) for line in told["lines"])
    lines = [frame.title, *wrapped("", frame.source, 2), *wrapped("", frame.sure, 2), ""]
    for line in told["lines"]:
        lead = f"{line['code']}  " if line["code"].isdigit() else ""
        lines += wrapped(f"  {lead}{line['title']}", "", 6)
        lines += wrapped("", _speaking(line), 6)
    if told["on_no_line"]:
        lines += ["", *wrapped("", f"On no line: {', '.join(told['on_no_line'])}", 6)]
    return [*lines, "", f"{spoken} of {len(frame.lines)} lines have a measure."]


def _speaking(line: dict[str, Any]) -> str:
    if line["measures"]:
        return ", ".join(line["measures"])
    return KEPT.format(table=line["kept_in"]) if line["kept_in"] else NOTHING
