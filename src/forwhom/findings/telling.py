"""What one sentence is made from: a row, the words of its measure, its groups and its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forwhom.words.numbers import Language
from forwhom.words.students import students

Words = Mapping[str, str]
OTHERS = {
    "others": {"en": "other students{there}", "es": "los demás"},
    "reference": {
        "en": "students{there} in the reference group",
        "es": "los estudiantes del grupo de referencia",
    },
    "all": {"en": "students{there} overall", "es": "todos los estudiantes"},
}


@dataclass(frozen=True)
class Telling:
    """All that a sentence is made from."""

    row: Mapping[str, Any]
    measure: Mapping[str, Any]
    group: Sequence[Words]
    reference: Sequence[Words]
    place: Words
    language: Language

    @property
    def english(self) -> bool:
        """Whether it is told in English; else in Spanish."""
        return self.language == "en"

    @property
    def says(self) -> str:
        """What the counted children did, as a plural verb phrase."""
        text: str = self.measure["says"] if self.english else self.measure["spanish"]["says"]
        return text

    @property
    def unit(self) -> tuple[str, str] | None:
        """The words of a mean's own unit for one and many; none for shares and test scores."""
        unit = self.measure.get("unit")
        if unit is None or "{mean}" not in self.says:
            return None
        words = unit if self.english else unit["spanish"]
        return words["one"], words["many"]

    def who(self, *also: str) -> str:
        """The group's children: "Black or African American students in grades 6-8"."""
        inside = []
        if self._in_band and self.english:  # Spanish opens with it: see `where`
            inside = [f"in grades {self.place['name']}"]
        return students(self.group, self.language, also=(*inside, *also))

    @property
    def others(self) -> str:
        """Those compared with: "other students there"; in Spanish "los demás"."""
        compared = self.row["compared_with"]
        if compared == "reference" and self.reference:
            named = students(self.reference, self.language)
            return f"{named}{self._there}" if self.english else f"los {named}"
        return OTHERS[compared][self.language].format(there=self._there)

    @property
    def where(self) -> str:
        """What the sentence opens with: "At Tehama Middle, "; nothing for the district."""
        if self.place.get("type") == "school":
            return f"{'At' if self.english else 'En'} {self.place['name']}, "
        if self._in_band and not self.english:
            return f"En los grados {self.place['name']}, "
        return ""

    @property
    def _there(self) -> str:
        return "" if self.place.get("type", "district") == "district" else " there"

    @property
    def _in_band(self) -> bool:
        return self.place.get("type") == "grade_band"
