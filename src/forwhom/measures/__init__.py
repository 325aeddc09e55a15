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
from forwhom.measures.frames import check_code
from forwhom.measures.measure import Measure, Unit
from forwhom.rules import all_rules

__all__ = ["HEADLINE", "MEASURES", "Measure", "Unit"]

# The order in which they are shown: in school, treated fairly, taught, offered, finishing.
DOMAINS = (
    *("attendance", "discipline", "achievement", "access", "attainment"),
    *("english_learners", "special_education", "participation"),
)
FIRST = (
    "chronic_absence referred suspended suspended_out_of_school proficient_reading "
    "proficient_mathematics reading_on_track_grade_3 gifted algebra_by_grade_8 "
    "college_level_course on_track_grade_9 graduated_on_time"
).split()


def _discover() -> dict[str, Measure]:
    found: dict[str, Measure] = {}
    for domain in pkgutil.iter_modules(library.__path__):
        package = importlib.import_module(f"{library.__name__}.{domain.name}")
        for entry in pkgutil.iter_modules(package.__path__):
            for measure in _load(domain.name, entry.name):
                if measure.name in found:
                    raise DeclarationError(
                        f"Two measures are called `{measure.name}`.",
                        where=f"measures/library/{domain.name}/{entry.name}.py",
                        remedy="Give one of them another name.",
                    )
                found[measure.name] = measure
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


def _load(domain: str, file_name: str) -> list[Measure]:
    """The file's one measure, or the several it declares, each under a name of its own."""
    file = f"measures/library/{domain}/{file_name}.py"
    with declared_in(file):
        module = importlib.import_module(f"{library.__name__}.{domain}.{file_name}")
    declared = getattr(module, "measure", None)
    several = getattr(module, "measures", ())
    found = [replace(declared, name=file_name)] if isinstance(declared, Measure) else list(several)
    if not found or not all(isinstance(each, Measure) and each.name for each in found):
        raise DeclarationError(
            f"{file} declares no measure.",
            where=file,
            remedy="Write `measure = Measure(...)` in it, or `measures = (...)`, each with its "
            "`name`; docs/how-to/add-a-measure.md shows how.",
        )
    for each in found:
        for expression in (each.among, each.outcome):
            _check(expression, file)
        for code in each.frames:
            check_code(code, file)
    return [replace(each, domain=domain) for each in found]


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


def _order(item: tuple[str, Measure]) -> tuple[int, int, bool, str]:
    name, measure = item
    domain = DOMAINS.index(measure.domain) if measure.domain in DOMAINS else len(DOMAINS)
    first = FIRST.index(name) if name in FIRST else len(FIRST)
    return domain, first, bool(measure.family), name


MEASURES: dict[str, Measure] = _discover()
HEADLINE: tuple[str, ...] = tuple(name for name in FIRST if name in MEASURES)
