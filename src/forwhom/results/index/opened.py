"""An audit as its pages read it: answers from the index, none of which scans the whole audit."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from forwhom.results.explained import explanations
from forwhom.results.explanation import Explanation
from forwhom.results.finding import Finding
from forwhom.results.index.answers import Answers
from forwhom.results.index.build import Say, built, index_file
from forwhom.results.index.chosen import OTHERS
from forwhom.results.index.file import IndexFile, findings_of
from forwhom.results.index.findings import Question, where
from forwhom.results.index.named import Card, Definition, card_of
from forwhom.results.index.seen import only_of
from forwhom.results.names import EVERYONE

Row = dict[str, Any]
MOST = 50
"""Findings on one page of a list, unless asked otherwise."""
MOST_KEPT = 4  # audits that one process keeps open: the newest, and those it is compared with
TRAITS = {"dimension": "dimension", "group": "dimension || '=' || value"}
COUNTED_BY = ("measure", "place_type", "place_id", "school_year", "strength", "alert")


@dataclass
class Index(Answers):
    """What pages ask of an audit, beside all that its folder is asked; see `Answers`."""

    @classmethod
    def open(cls, folder: Path, *, say: Say = lambda _: None) -> Index:
        """The index of the audit in a folder; it is made first where there is none of this audit.

        Raises AuditFolderError where there is no whole audit, or where it cannot be made.
        """
        path = index_file(folder)
        with _KEEPING:
            kept = _KEPT.get(str(path))
        if kept is not None and path.is_file():
            return kept
        file = IndexFile(folder, built(folder, say=say), say)
        found = cls(folder, file.about, file)
        with _KEEPING:
            while len(_KEPT) >= MOST_KEPT:
                _KEPT.pop(next(iter(_KEPT)))
            _KEPT[str(file.path)] = found
        return found

    def within(self, *, schools: Iterable[str] | None = None, district: bool = False) -> Index:
        """The same for somebody who may see only these schools, and the district or not.

        `schools=None` is every school that this one sees. Taken from a narrowed one it never sees
        more than that.
        """
        wanted = None if schools is None else frozenset(schools)
        seen = self.seen.and_only(wanted, district=district)
        return replace(self, about=only_of(self.file.about, seen), seen=seen)

    @cached_property
    def card(self) -> Card:
        """Years, measures, schools, dimensions and their groups, each with its words."""
        return card_of(self.about)

    def definition(self, measure: str) -> Definition | None:
        """The card of a measure; None where there is no such measure."""
        return next((each for each in self.card.measures if each.measure == measure), None)

    def find(
        self,
        question: Question = Question(),  # noqa: B008
        *,
        limit: int = MOST,
        offset: int = 0,
    ) -> tuple[list[Finding], int]:
        """The findings that a question asks for, most important first, and how many there are."""
        text, values = where(question, self.seen.condition())
        tail = f"FROM finding WHERE {text}"
        total = self.file.read(lambda rows: int(rows[0][0]), f"SELECT count(*) {tail}", values)
        page = f"SELECT whole {tail} ORDER BY rank LIMIT ? OFFSET ?"
        return self.file.read(findings_of, page, (*values, limit, offset)), total

    def counts_by(self, name: str, question: Question = Question()) -> dict[str, int]:  # noqa: B008
        """How many findings each value of a filter would leave, that filter itself left out.

        `name` is a field of the question: also `dimension`, and `group`, which counts the single
        groups that findings are made of.
        """
        if name not in (*COUNTED_BY, *TRAITS):
            raise LookupError(name)
        text, values = where(question._replace(**{name: None}), self.seen.condition())
        own = TRAITS.get(name, f'"{name}"')
        traits = " JOIN trait USING (rank)" if name in TRAITS else ""
        asked = (
            f"SELECT {own}, count(DISTINCT rank) FROM finding{traits}"
            f" WHERE {text} GROUP BY 1 ORDER BY 1"
        )
        return self.file.read(dict, asked, values)

    def finding(self, finding_id: str, school_year: str | None = None) -> Finding | None:
        """A finding by its id, of the latest year it is told of unless one is named."""
        text, values = self.seen.condition()
        year = "" if school_year is None else "AND school_year = ?"
        found = self.file.read(
            findings_of,
            f"SELECT whole FROM finding WHERE {text} AND id = ? {year}"
            " ORDER BY school_year DESC, rank LIMIT 1",
            (*values, finding_id, *([] if school_year is None else [school_year])),
        )
        return next(iter(found), None)

    def why(self, finding_id: str) -> list[Explanation]:
        """What was measured of why, in the audit or when somebody asked later; empty if neither."""
        if self.finding(finding_id) is None:
            return []
        later = explanations(self.folder, finding_id)
        if later is not None:
            return later
        asked = "SELECT whole FROM cause WHERE finding = ? ORDER BY rowid"
        return self.file.read(
            lambda rows: [Explanation.of(json.loads(whole)) for (whole,) in rows],
            asked,
            (finding_id,),
        )

    def years(
        self,
        *,
        measure: str,
        place_type: str,
        place_id: str,
        group: str = EVERYONE,
        compared_with: str = OTHERS,
    ) -> list[Row]:
        """A group's rows in every single year, the first first."""
        beside = None if group == EVERYONE else compared_with
        rows = self.rows(measure, None, place_type, place_id, compared_with=beside, group=group)
        return sorted(rows, key=lambda row: str(row["school_year"]))

    def groups(
        self, *, measure: str, school_year: str, place_type: str, place_id: str, dimension: str
    ) -> list[Row]:
        """The groups of a dimension in their one order, each beside the others."""
        rows = self.rows(
            measure, school_year, place_type, place_id, dimension, compared_with=OTHERS
        )
        named = next((d.groups for d in self.card.dimensions if d.dimension == dimension), ())
        order = {each.group: at for at, each in enumerate(named)}
        return sorted(rows, key=lambda row: order.get(row["group"], len(order)))

    def schools(
        self,
        *,
        measure: str,
        school_year: str,
        group: str = EVERYONE,
        compared_with: str = OTHERS,
    ) -> list[Row]:
        """A group's row in every school, in the order of the schools; steadied where it can be."""
        beside = None if group == EVERYONE else compared_with
        rows = self.rows(measure, school_year, "school", compared_with=beside, group=group)
        order = {each.school_id: at for at, each in enumerate(self.card.schools)}
        return sorted(rows, key=lambda row: order.get(row["place_id"], len(order)))

    def place_rows(self, *, place_type: str, place_id: str, school_year: str) -> list[Row]:
        """Everyone of one place in each measure of the headline, in the order of the measures."""
        rows = self.rows(None, school_year, place_type, place_id, group=EVERYONE)
        found = {row["measure"]: row for row in rows}
        return [found[m.measure] for m in self.card.measures if m.headline and m.measure in found]


_KEPT: dict[str, Index] = {}
_KEEPING = threading.Lock()
