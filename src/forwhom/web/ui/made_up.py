"""Charts of numbers that belong to no child, to learn reading on and to look at the look."""

from __future__ import annotations

from forwhom.charts.chart import Chart
from forwhom.charts.estimate import Estimate
from forwhom.charts.gap import gap
from forwhom.charts.groups import Block, groups
from forwhom.charts.schools import School, schools
from forwhom.charts.years import Year, years
from forwhom.stats.rates import wilson
from forwhom.web.ui.phrases_of import say


def rate_of(label: str, count: int, n: int) -> Estimate:
    """`count` of `n` children who do not exist, with the interval such numbers would have."""
    low, high = wilson(count, n)
    return Estimate(label, n, count / n, float(low), float(high), count)


def gap_chart(language: str) -> Chart:
    """A gap that may be real."""
    return gap(
        rate_of(say("made_up.group"), 180, 1000), rate_of(say("made_up.rest"), 400, 4000),
        measure=say("made_up.measure"), difference=(0.055, 0.107), ratio=1.8,
        students_to_parity=80, language=language,
    )  # fmt: skip


def groups_chart(language: str) -> Chart:
    """Several groups, one of them too small to trust."""
    names = say("made_up.groups").split(" | ")
    sizes = ((180, 1000), (96, 1400), (3, 9), (210, 2300))
    found = [rate_of(name, *size) for name, size in zip(names, sizes, strict=True)]
    return groups(
        [Block(say("made_up.block"), tuple(found))],
        everyone=rate_of(say("made_up.rest"), 580, 5000),
        measure=say("made_up.measure"), language=language,
    )  # fmt: skip


def years_chart(language: str) -> Chart:
    """Three years of the same gap."""
    numbers = (("2023-24", 150, 980), ("2024-25", 162, 990), ("2025-26", 180, 1000))
    return years(
        [
            Year(
                year, rate_of(say("made_up.group"), count, n),
                rate_of(say("made_up.rest"), 400, 4000), (count / n - 0.1, 0.03, 0.11),
            )
            for year, count, n in numbers
        ],
        measure=say("made_up.measure"), language=language,
    )  # fmt: skip


def schools_chart(language: str) -> Chart:
    """Schools, one with a name that needs room."""
    names = say("made_up.schools").split(" | ")
    sizes = ((20, 120), (31, 140), (2, 8), (12, 90))
    return schools(
        [
            School(
                name, "middle", rate_of(say("made_up.group"), *size),
                rate_of(say("made_up.rest"), 40, 400), own=size[0] / size[1],
            )
            for name, size in zip(names, sizes, strict=True)
        ],
        group=say("made_up.group"), other=say("made_up.rest"),
        measure=say("made_up.measure"), language=language,
    )  # fmt: skip
