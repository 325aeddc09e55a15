"""WHY: one file per way of explaining a gap; each says what it cannot show."""

from __future__ import annotations

import importlib
import pkgutil

from forwhom.causes.cause import Cause, Evidence
from forwhom.causes.records import Records
from forwhom.results.explanation import Explanation

__all__ = ["CAUSES", "Cause", "Evidence", "Records", "explain"]

ORDER = (
    *("between_schools", "between_grades", "schools_and_grades", "between_classrooms"),
    *("gates", "where_decided", "same_behavior", "same_behavior_same_school", "same_incident"),
    *("discretion", "matrix_kept"),
    *("offered", "ready_not_enrolled", "prerequisites", "timetable", "teachers"),
    *("composition", "growth", "where_it_lives", "did_it_help"),
)


def _discover() -> dict[str, Cause]:
    found = {}
    for entry in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{entry.name}")
        if isinstance(cause := getattr(module, "cause", None), Cause):
            found[entry.name] = cause.named(entry.name)
    known = [name for name in ORDER if name in found]
    return {name: found[name] for name in [*known, *sorted(set(found) - set(known))]}


CAUSES = _discover()


def explain(evidence: Evidence) -> list[Explanation]:
    """What every way of explaining that fits its measure has to say of one finding."""
    fitting = [cause for cause in CAUSES.values() if cause.fits(evidence)]
    return [cause.of(evidence) for cause in fitting]
