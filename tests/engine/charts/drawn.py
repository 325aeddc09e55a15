"""One chart of each kind, in a language, of made-up numbers."""

from __future__ import annotations

from forwhom.charts.bands import Bands, Group, Shown, bands
from forwhom.charts.chart import Chart, Table, TableRow
from forwhom.charts.control import Note, Point, control
from forwhom.charts.estimate import Estimate
from forwhom.charts.funnel import funnel
from forwhom.charts.gap import gap
from forwhom.charts.groups import Block, groups
from forwhom.charts.matrix import Answer, Behavior, matrix
from forwhom.charts.numbers import Scale
from forwhom.charts.school_gaps import SchoolGap, school_gaps
from forwhom.charts.schools import School, schools
from forwhom.charts.steps import Stage, steps
from forwhom.charts.years import Year, years

BLACK = Estimate("Black or African American students", 1733, 0.18, 0.162, 0.199, 312)
OTHERS = Estimate("Everyone else", 18278, 0.07, 0.066, 0.074, 1280)
EVERYONE = Estimate("Everyone", 20011, 0.08, 0.076, 0.084, 1592)
FEW = Estimate("Native Hawaiian or Other Pacific Islander", 9, 0.222, 0.063, 0.547, 2)
TOO_FEW = Estimate("American Indian or Alaska Native", 3, count=1)


def the_gap(language: str) -> Chart:
    return gap(BLACK, OTHERS, measure="Suspended", difference=(0.092, 0.129), ratio=2.57,
               students_to_parity=190, language=language)  # fmt: skip


def the_groups(language: str) -> Chart:
    blocks = [Block("Race", (TOO_FEW, BLACK, FEW)), Block("Sex", (OTHERS,))]
    return groups(blocks, everyone=EVERYONE, measure="Suspended", language=language)


def the_schools(language: str, many: int = 6) -> Chart:
    levels = ("elementary", "elementary", "middle", "high")
    found = [
        School(f"School <{many - i:03}>", levels[i % 4], Estimate("", 20 + i, 0.3, 0.2, 0.4, 6),
               Estimate("", 400, 0.1, 0.08, 0.13, 40))
        for i in range(many)
    ]  # fmt: skip
    return schools([*found, School("Aspen", "middle", FEW, OTHERS)], group=BLACK.label,
                   other="Everyone else", measure="Suspended", language=language)  # fmt: skip


def leaning_schools(language: str) -> Chart:
    """Schools whose estimates lean on the others, and one of too few children to say."""
    group = Estimate("", 20, 0.15, 0.05, 0.3, 8)
    found = [School(f"School {i}", "middle", group, OTHERS, 0.4, 1 - 0.1**i) for i in (1, 2, 3)]
    return schools([*found, School("Yuba", "middle", TOO_FEW, OTHERS)], group=BLACK.label,
                   other="Everyone else", measure="Suspended", language=language)  # fmt: skip


def the_years(language: str) -> Chart:
    found = [Year(f"202{i}-2{i + 1}", BLACK, OTHERS, (0.11, 0.092, 0.129)) for i in (3, 4, 5)]
    return years(found, measure="Suspended", language=language)


def counted(name: str, n: int, count: int, level: str = "middle") -> School:
    """A school whose estimate leans on the others, with its own count and rate."""
    leaning = Estimate(name, n, 0.2, 0.1, 0.3, count)
    return School(name, level, leaning, OTHERS, own=count / n if n >= 5 else None)


def the_funnel(language: str) -> Chart:
    """Schools like the district, but for one far above, one just below, and one of too few."""
    alike = [counted(f"School {i}", 60 * i, 12 * i, "elementary") for i in range(1, 9)]
    other = [counted("Yuba", 300, 105), counted("Alder", 400, 62), counted("Aspen", 9, 9)]
    return funnel([*alike, *other], district=0.2, group=BLACK.label, measure="Suspended",
                  language=language)  # fmt: skip


def the_school_gaps(language: str) -> Chart:
    """A plain gap, one that may be none, one plain the other way, and one of too few to say."""
    found = [
        SchoolGap("Yuba", "high", 80, 0.12, 0.04, 0.2, 0.15),
        SchoolGap("Alder", "high", 40, 0.07, -0.02, 0.16, 0.01),
        SchoolGap("Butte", "middle", 60, -0.09, -0.16, -0.02, -0.12),
        SchoolGap("Colusa", "middle", 12, own=0.3),
    ]
    return school_gaps(found, district=0.11, group=BLACK.label, measure="Suspended",
                       language=language)  # fmt: skip


def answers(places: str, rates: list[float], others: list[float]) -> tuple[Answer, ...]:
    """Answers from the lowest up; `places` has a letter each: below, inside, above."""
    where = {"b": "below", "i": "inside", "a": "above"}
    responses = ("none", "classroom", "in_school_suspension", "out_of_school_suspension")
    return tuple(
        Answer(response, where[place], rate, other)
        for response, place, rate, other in zip(responses, places, rates, others, strict=True)
    )


def the_matrix(language: str) -> Chart:
    """A row with a gap above its range, one of too few to trust, and one of too few to say."""
    gap = answers("biia", [0.1, 0.2, 0.3, 0.4], [0.2, 0.4, 0.3, 0.1])
    rows = [
        Behavior("Defiance <first>", 40, 200, gap),
        Behavior("Fighting", 8, 90, answers("iiii", [0.0, 0.5, 0.5, 0.0], [0.0, 0.2, 0.4, 0.4])),
        Behavior("Theft", 3, 20, answers("iiaa", [None] * 4, [0.5, 0.5, 0.0, 0.0])),
    ]
    return matrix(rows, group=BLACK.label, measure="Suspended", language=language)


def the_steps(language: str) -> Chart:
    """A step where the gap opens, one that is equal, one of too few, and an amount at the end."""
    side = Estimate("", 312, 0.54, 0.49, 0.6, 168)
    found = [
        Stage("Referred", BLACK, OTHERS, 2.57, 2.28, 2.89, sure=True, opens=True),
        Stage("Suspended", side, Estimate("", 1280, 0.53, 0.5, 0.56, 678), 1.02, 0.91, 1.14),
        Stage("Sent home", FEW, OTHERS, 0.8, 0.2, None),
        Stage("Days", Estimate("", 40, 2.4), Estimate("", 300, 2.5), 0.96, 0.7, 1.3,
              scale=Scale(False, "day", "days")),
    ]  # fmt: skip
    table = Table(("Step", "Rate"), tuple(TableRow((one.name, "1")) for one in found))
    return steps(found, table=table, group=BLACK.label, measure="Suspended", language=language)


def the_bands(language: str) -> Chart:
    """A wide band, a whole percentage too narrow to be drawn as it is, and one that is hidden."""
    hidden = Shown("*", "*")
    found = (
        Group("All", (Shown("11%", "5,100", 0.105, 0.115), Shown("12%", "5,000", 0.115, 0.125))),
        Group(BLACK.label, (hidden, Shown("20-24%", "1,009", 0.195, 0.245))),
        Group(TOO_FEW.label, (Shown("<5%", "90", 0.0, 0.045), hidden)),
    )  # fmt: skip
    blocks = [Bands("", found[:1]), Bands("Race", found[1:])]
    return bands(blocks, measure="Suspended", years=("2024-25", "2025-26"),
                 behind=found[0].years[-1], language=language)  # fmt: skip


def the_control(language: str) -> Chart:
    counts = (6, 7, 6, 5, 7, 6, 8, 12, 15, 16, 19, 17)
    points = [
        Point(f"2026-09-{at + 1:02}", n, 20, 0.05, 0.65, n > 13) for at, n in enumerate(counts)
    ]
    return control(points, what="Doors <open>", centre=0.35, says="It moved.", baseline=6,
                   notes=[Note(7, "A greeting at the door")], language=language)  # fmt: skip


KINDS = {
    "control": the_control,
    "gap": the_gap,
    "groups": the_groups,
    "schools": the_schools,
    "years": the_years,
    "funnel": the_funnel,
    "school_gaps": the_school_gaps,
    "matrix": the_matrix,
    "steps": the_steps,
    "bands": the_bands,
}
