"""A made-up district that feels real, with differences planted at known sizes, or with none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any


def make(
    directory: Path,
    *,
    students: int = 20_000,
    schools: int = 32,
    years: int = 3,
    seed: int = 1,
    null: bool = False,
    causes: bool = False,
    daily_attendance: bool = False,
    say: Callable[[str], None] | None = None,
) -> dict[str, Any]:
    """Write a made-up district as our own CSV folder, with `truth.json`, and return a summary.

    `students` is about how many are enrolled in a year; `years` end with 2025-26. With `null` no
    group differs from others of the same school and grade in anything, and nothing is planted.
    With `causes` other things are planted, each gap with one known reason, which `truth.json` tells
    beside what is no reason; `forwhom.toml` then names programs that the district tried. With
    `daily_attendance` every student-day is written, else absences and days enrolled. The same
    arguments give the same bytes. The summary holds counts: students, schools, years, rows a table,
    effects. Raises ValueError when a number is out of range (students 30 and up, schools 1 and up,
    years 1 to 10), or with both `null` and `causes`. What a planted size means is told in
    `forwhom.sample.planted` and `forwhom.sample.caused`.
    """
    from forwhom.sample.district import build

    return build(
        Path(directory),
        students=students,
        schools=schools,
        years=years,
        seed=seed,
        null=null,
        causes=causes,
        daily_attendance=daily_attendance,
        say=say or (lambda _: None),
    )
