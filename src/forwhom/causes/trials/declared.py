"""What the district has tried: each [[tried]] of forwhom.toml, read and checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from forwhom.data.settings import SETTINGS_FILE
from forwhom.data.store import Calendar
from forwhom.errors import DistrictError, did_you_mean
from forwhom.results.explanation import Texts

SECTION = "tried"
EVERYWHERE = "all"
KNOWN = ("name", "schools", "since", "measures")
YEAR = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True)
class Trial:
    """Something tried: since which school year in which schools, and what it was meant to change.

    `since` has the school year of each school that began, as `2024-25`; `day` the earliest day on
    which it began, where days were given. Without `measures` every measure is asked about.
    """

    name: Texts
    since: Mapping[str, str]
    measures: tuple[str, ...] = ()
    day: date | None = None

    def fits(self, measure: str) -> bool:
        """Whether it was meant to change this measure."""
        return not self.measures or measure in self.measures


def trials(
    sections: Iterable[Mapping[str, Any]],
    schools: Sequence[str],
    measures: Iterable[str],
    calendar: Calendar,
) -> list[Trial]:
    """All that was tried; sections of one name are one trial, with its schools one after the other.

    Args:
        sections: Those of forwhom.toml, or of a proposal.
        schools: The ids of all schools.
        measures: The names of all measures.
        calendar: When a school year turns.

    Raises:
        DistrictError: a section says something that cannot be used.
    """
    found: dict[str, Trial] = {}
    known = list(measures)
    for number, section in enumerate(sections, start=1):
        one = _Section(section, number, schools, known, calendar).trial()
        key = one.name["en"]
        found[key] = _together(found[key], one) if key in found else one
    return list(found.values())


def _together(one: Trial, other: Trial) -> Trial:
    days = [trial.day for trial in (one, other) if trial.day is not None]
    return Trial(
        name=one.name,
        since={**other.since, **one.since},
        measures=tuple(dict.fromkeys((*one.measures, *other.measures))),
        day=min(days) if days else None,
    )


@dataclass(frozen=True)
class _Section:
    told: Mapping[str, Any]
    number: int
    schools: Sequence[str]
    measures: Sequence[str]
    calendar: Calendar

    def trial(self) -> Trial:
        for key in self.told:
            if key not in KNOWN:
                near = did_you_mean(key, KNOWN)
                raise self._wrong(
                    f"`{key}` is nothing we know.", near or f"Use {', '.join(KNOWN)}."
                )
        name, (year, day) = self._name(), self._since()
        return Trial(name, dict.fromkeys(self._schools(), year), self._measures(), day)

    def _name(self) -> Texts:
        name = self.told.get("name")
        if isinstance(name, str) and name.strip():
            return {"en": name, "es": name}
        if isinstance(name, Mapping) and name.get("en") and name.get("es"):
            return {"en": str(name["en"]), "es": str(name["es"])}
        raise self._wrong("It has no name.", 'Write name = "…", or name = {en = "…", es = "…"}.')

    def _since(self) -> tuple[str, date | None]:
        since = self.told.get("since")
        form = 'Write a school year, since = "2024-25", or a day, since = 2025-01-15.'
        if isinstance(since, date):
            return self.calendar.school_year(since), since
        text = since if isinstance(since, str) else ""
        year = YEAR.fullmatch(text)
        if year and int(year[2]) == (int(year[1]) + 1) % 100:
            return text, None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise self._wrong("`since` says no school year and no day.", form) from None
        return self.calendar.school_year(day), day

    def _schools(self) -> list[str]:
        told = self.told.get("schools")
        if told == EVERYWHERE:
            return list(self.schools)
        if not isinstance(told, list) or not told or not all(isinstance(s, str) for s in told):
            raise self._wrong("It names no schools.", 'Write schools = ["0101", "0102"], or "all".')
        for school in told:
            if school not in self.schools:
                near = did_you_mean(school, self.schools)
                raise self._wrong(
                    f"There is no school `{school}`.", near or "See the table `schools`."
                )
        return list(told)

    def _measures(self) -> tuple[str, ...]:
        told = self.told.get("measures", [])
        if not isinstance(told, list) or not all(isinstance(name, str) for name in told):
            raise self._wrong("`measures` is no list of names.", 'Write measures = ["referred"].')
        for name in told:
            if name not in self.measures:
                near = did_you_mean(name, self.measures)
                raise self._wrong(
                    f"There is no measure `{name}`.", near or "See `forwhom measures`."
                )
        return tuple(told)

    def _wrong(self, what: str, remedy: str) -> DistrictError:
        return DistrictError(
            f"What was tried cannot be read. {what}",
            where=f"{SETTINGS_FILE}, [[{SECTION}]] number {self.number}",
            did="Nothing was explained.",
            remedy=remedy,
        )
