"""One chart of each kind that pages show, of made-up numbers, to learn reading on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from forwhom.charts.bands import Bands, Group, Shown, bands
from forwhom.charts.chart import Chart
from forwhom.charts.estimate import Estimate
from forwhom.charts.gap import gap
from forwhom.charts.groups import Block, groups
from forwhom.charts.parts import Step, parts
from forwhom.charts.phrases import in_folder
from forwhom.charts.schools import School, schools
from forwhom.charts.years import Year, years
from forwhom.words.numbers import Language

HIDDEN = Shown("*", "*")


@dataclass(frozen=True)
class Kind:
    """A kind of chart: what it is called, and an example."""

    name: str
    title: str
    chart: Chart


@cache
def kinds(language: Language) -> list[Kind]:
    """Every kind in the order in which pages use them."""
    say = _words(language)
    return [Kind(name, say(f"kind.{name}"), draw(language, say)) for name, draw in DRAWN.items()]


def _words(language: Language) -> Callable[[str], str]:
    catalogue = in_folder(Path(__file__).with_name("phrases"))
    return lambda name: catalogue[f"manual.{name}"][language]


Say = Callable[[str], str]


def _two(say: Say) -> tuple[Estimate, Estimate]:
    group = Estimate(say("example.group"), 1733, 0.18, 0.162, 0.199, 312)
    return group, Estimate(say("example.others"), 18278, 0.07, 0.066, 0.074, 1280)


def _gap(language: Language, say: Say) -> Chart:
    group, others = _two(say)
    return gap(group, others, measure=say("example.measure"), difference=(0.092, 0.129),
               ratio=2.57, students_to_parity=190, language=language)  # fmt: skip


def _groups(language: Language, say: Say) -> Chart:
    everyone = Estimate(say("example.everyone"), 20011, 0.08, 0.076, 0.084, 1592)
    few = Estimate(say("example.few"), 3, count=1)
    block = Block(say("example.dimension"), (*_two(say), few))
    return groups([block], everyone=everyone, measure=say("example.measure"), language=language)


def _years(language: Language, say: Say) -> Chart:
    group, others = _two(say)
    rates = {"2023-24": 0.21, "2024-25": 0.19, "2025-26": 0.18}
    found = [
        Year(year, Estimate(group.label, 1733, rate, rate - 0.018, rate + 0.019, 312), others,
             (rate - 0.07, rate - 0.089, rate - 0.05))
        for year, rate in rates.items()
    ]  # fmt: skip
    return years(found, measure=say("example.measure"), language=language)


def _schools(language: Language, say: Say) -> Chart:
    _, others = _two(say)
    rates = {"Alder": 0.17, "Butte": 0.2, "Tehama": 0.19, "Yuba": 0.28}
    found = [
        School(name, "middle", Estimate("", 140, rate, rate - 0.05, rate + 0.06, 24), others,
               own=rate + 0.02, above=0.995 if rate > 0.25 else 0.5)
        for name, rate in rates.items()
    ]  # fmt: skip
    return schools(found, group=say("example.group"), other=others.label,
                   measure=say("example.measure"), language=language)  # fmt: skip


def _parts(language: Language, say: Say) -> Chart:
    steps = [
        Step(say("example.between"), 0.05, 0.03, 0.07),
        Step(say("example.within"), 0.06, 0.04, 0.08),
    ]
    return parts(0.11, steps, group=say("example.group"), measure=say("example.measure"),
                 language=language)  # fmt: skip


def _bands(language: Language, say: Say) -> Chart:
    found = (
        Group(say("example.everyone"), (Shown("8%", "19,800", 0.075, 0.085),)),
        Group(say("example.group"), (Shown("15-19%", "1,733", 0.145, 0.195),)),
        Group(say("example.few"), (HIDDEN,)),
    )
    blocks = [Bands("", found[:1]), Bands(say("example.dimension"), found[1:])]
    return bands(blocks, measure=say("example.measure"), years=("2025-26",),
                 behind=found[0].years[-1], language=language)  # fmt: skip


DRAWN: dict[str, Callable[[Language, Say], Chart]] = {
    "gap": _gap,
    "groups": _groups,
    "years": _years,
    "schools": _schools,
    "parts": _parts,
    "bands": _bands,
}
