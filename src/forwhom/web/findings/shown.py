"""What the page of a finding shows, kept in this process: a picture takes longest to draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from forwhom.charts import theme
from forwhom.charts.chart import Chart
from forwhom.charts.drawings import drawn_once
from forwhom.charts.numbers import whole
from forwhom.report.found import how_found
from forwhom.report.one import finding_parts
from forwhom.report.pictures import groups_chart
from forwhom.report.tested import Tested
from forwhom.report.words import Words
from forwhom.results import Finding
from forwhom.results.explained import FOLDER
from forwhom.results.index import pictures_of
from forwhom.results.names import group_values
from forwhom.web.findings.lines import Line, line_of
from forwhom.web.findings.sight import Sight

Parts = dict[str, Any]
PAGES = 150
PAIRS = 6
LONG = 60
"""Rows from which on parts are shown when somebody asks for them: else a page outgrows 100 kB."""


@dataclass(frozen=True)
class Drawn(Chart):
    """A chart that is drawn once for each width."""

    drawings: dict[int, str] = field(default_factory=dict, repr=False)
    audit: Path | None = field(default=None, repr=False)

    def svg(self, width: int = theme.WIDE) -> str:
        """The picture, as it was drawn before."""
        if width not in self.drawings:
            self.drawings[width] = self._svg(width)
        return self.drawings[width]

    def _svg(self, width: int) -> str:
        """Kept beside the audit's index too, for the next process."""
        plain = Chart(**{one.name: getattr(self, one.name) for one in fields(Chart)})
        if self.audit is None:
            return plain.svg(width)
        return drawn_once(plain, width, pictures_of(self.audit))

    @property
    def narrow(self) -> SafeString:
        """As it stands in a column, at any width of the page."""
        return mark_safe(self.svg(theme.NARROW))  # noqa: S308 - drawn by us, and escaped


def drawn(chart: Chart | None, audit: Path | None = None) -> Drawn | None:
    """The same chart, drawn once; nothing where there is none."""
    if chart is None:
        return None
    return Drawn(**{one.name: getattr(chart, one.name) for one in fields(Chart)}, audit=audit)


@dataclass(frozen=True)
class Asked:
    """Which page is meant: of which audit, which finding, for whom, after which answers."""

    audit: str
    written: int
    finding: str
    language: str
    whole: bool
    answered: int
    seen: Sight = field(compare=False, repr=False)


def parts(seen: Sight, finding: Finding, words: Words) -> Parts:
    """A finding's words, pictures and tables, as the report tells them, and who is in it."""
    answers = seen.folder / FOLDER / f"{finding.id}.json"
    asked = Asked(
        str(seen.folder),
        (seen.folder / "audit.json").stat().st_mtime_ns,
        finding.id,
        words.language,
        seen.district is not None,
        answers.stat().st_mtime_ns if answers.is_file() else 0,
        seen,
    )
    return _parts(asked)


@lru_cache(maxsize=PAGES)
def _parts(asked: Asked) -> Parts:
    seen = asked.seen
    finding, words = seen.finding(asked.finding), Words.of(seen, asked.language)  # type: ignore[arg-type]
    measure = seen.measure(finding.measure)
    seen.causes = seen.why(finding)
    told = finding_parts(seen, finding, measure, words)
    for name in ("gap", "years"):
        told[name] = drawn(told[name], seen.folder)
    for name in ("chart", "funnel", "gaps"):
        told["schools"][name] = drawn(told["schools"].get(name), seen.folder)
    for one in told["why"]["told"]:
        one["chart"] = drawn(one["chart"], seen.folder)
        one["is_long"] = _rows(one) > LONG
    return told | {
        "groups": _groups(seen, finding, measure, words),
        "who": who(seen, finding, words),
        "card": card(measure, words),
        "pairs": pairs(seen, finding, words),
        "how_found": how_found(seen, words),
        "looks": looks(seen),
    }


def _rows(told: Parts) -> int:
    """How many rows the tables of one way of explaining have."""
    tables = (told["chart"] and told["chart"].table, told["rows"], told["places"])
    return sum(len(table.rows) for table in tables if table)


def _groups(
    seen: Sight, finding: Finding, measure: Mapping[str, Any], words: Words
) -> Drawn | None:
    """All groups of a school, where there are no schools to compare."""
    if finding.place_type != "school":
        return None
    there = seen.at(seen.place_of(finding), finding.school_year)
    return drawn(groups_chart(there, measure, words, Tested(there, measure, words)), seen.folder)


def who(seen: Sight, finding: Finding, words: Words) -> list[dict[str, str]]:
    """The traits that a group is made of: what each is called, and when a child is in it."""
    when = {group["dimension"]: group["when"] for group in seen.about["groups"]}
    return [
        {"title": words.dimension(name), "value": words.value(name, value), "when": when[name]}
        for name, value in group_values(finding.group).items()
    ]


def card(measure: Mapping[str, Any], words: Words) -> dict[str, str]:
    """The definition of a measure."""
    return {
        "title": words.of_measure(measure, "title"),
        "asks": words.of_measure(measure, "asks"),
        "among": measure.get("among_says", ""),
        "counts": measure.get("counts_says", ""),
        "why": words.of_measure(measure, "why_it_matters"),
        "source": measure.get("source", ""),
    }


def pairs(seen: Sight, finding: Finding, words: Words) -> list[Line]:
    """Findings about the same children seen closer, or about a larger group that holds them."""
    mine = set(group_values(finding.group).items())
    found = []
    for other in seen.findings:
        same = (other.measure, other.place_type, other.place_id) == (
            finding.measure, finding.place_type, finding.place_id
        )  # fmt: skip
        theirs = set(group_values(other.group).items())
        if same and other.id != finding.id and (mine < theirs or theirs < mine):
            found.append(line_of(other, seen, words))
        if len(found) == PAIRS:
            break
    return found


def looks(seen: Sight) -> dict[str, str]:
    """How many answers were weighed to find this, and the error rate; empty without a search."""
    told = seen.about.get("search", {"made": False})
    if not told["made"] or not told["family"]:
        return {}
    return {"family": whole(told["family"]), "level": f"{round(100 * told['level'])}%"}
