"""What a district with planted causes declares in forwhom.toml: its matrix, what it tried."""

from __future__ import annotations

import json

from forwhom.sample.caused import LETTERS, PLANS, PROGRAM, PUNISHED, Caused
from forwhom.sample.discipline import BEHAVIORS
from forwhom.sample.outcomes import World
from forwhom.sample.school_days import year_label

HIGHEST, OUT = "in_school_suspension", "out_of_school_suspension"
WORST = 3  # schools chosen for the most chronic absence in the first year


def tried(world: World, caused: Caused) -> list[tuple[str, tuple[int, ...], int]]:
    """Name, schools and first year (positions) of everything tried, in order."""
    found = [(PROGRAM, schools, year) for year, schools in sorted(caused.began.items())]
    if caused.letters:
        found.append((LETTERS, caused.letters, caused.letters_year))
        found.append((PLANS, worst_schools(world, caused), 1))
    return found


def worst_schools(world: World, caused: Caused) -> tuple[int, ...]:
    """Regular schools with the most chronic absence in the first year, but those with LETTERS."""
    import numpy as np

    from forwhom.sample.attendance import THRESHOLD, absent_days, enrolled_days
    from forwhom.sample.caused_chances import LEAST_DAYS

    enrolled = enrolled_days(world)[:, 0]
    here = world.paths.here[:, 0] & (enrolled >= LEAST_DAYS)
    often = absent_days(world)[:, 0] >= THRESHOLD * enrolled
    school, size = world.paths.main[here, 0], len(world.places.level)
    rate = np.bincount(school, often[here], size) / np.maximum(np.bincount(school, None, size), 1)
    free = [i for i, kind in enumerate(world.places.kind) if kind == "regular"]
    free = [i for i in free if i not in caused.letters]
    return tuple(sorted(sorted(free, key=lambda i: (-rate[i], i))[:WORST]))


MEANT_FOR = {  # the measures that each was meant to change
    PROGRAM: ("referred", "suspended", "suspended_out_of_school"),
    LETTERS: ("chronic_absence",),
    PLANS: ("chronic_absence",),
}


def declared(world: World, caused: Caused) -> str:
    """The sections [[matrix]] and [[tried]] as TOML."""
    return _matrix(world) + "".join(
        f'\n[[tried]]\nname = "{name}"\n'
        f"schools = {json.dumps([world.places.ids[i] for i in schools])}\n"
        f'since = "{year_label(world.starts[year])}"\n'
        f"measures = {json.dumps(MEANT_FOR[name])}\n"
        for name, schools, year in tried(world, caused)
    )


def _matrix(world: World) -> str:
    """A discipline matrix that never sends home for PUNISHED, and may for all else."""
    rows = "".join(
        f'{name} = {{ highest = "{HIGHEST if name == PUNISHED else OUT}" }}\n' for name in BEHAVIORS
    )
    return (
        f'\n[[matrix]]\nfrom = "{year_label(world.starts[0])}"\n'
        f'name = "Code of conduct (made up)"\n\n[matrix.rows]\n{rows}'
    )
