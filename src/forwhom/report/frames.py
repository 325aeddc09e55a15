"""The numbers of the audit arranged in published frames; a line without a number says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forwhom.charts.numbers import value, whole
from forwhom.report.words import Words
from forwhom.results import AuditFolder

Part = dict[str, Any]


def in_frames(audit: AuditFolder, words: Words) -> list[Part]:
    """Each frame with its lines, and how many of them have a number."""
    return [_frame(audit, frame, words) for frame in audit.about.get("frames", [])]


def _frame(audit: AuditFolder, frame: Mapping[str, Any], words: Words) -> Part:
    measures = {measure["name"]: measure for measure in audit.about["measures"]}
    lines = [_line(audit, line, measures, words) for line in frame["lines"]]
    with_number = sum(line["has_number"] for line in lines)
    return {
        "name": frame["name"],
        "title": words.in_language(frame, "title"),
        "source": frame["source"],
        "sure": words.in_language(frame, "sure"),
        "lines": lines,
        "told": words.say("frames.told", lines=len(lines), number=with_number),
    }


def _line(
    audit: AuditFolder,
    line: Mapping[str, Any],
    measures: Mapping[str, Mapping[str, Any]],
    words: Words,
) -> Part:
    """The line's title and its measures, or in words why there is none."""
    mine = [measures[name] for name in line["measures"] if name in measures]
    parts = [_speaking(audit, measure, words) for measure in mine if not measure.get("family")]
    several = [measure for measure in mine if measure.get("family")]
    code = f"{line['code']}. " if line["code"].isdigit() else ""
    nothing = ""
    if not mine:
        table = line["kept_in"]
        nothing = words.say("frames.kept_in", table=table) if table else words.say("frames.nothing")
    return {
        "title": code + words.in_language(line, "title"),
        "measures": parts,
        "several": words.say("frames.several", number=whole(len(several))) if several else "",
        "nothing": nothing,
        "has_number": any(part["rate"] for part in parts),
    }


def _speaking(audit: AuditFolder, measure: Mapping[str, Any], words: Words) -> Part:
    row = audit.everyone(measure["name"], audit.about["latest_year"])
    has = row is not None and row["rate"] is not None
    return {
        "title": words.of_measure(measure, "title"),
        "anchor": f"m-{measure['name']}" if measure["status"] == "ok" else "",
        "rate": value(row["rate"], words.scale(measure)) if row is not None and has else "",
        "n": words.say("frames.of", n=whole(row["n"])) if row is not None and has else "",
    }
