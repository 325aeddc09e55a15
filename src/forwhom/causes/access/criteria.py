"""What a board asks of those who want a seat, as [[access]] of forwhom.toml says it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from forwhom.data.settings import SETTINGS_FILE
from forwhom.data.table import GRADES
from forwhom.errors import DistrictError, did_you_mean
from forwhom.groups import GROUPS
from forwhom.measures import MEASURES

Numbers = Mapping[str, float]
EVERY = ""  # marks of all subjects
TESTED = ("reading", "mathematics", "science")
TESTS, NUMERIC = ("level_at_least", "score_at_least"), ("mark_at_least", "level_at_least")
STEPS = {"mark_at_least": 0.5, "level_at_least": 1.0}  # what one step lower or higher is
GROUP_WORDS = {*GROUPS, "group", "race", "ethnicity", "gender", "income", "hispanic"}
KEYS = (
    *("measure", "grades", "adopted", "proficient", *TESTS, "mark_at_least", "completed", "points"),
)


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """One way in; whoever meets all of it is ready. Several for one measure are several ways in.

    `grades` are those it speaks of, all where it is empty. `proficient` are subjects of the state
    test; `level_at_least` and `score_at_least` are by subject of it; `mark_at_least` the mean of
    grade points by subject, of all subjects under an empty name; `completed` are courses of which
    one was passed; `points` are the grade points of marks; `adopted` says who decided, and when.
    """

    measure: str
    grades: tuple[str, ...] = ()
    adopted: str = ""
    proficient: tuple[str, ...] = ()
    level_at_least: Numbers = field(default_factory=dict)
    score_at_least: Numbers = field(default_factory=dict)
    mark_at_least: Numbers = field(default_factory=dict)
    completed: tuple[str, ...] = ()
    points: Numbers = field(default_factory=dict)

    @property
    def asks(self) -> bool:
        """Whether it asks anything at all."""
        parts = (self.proficient, self.level_at_least, self.score_at_least, self.mark_at_least)
        return any(parts) or bool(self.completed)


def ways_in(sections: Sequence[Mapping[str, Any]], measure: str) -> list[Criteria]:
    """The declared ways in of one measure; all are checked. Raises DistrictError."""
    return [one for one in map(_read, sections) if one.measure == measure]


@cache
def default_ways() -> tuple[Criteria, ...]:
    """Our own yardsticks, for a district that declares none."""
    text = files(__package__).joinpath("defaults.toml").read_text("utf-8")
    return tuple(_read(section) for section in tomllib.loads(text)["access"])


@cache
def usual_points() -> dict[str, float]:
    """Grade points of the usual letter marks."""
    text = files(__package__).joinpath("marks.toml").read_text("utf-8")
    return {mark: float(points) for mark, points in tomllib.loads(text)["points"].items()}


def _read(section: Mapping[str, Any]) -> Criteria:
    for key in section:
        _known(key)
    found = Criteria(
        measure=_measure(section.get("measure")),
        grades=_texts("grades", section, GRADES),
        adopted=str(section.get("adopted", "")),
        proficient=_texts("proficient", section, TESTED),
        level_at_least=_numbers("level_at_least", section, TESTED),
        score_at_least=_numbers("score_at_least", section, TESTED),
        mark_at_least=_numbers("mark_at_least", section, ()),
        completed=_texts("completed", section, ()),
        points={**usual_points(), **_numbers("points", section, ())},
    )
    if not found.asks:
        raise _wrong(
            "An [[access]] asks nothing.", f"Give at least one of {', '.join(KEYS[3:-1])}."
        )
    _on_the_scale(found)
    return found


def _on_the_scale(way: Criteria) -> None:
    """No mean of marks can lie above their highest grade point, nor below their lowest."""
    low, high = min(way.points.values()), max(way.points.values())
    if not all(low <= number <= high for number in way.mark_at_least.values()):
        raise _wrong(
            f"`mark_at_least` of an [[access]] is not from {low:g} to {high:g}, as marks are.",
            f"Write a number from {low:g} to {high:g}, or give the grade points of your marks, "
            "as points = { P = 2.0 }.",
        )


def _known(key: str) -> None:
    if key in GROUP_WORDS:
        raise _wrong(
            f"`{key}` is a group of children, and no criterion of readiness.",
            "Say what a child must have learned or done, the same for every group.",
        )
    if key not in KEYS:
        near = did_you_mean(key, KEYS) or f"Use one of {', '.join(KEYS)}."
        raise _wrong(f"An [[access]] has no `{key}`.", near)


def _measure(name: object) -> str:
    if not isinstance(name, str) or name not in MEASURES:
        near = did_you_mean(str(name), list(MEASURES)) or 'Write measure = "college_level_course".'
        raise _wrong("An [[access]] does not name a measure.", near)
    return name


def _texts(key: str, section: Mapping[str, Any], allowed: Sequence[str]) -> tuple[str, ...]:
    found = section.get(key, ())
    if not isinstance(found, list | tuple) or not all(isinstance(one, str) for one in found):
        raise _wrong(f"`{key}` of an [[access]] is no list.", f'Write {key} = ["…", "…"].')
    _among(key, found, allowed)
    return tuple(found)


def _numbers(key: str, section: Mapping[str, Any], allowed: Sequence[str]) -> dict[str, float]:
    """Numbers by subject; a number alone is of all marks, which no test has."""
    found = section.get(key, {})
    if not allowed and _is_number(found):
        return {EVERY: float(found)}
    if not isinstance(found, dict) or not all(map(_is_number, found.values())):
        raise _wrong(
            f"`{key}` of an [[access]] is no number by subject.",
            f"Write {key} = {{ mathematics = 3 }}.",
        )
    _among(key, list(found), allowed)
    named = {name.upper() if key == "points" else name.lower(): n for name, n in found.items()}
    return {name: float(number) for name, number in named.items()}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _among(key: str, found: Sequence[str], allowed: Sequence[str]) -> None:
    for one in found:
        if one in GROUP_WORDS:
            _known(one)
        if allowed and one not in allowed:
            raise _wrong(
                f"`{key}` of an [[access]] names something unknown.",
                did_you_mean(one, allowed) or f"Use one of {', '.join(allowed)}.",
            )


def _wrong(what: str, remedy: str) -> DistrictError:
    return DistrictError(
        what,
        where=f"[[access]] of {Path(SETTINGS_FILE).name}, or of the file after --what-if",
        did="Nothing was explained.",
        remedy=remedy,
    )
