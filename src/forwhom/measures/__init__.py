"""What is happening: every measure, found in its own file."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace

from forwhom.data.expressions import Expression
from forwhom.errors import DeclarationError, declared_in, did_you_mean
from forwhom.facts import FACTS
from forwhom.facts.grains import GIVEN
from forwhom.measures import library
from forwhom.measures.measure import Measure, Unit
from forwhom.rules import all_rules

__all__ = ["HEADLINE", "MEASURES", "Measure", "Unit"]

# The order in which they are shown: in school, treated fairly, taught, offered, finishing.
DOMAINS = ("attendance", "discipline", "achievement", "access", "attainment")
FIRST = (
    "chronic_absence referred suspended suspended_out_of_school proficient_reading "
    "proficient_mathematics reading_on_track_grade_3 gifted algebra_by_grade_8 "
    "college_level_course on_track_grade_9 graduated_on_time"
).split()


def _discover() -> dict[str, Measure]:
    found = {}
    for domain in pkgutil.iter_modules(library.__path__):
        package = importlib.import_module(f"{library.__name__}.{domain.name}")
        for entry in pkgutil.iter_modules(package.__path__):
            found[entry.name] = _load(domain.name, entry.name)
    _check_participation(found)
    return dict(sorted(found.items(), key=_order))


def _check_participation(found: dict[str, Measure]) -> None:
    shares = [name for name, measure in found.items() if measure.kind == "share"]
    for name, measure in found.items():
        if measure.participation and measure.participation not in shares:
            raise DeclarationError(
                f"There is no share `{measure.participation}` to stand beside `{name}`.",
                where=f"measures/library/{measure.domain}/{name}.py",
                remedy=did_you_mean(measure.participation, shares) or "Name one that is there.",
            )


def _load(domain: str, name: str) -> Measure:
    file = f"measures/library/{domain}/{name}.py"
    with declared_in(file):
        module = importlib.import_module(f"{library.__name__}.{domain}.{name}")
    declared = getattr(module, "measure", None)
    if not isinstance(declared, Measure):
        raise DeclarationError(
            f"{file} declares no measure.",
            remedy="Write `measure = Measure(...)` in it; docs/how-to/add-a-measure.md shows how.",
        )
    for expression in (declared.among, declared.outcome):
        _check(expression, file)
    return replace(declared, name=name, domain=domain)


def _check(expression: Expression, where: str) -> None:
    """Refuse a misspelt column or rule when the measure is loaded, not when it is run."""
    for column in sorted(expression.columns - set(FACTS) - set(GIVEN)):
        near = did_you_mean(column, [*FACTS, *GIVEN])
        raise DeclarationError(
            f"There is no fact `{column}`.",
            where=where,
            remedy=near or "See docs/reference/facts.md.",
        )
    for name in sorted(expression.rules - set(all_rules())):
        near = did_you_mean(name, all_rules())
        raise DeclarationError(
            f"There is no rule `{name}`.",
            where=where,
            remedy=near or "See docs/reference/rules.md.",
        )


def _order(item: tuple[str, Measure]) -> tuple[int, int, str]:
    name, measure = item
    domain = DOMAINS.index(measure.domain) if measure.domain in DOMAINS else len(DOMAINS)
    return domain, FIRST.index(name) if name in FIRST else len(FIRST), name


MEASURES: dict[str, Measure] = _discover()
HEADLINE: tuple[str, ...] = tuple(name for name in FIRST if name in MEASURES)
