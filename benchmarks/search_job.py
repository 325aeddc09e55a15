"""One search of a made-up district with gaps, timed: python -m benchmarks.search_job CHILDREN."""

from __future__ import annotations

import sys

from benchmarks.honesty.worlds import world
from benchmarks.timing import tell
from forwhom.disparities.search.place import Asking, Ways
from forwhom.disparities.search.searched import Searched, search_all
from forwhom.groups import GROUPS, may_cross
from forwhom.measures import MEASURES
from forwhom.sample.planted import EVERYWHERE

BY_GRADE = ("grade", "grade_band")


def main(students: int) -> None:
    """Make the district, then search it: district, grade bands and schools, the headline twelve."""
    children = world(1, students, siblings=0.3, planted=EVERYWHERE)
    asking = Asking.of({name: MEASURES[name] for name in children.outcome})
    names = [name for name in children.codes if name not in BY_GRADE]
    without = frozenset(
        (name, children.values[name].index(GROUPS[name].otherwise))
        for name in names
        if GROUPS[name].otherwise in children.values[name]
    )
    ways = Ways(names, may_cross, without)

    def job() -> Searched:
        return search_all(children, ways, asking, tuple(children.outcome))

    found: Searched = tell(job)
    print(f"{len(found.rows)} groups, {found.asked} answers, {found.draws} draws", file=sys.stderr)


if __name__ == "__main__":
    main(int(sys.argv[1]))
