"""The parts of the page, in the order in which a board reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forwhom.charts.numbers import whole
from forwhom.report.choose import in_short
from forwhom.report.found import how_found, how_sure
from forwhom.report.frames import in_frames
from forwhom.report.levels import tests_by_level
from forwhom.report.one import measure_parts, said
from forwhom.report.pictures import (
    example,
)
from forwhom.report.spread import how_spread
from forwhom.report.words import Words
from forwhom.results import AuditFolder

Part = dict[str, Any]
DOMAINS = (
    *("attendance", "discipline", "achievement", "access", "attainment"),
    *("english_learners", "special_education", "participation", "as_published"),
)


def whole_page(audit: AuditFolder, words: Words) -> Part:
    """Everything the template needs."""
    about = audit.about
    domains = _domains(audit, words)
    return {
        "about": about,
        "words": words,
        "say": words.say,
        "short": [said(f, audit, words) for f in in_short(audit.findings)],
        "certainty": how_sure(audit, words),
        "found": how_found(audit, words),
        "looked": _looked(about, words),
        "domains": domains,
        "levels": tests_by_level(audit, words),
        "spread": how_spread(audit, words),
        "sure": [m["sure"][0] for d in domains for m in d["measures"] if m["sure"]],
        "no_data": [_no_data(m, words) for m in about["measures"] if m["status"] != "ok"],
        "no_groups": [
            words.dimension(g["dimension"]) for g in about["groups"] if g["status"] != "ok"
        ],
        "frames": in_frames(audit, words),
        "groups": [g for g in about["groups"] if g["status"] == "ok"],
        "notes": about["notes" if words.language == "en" else "notes_es"],
        "example": example(words),
        "records": [(r["title"], r["rows_in"], r["kept"], r["refused"]) for r in about["records"]],
    }


def _looked(about: Mapping[str, Any], words: Words) -> str:
    years = about["school_years"]
    if "published" in about:
        return _looked_published(about, words)
    values = {
        "students": whole(about["students"][about["latest_year"]]),
        "schools": whole(sum(school["students"] > 0 for school in about["schools"])),
        "year": about["latest_year"],
        "first": years[0],
    }
    return words.say("looked.text" if len(years) > 1 else "looked.one_year", **values)


def _looked_published(about: Mapping[str, Any], words: Words) -> str:
    told = about["published"]
    values = {name: whole(told[name]) for name in ("numbers", "hidden")}
    text = words.say("looked.published", year=about["latest_year"], **values)
    return f"{text} " + words.say("looked.hidden") if told["hidden"] else text


def _domains(audit: AuditFolder, words: Words) -> list[Part]:
    measures = [m for m in audit.about["measures"] if m["status"] == "ok"]
    names = list(DOMAINS) + sorted({m["domain"] for m in measures} - set(DOMAINS))
    parts = []
    for name in names:
        mine = [measure_parts(audit, m, words) for m in measures if m["domain"] == name]
        if mine:
            asked = words.say(f"domain.{name}") if name in DOMAINS else name.replace("_", " ")
            parts.append({"name": name, "asks": asked, "measures": mine})
    return parts


def _no_data(measure: Mapping[str, Any], words: Words) -> Part:
    needs = "; ".join(measure["missing"]) or "?"
    return {
        "title": words.of_measure(measure, "title"),
        "asks": words.of_measure(measure, "asks"),
        "needs": words.say("measure.needs", needs=needs),
    }
