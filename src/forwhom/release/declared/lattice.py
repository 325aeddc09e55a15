"""The lattice of a release: which numbers it declares, before anyone looks at their values."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any

from forwhom.errors import ReleaseError, did_you_mean
from forwhom.release.declared.kinship import Telling, give_away, nested_among
from forwhom.rules import Rules

LATTICE_FILE = "release.toml"
DISTRICT, SCHOOL = "district", "school"
PLACES = (DISTRICT, SCHOOL)
LEAST_THRESHOLD, MOST_THRESHOLD = 5, 30
PUBLIC, COMMITTEE = "public", "committee"
AUDIENCES = (PUBLIC, COMMITTEE)
FINEST = ("band", "whole", "exact")


@dataclass(frozen=True, kw_only=True)
class Lattice:
    """What a release declares.

    `groups`: tables, each a tuple of dimensions; the table of no dimension is everyone.
    `nested`: measure by the measure that holds all its children, as `suspended_more_than_once` by
    `suspended`. `threshold` (T): groups of fewer children are never told. `width` (W): children
    that the attacker must be left in doubt about, or the whole group where it is smaller.
    `finest`: the finest step at which a number begins: `exact`, `whole` or `band`; by default
    `whole` for a committee, and for the public what is in `starting_steps`. `least_hidden`: choose
    the pattern of one table that is proved to hide the fewest numbers.
    """

    measures: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    places: tuple[str, ...] = PLACES
    years: tuple[str, ...] = ()
    nested: tuple[tuple[str, str], ...] = ()
    threshold: int = 11
    width: int = 3
    audience: str = PUBLIC
    finest: str = ""
    least_hidden: bool = False

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Every dimension that some table has, in the order of the tables."""
        return tuple(dict.fromkeys(name for table in self.groups for name in table))

    @property
    def families(self) -> list[tuple[str, ...]]:
        """Measures that hold one another stand together, as one tells of the other."""
        found = {name: {name} for name in self.measures}
        for inner, outer in self.nested:
            joined = found[inner] | found[outer]
            for name in joined:
                found[name] = joined
        families = {tuple(m for m in self.measures if m in found[name]) for name in self.measures}
        return sorted(families, key=lambda family: self.measures.index(family[0]))

    def toml(self) -> str:
        """The lattice as a release.toml; the same lattice gives the same text."""
        lines = [
            "# What this release declares: every number of it is either shown or `*`.",
            f'audience = "{self.audience}"',
            f"threshold = {self.threshold}",
            f"width = {self.width}",
            *([f'finest = "{self.finest}"'] if self.finest else []),
            *(["least_hidden = true"] if self.least_hidden else []),
            f"places = {_list(self.places)}",
            f"years = {_list(self.years)}",
            f"measures = {_list(self.measures)}",
            "groups = [",
            *(f"  {_list(table)}," for table in self.groups),
            "]",
            "",
            "[nested]",
            *(f'{inner} = "{outer}"' for inner, outer in self.nested),
        ]
        return "\n".join(lines) + "\n"


def _list(names: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def read_lattice(path: Path | None, about: dict[str, Any], audience: str) -> Lattice:
    """The lattice of a file, or the default; checked against the audit it is for.

    Raises ReleaseError where the file is no lattice or names what the audit does not have.
    """
    text = (files(__package__) / LATTICE_FILE).read_text("utf-8")
    where = str(path) if path else LATTICE_FILE
    try:
        declared = tomllib.loads(path.read_text("utf-8-sig") if path else text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise _wrong(f"`{Path(where).name}` cannot be read: {error}.", where) from None
    declared.pop("text", None)  # read and reviewed by `texts`
    unknown = [name for name in declared if name not in {field.name for field in fields(Lattice)}]
    if unknown:
        known = [field.name for field in fields(Lattice)]
        hint = did_you_mean(unknown[0], known)
        raise _wrong(f"`{unknown[0]}` is nothing that a lattice has. {hint}".strip(), where)
    lattice = _of(declared, about, audience, where, default=path is None)
    _check(lattice, about, where)
    return lattice


def _of(
    declared: dict[str, Any], about: dict[str, Any], audience: str, where: str, *, default: bool
) -> Lattice:
    counted = {m["name"] for m in about["measures"] if m.get("status") == "ok"}
    try:
        measures = tuple(str(name) for name in declared["measures"])
        if default:  # a district without test scores still has a release
            measures = tuple(name for name in measures if name in counted)
        nested = {**nested_among(measures), **declared.get("nested", {})}
        return Lattice(
            measures=measures,
            groups=tuple(dict.fromkeys(tuple(sorted(table)) for table in declared["groups"])),
            places=tuple(declared.get("places", PLACES)),
            years=tuple(declared.get("years") or about["school_years"]),
            nested=tuple(sorted((str(a), str(b)) for a, b in nested.items())),
            threshold=int(declared.get("threshold", least_threshold(about))),
            width=int(declared.get("width", _rule("privacy.width", about))),
            audience=audience,
            finest=str(declared.get("finest", "")),
            least_hidden=declared.get("least_hidden", False) is True,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _wrong(f"The lattice is not written as it must be: {error}.", where) from None


def least_threshold(about: dict[str, Any]) -> int:
    """The default of T: the district's own in forwhom.toml, or the state's where that is larger."""
    return max(int(_rule("privacy.threshold", about)), state_threshold(about))


def threshold_is_the_states(lattice: Lattice, about: dict[str, Any]) -> bool:
    """Whether the district would tell of smaller groups, and its state does not let it."""
    return lattice.threshold == state_threshold(about) > int(_rule("privacy.threshold", about))


def _rule(name: str, about: dict[str, Any]) -> float:
    """A rule as the audit had it, with the district's own value where forwhom.toml gives one."""
    told = [rule for rule in about.get("rules", []) if isinstance(rule, dict)]
    own = [rule["value"] for rule in told if rule.get("name") == name]
    return float(own[0] if own else Rules().value(name, about["latest_year"]))


def state_threshold(about: dict[str, Any]) -> int:
    """The smallest group that the district's state lets be told, where we know it; else 5."""
    name = f"privacy.threshold_{about['district'].get('state', '').lower()}"
    try:
        return int(Rules().value(name, about["latest_year"]))
    except LookupError:
        return LEAST_THRESHOLD


def _check(lattice: Lattice, about: dict[str, Any], where: str) -> None:
    measures = {m["name"]: m for m in about["measures"]}
    dimensions = [g["dimension"] for g in about["groups"]]
    for kind, named, known in (
        ("measure", lattice.measures, list(measures)),
        ("dimension", lattice.dimensions, dimensions),
        ("place", lattice.places, list(PLACES)),
        ("school year", lattice.years, about["school_years"]),
        ("step", (lattice.finest,) if lattice.finest else (), list(FINEST)),
        ("measure", tuple(m for pair in lattice.nested for m in pair), list(lattice.measures)),
    ):
        for name in named:
            if name not in known:
                raise _wrong(
                    f"There is no {kind} `{name}`. {did_you_mean(name, known)}".strip(), where
                )
    for name in lattice.measures:
        if measures[name].get("kind") != "share":
            raise _wrong(f"`{name}` is no share of children; a release tells shares.", where)
    check_alike(lattice, about, where)
    if not lattice.measures or () not in lattice.groups or DISTRICT not in lattice.places:
        raise _wrong("A release needs a measure, everyone `[]` and the district.", where)
    if lattice.least_hidden and (
        len(lattice.measures) * len(lattice.years) > 1 or len(lattice.groups) != 2
    ):
        raise _wrong("`least_hidden` is for one measure, one year, everyone and one table.", where)
    least = max(LEAST_THRESHOLD, state_threshold(about))
    if not least <= lattice.threshold <= MOST_THRESHOLD:
        raise _wrong(
            f"The threshold is {lattice.threshold}; it must be {least} to {MOST_THRESHOLD} here.",
            where,
        )
    if not 1 <= lattice.width <= lattice.threshold:
        raise _wrong(f"The width is {lattice.width}; it must be 1 to the threshold.", where)


def telling(lattice: Lattice) -> Telling:
    """What a lattice tells of each of its school years."""
    return Telling(frozenset(lattice.measures), frozenset(lattice.dimensions))


def check_alike(
    lattice: Lattice, about: dict[str, Any], where: str, before: Sequence[Lattice] = ()
) -> None:
    """Numbers that are one another's counts by another name are not safe side by side.

    Nor are they in two releases: `before` are the lattices of those that are out. Raises
    ReleaseError.
    """
    not_by = {m["name"]: m.get("not_by") or [] for m in about["measures"]}
    for year in lattice.years:
        out = Telling(frozenset())
        for one in before:
            out |= telling(one) if year in one.years else Telling(frozenset())
        why = give_away(telling(lattice), not_by, out)
        if why:
            both = f"; an earlier release told of one in {year}" if before else ""
            raise _wrong(f"{why}; a release may not hold all of that{both}.", where)


def _wrong(what: str, where: str) -> ReleaseError:
    return ReleaseError(
        what,
        where=where,
        did="Nothing was published; the release before is as it was.",
        remedy="Mend release.toml; docs/how-to/publish-a-release.md shows a whole one.",
    )
