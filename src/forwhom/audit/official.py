"""The law's own calculations on a published file, or on a district's own records."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forwhom.audit.official_counts import audit_counts, newest_audit, published_counts
from forwhom.audit.official_definitions import both_definitions
from forwhom.audit.official_from import DASHBOARD, from_file, from_records
from forwhom.data.district import District
from forwhom.data.importer import silent
from forwhom.errors import DistrictError, OfficialError, did_you_mean, nearest
from forwhom.official.calculation import Calculation, calculations
from forwhom.official.dashboard.definitions import Defined
from forwhom.official.number import Count, OfficialNumber
from forwhom.official.reconcile import Beside, reconcile, summed
from forwhom.official.written import (
    ABOUT,
    DEFINITIONS,
    DIFFERENCES,
    NUMBERS,
    write_about,
    write_definitions,
    write_differences,
    write_numbers,
)
from forwhom.results.inside_log import note_reading
from forwhom.rules.official import NotVerifiedError, RuleSet, of_state

Say = Callable[[str], None]
OWN_VALUES = "official.toml"
PRIVATE = 0o700


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked of an official calculation.

    `profile` is the calculation's name, with a state's profile behind a hyphen: `idea-california`.
    `years` and `places` choose; `against` is a file, audit or district to be set beside it; `own` a
    file of values that the state or district uses instead; `so_far` the share of a year.
    """

    profile: str
    years: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    against: Path | None = None
    own: Path | None = None
    so_far: float | None = None
    mapping: Path | None = None
    kind: str | None = None
    accept_refused: bool = False


@dataclass(kw_only=True)
class Calculated:
    """What came out: the numbers, the values they went by, and what stands beside them."""

    calculation: Calculation
    profile: str
    inside: bool
    numbers: list[OfficialNumber]
    values: list[dict[str, str]]
    missing: Mapping[str, str]
    beside: list[Beside] = field(default_factory=list)
    defined: list[Defined] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def run_official(where: Path, asked: Asked, *, out: Path | None, say: Say = silent) -> Calculated:
    """Calculate, reconcile where `against` is given, and write to `out` if there is one.

    Raises ForwhomError: OfficialError for a profile that is not there or a value that nobody could
    verify, SourceError for a file without published numbers.
    """
    calculation, state = _profile(asked.profile)
    inside = calculation.from_records and _is_district(where)
    say("Reading the counts")
    if inside:
        note_reading(where, what=f"official {asked.profile}", audit="", why="official numbers")
        counts, notes = from_records(calculation, where)
    else:
        counts, notes = from_file(
            calculation, where, asked.mapping, asked.kind, asked.accept_refused
        )
    rules = _rules(calculation, state, where, asked.own)
    chosen = _chosen(counts, asked)
    say("Calculating")
    try:
        numbers = _made(calculation, chosen, rules, asked.so_far)
    except NotVerifiedError as error:
        raise OfficialError(
            str(error),
            where=f"the values of {calculation.name}",
            did="Nothing was calculated.",
            remedy="Put the value that your state uses into a file and name it with --rules.",
        ) from None
    beside = _beside(chosen, asked, say) if asked.against else []
    defined = _two_definitions(calculation, where, asked) if inside else []
    found = Calculated(
        calculation=calculation, profile=asked.profile, inside=inside, numbers=numbers,
        values=rules.told(), missing=rules.missing, beside=beside, defined=defined, notes=notes,
    )  # fmt: skip
    if out is not None:
        say("Writing the numbers")
        write(out, found, where)
    return found


def _two_definitions(calculation: Calculation, where: Path, asked: Asked) -> list[Defined]:
    """For the Dashboard, from the records: those of the district, or kept beside its audit."""
    home = next((at for at in (where, where / "district") if District.is_at(at)), None)
    if calculation.name != DASHBOARD or home is None:
        return []
    years = set(asked.years)
    return [each for each in both_definitions(home) if not years or each.school_year in years]


def _is_district(where: Path) -> bool:
    return where.is_dir() and (District.is_at(where) or newest_audit(where) is not None)


def _made(
    calculation: Calculation, counts: list[Count], rules: RuleSet, so_far: float | None
) -> list[OfficialNumber]:
    if so_far is None:
        return calculation.makes(counts, rules)
    if calculation.forecasts is None or not 0 < so_far <= 1:
        raise OfficialError(
            f"No forecast can be made with {so_far:g} of the year.",
            where="--so-far",
            did="Nothing was calculated.",
            remedy="Give the share of the school year that has passed, such as 0.4, and a profile "
            "that forecasts: dashboard.",
        )
    return calculation.forecasts(counts, rules, so_far)


def _profile(name: str) -> tuple[Calculation, str]:
    known = calculations()
    first, _, state = name.partition("-")
    if first in known and (not state or state in known[first].profiles):
        return known[first], state
    names = [
        each for c in known.values() for each in (c.name, *(f"{c.name}-{p}" for p in c.profiles))
    ]
    raise OfficialError(
        f"There is no profile `{name}`. {did_you_mean(name, names)}".strip(),
        where="--profile",
        did="Nothing was calculated.",
        remedy=f"The profiles are: {', '.join(names)}.",
    )


def _rules(calculation: Calculation, state: str, where: Path, own: Path | None) -> RuleSet:
    """The calculation's values; those of the state's profile and of the own file come first."""
    path = own or (where / OWN_VALUES if where.is_dir() else None)
    values: dict[str, Any] = {}
    if path is not None and (own is not None or path.is_file()):
        values = _own(path, calculation.topic)
    try:
        return RuleSet(calculation.topic, {**of_state(calculation.topic, state), **values})
    except LookupError as error:
        raise OfficialError(
            str(error.args[0]),
            where=str(path or calculation.topic),
            did="Nothing was calculated.",
            remedy="docs/reference/official.md lists every value by its name.",
        ) from None


def _own(path: Path, topic: str) -> dict[str, Any]:
    try:
        tables = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DistrictError(
            f"`{path.name}` cannot be read ({type(error).__name__}).",
            where=str(path),
            did="Nothing was calculated.",
            remedy=f"Write it as TOML in UTF-8, such as [{topic}] and below it a line "
            '"profile.threshold" = 3.0.',
        ) from None
    found = tables.get(topic, {})
    return {str(name): value for name, value in found.items()}


def _chosen(counts: Sequence[Count], asked: Asked) -> list[Count]:
    """The counts of the years and places that were asked for; a state's stay, for comparison."""
    years, places = set(asked.years), {name.casefold() for name in asked.places}
    found = [
        each
        for each in counts
        if not places
        or each.place_type == "state"
        or {each.place_id.casefold(), each.place_name.casefold()} & places
    ]
    _must_know(counts, asked.places)
    there = {each.school_year for each in found}
    if not found or years - there:
        raise OfficialError(
            "There are no counts for what was asked.",
            where=f"years: {', '.join(sorted(there)) or 'none'}",
            did="Nothing was calculated.",
            remedy="Leave out --year and --place to see what there is.",
        )
    return found


def _must_know(counts: Sequence[Count], places: Sequence[str]) -> None:
    """Each place that was asked for is there, by its number or its name."""
    known = {name.casefold(): name for c in counts for name in (c.place_id, c.place_name)}
    for place in places:
        if place.casefold() not in known:
            near = nearest(place.casefold(), known)
            asked = f" Did you mean `{known[near]}`?" if near else ""
            raise OfficialError(
                f"There is no place `{place}` among the counts.{asked}",
                where=f"{len(known):,} names and numbers of places",
                did="Nothing was calculated.",
                remedy="Name a district or school as the file does, or leave out --place.",
            )


def _beside(official: list[Count], asked: Asked, say: Say) -> list[Beside]:
    """The other side: an audit's own counts, or another published file, schools added up too."""
    say("Setting our own counts beside")
    assert asked.against is not None
    ours = _ours(asked.against, asked.accept_refused)
    districts = {c.place_id: c.place_name for c in official if c.place_type == "district"}
    if districts and not any(each.place_type == "district" for each in ours):
        for place_id, name in sorted(districts.items()):
            ours += summed(ours, place_id=place_id, place_name=name)
    keys = {(c.measure, c.school_year) for c in official} & {
        (c.measure, c.school_year) for c in ours
    }
    return reconcile(
        [c for c in official if (c.measure, c.school_year) in keys],
        [c for c in ours if (c.measure, c.school_year) in keys],
    )


def _ours(where: Path, accept: bool) -> list[Count]:
    audit = newest_audit(where)
    return audit_counts(audit) if audit else published_counts(where, accept=accept)[0]


def write(out: Path, found: Calculated, where: Path) -> None:
    """official.csv, official.json and, where sides were compared, differences.csv."""
    out.mkdir(parents=True, exist_ok=True, mode=PRIVATE if found.inside else 0o777)
    write_numbers(out / NUMBERS, found.numbers)
    if found.beside:
        write_differences(out / DIFFERENCES, found.beside)
    if found.defined:
        write_definitions(out / DEFINITIONS, found.defined)
    about = {
        "calculation": found.calculation.name, "profile": found.profile,
        "title": found.calculation.title, "source": found.calculation.source,
        "audience": "inside" if found.inside else "public numbers",
        "made_from": where.name, "numbers": len(found.numbers), "values": found.values,
        "not_encoded": dict(found.missing), "notes": found.notes,
    }  # fmt: skip
    write_about(out / ABOUT, about)
