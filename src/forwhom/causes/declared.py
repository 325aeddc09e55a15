"""What a district declared of its processes, rules and trials, read once before it is used."""

from __future__ import annotations

from collections.abc import Sequence

from forwhom.causes.access.criteria import ways_in
from forwhom.causes.processes import own
from forwhom.causes.records import Declared
from forwhom.causes.trials.declared import trials
from forwhom.data.matrix import matrices
from forwhom.data.settings import SETTINGS_FILE
from forwhom.data.store import Calendar
from forwhom.measures import MEASURES


def refuse_wrong(declared: Declared, schools: Sequence[str], calendar: Calendar) -> None:
    """Read every section, so that a wrong one is told before anything is counted.

    Raises:
        DistrictError: a section says something that cannot be used.
    """
    own(declared.get("process", ()))
    matrices(declared.get("matrix", ()), SETTINGS_FILE)
    ways_in(declared.get("access", ()), "")
    trials(declared.get("tried", ()), schools, MEASURES, calendar)
