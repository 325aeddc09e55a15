"""One finding in a few lines: what, for whom, how sure, and whether it was so before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forwhom.charts.numbers import whole
from forwhom.report.words import Words
from forwhom.results import Finding
from forwhom.web.findings.sight import Sight
from forwhom.web.ui.phrases_of import language, say

FOUND = "found"


@dataclass(frozen=True)
class Line:
    """What a list says of a finding. `sure` is the word of the certainty: high to early."""

    finding: Finding
    title: str
    group: str
    place: str
    sentence: str
    sure: str
    mark: str
    last_year: str
    waits: bool = False  # the team has not opened it yet

    @property
    def children(self) -> str:
        """The distinct children of the group, as a number is printed."""
        return whole(self.finding.children)

    @property
    def heading(self) -> str:
        """What it is about, without a number."""
        return f"{self.title} · {self.group}"


def words_of(seen: Sight) -> Words:
    """The report's words, in the language of this request."""
    return Words.of(seen, language())


def line_of(finding: Finding, seen: Sight, words: Words, opened: Iterable[str] = ()) -> Line:
    """A finding for a list."""
    card = seen.measure(finding.measure)
    band = finding.place_id if finding.place_type == "grade_band" else ""
    return Line(
        finding=finding,
        title=words.of_measure(card, "title"),
        group=words.group(finding.group, band),
        place=place_name(finding, seen),
        sentence=finding.sentence_en if words.language == "en" else finding.sentence_es,
        sure=sure_of(finding),
        mark=say("findings.found" if finding.strength == FOUND else "findings.worth_a_look"),
        last_year=last_year(finding),
        waits=finding.id not in set(opened),
    )


def place_name(finding: Finding, seen: Sight) -> str:
    """The school's name, or the district."""
    if finding.place_type == "school":
        return seen.place_of(finding).name
    return say("findings.the_district")


def sure_of(finding: Finding) -> str:
    """How sure, by the search's own bounds: found at 5 % over all looks, else less so."""
    if finding.as_of is not None:
        return "early"
    if finding.strength == FOUND:
        return "high"
    return "medium" if finding.p_within is not None or finding.p_district is not None else "low"


def last_year(finding: Finding) -> str:
    """Whether the year before told the same; empty where nobody looked."""
    if finding.confirmed is None:
        return ""
    return say("findings.last_year.same" if finding.confirmed else "findings.last_year.not_clear")
