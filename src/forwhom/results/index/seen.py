"""Whose numbers may be seen: the district's, those of some schools, or both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forwhom.results.index.findings import Where

SCHOOL = "school"
OF_ALL = ("students", "records", "inputs", "notes", "notes_es", "published", "levels", "place")
"""What audit.json tells of the whole district."""


@dataclass(frozen=True, kw_only=True)
class Places:
    """Some schools, or all of them where `schools` is None, and perhaps the district.

    The district's are its grade bands too, and any other place that is no school.
    """

    schools: frozenset[str] | None = None
    district: bool = True

    def sees(self, place_type: str, place_id: str) -> bool:
        """Whether the numbers of a place may be seen."""
        if place_type != SCHOOL:
            return self.district
        return self.schools is None or place_id in self.schools

    def and_only(self, schools: frozenset[str] | None, *, district: bool) -> Places:
        """What may be seen by both: a view never sees more than the one it was taken from."""
        given = [each for each in (self.schools, schools) if each is not None]
        both = frozenset.intersection(*given) if given else None
        return Places(schools=both, district=self.district and district)

    def condition(self) -> Where:
        """The same for SQL."""
        if self.schools is None:
            return Where("(? OR place_type = 'school')", (self.district,))
        blanks = ", ".join("?" * len(self.schools))
        mine = f"(place_type = 'school' AND place_id IN ({blanks}))"
        others = "(? AND place_type <> 'school')"
        return Where(f"({mine} OR {others})", (*sorted(self.schools), self.district))


EVERYWHERE = Places()


def only_of(about: Mapping[str, Any], seen: Places) -> dict[str, Any]:
    """What audit.json tells, without the schools that are not seen and without their sums."""
    schools = [each for each in about.get("schools", []) if seen.sees(SCHOOL, each["school_id"])]
    told = {**about, "schools": schools}
    if seen.district:
        return told
    told = {name: value for name, value in told.items() if name not in OF_ALL}
    told["notes"] = told["notes_es"] = []
    told["measures"] = [{**each, "children": None} for each in about.get("measures", [])]
    return told
