"""Three years side by side: how long a ratio has been over the line, and whether it came down.

34 CFR 300.647(d): a state need not identify a district until it was over the threshold in up to
three prior consecutive years, *and* failed reasonable progress in each of the two prior
consecutive years.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from forwhom.official.idea.categories import BY_NAME
from forwhom.official.idea.cells import OVER
from forwhom.official.number import OfficialNumber
from forwhom.rules.official import RuleSet

Spot = tuple[str, str, str]
TOLD = {
    "en": "{group}: {title}. The ratio is {ratio}; {line}. {children}",
    "es": "{group}: {title}. La razón es {ratio}; {line}. {children}",
}
LINE = {
    "en": {True: "it is over the line of {line}", False: "it is not over the line of {line}"},
    "es": {True: "supera la línea de {line}", False: "no supera la línea de {line}"},
}
NO_LINE = {"en": "the state sets the line", "es": "la línea la fija el estado"}
FEWER = {
    "en": "With {n} fewer children it would not be over.",
    "es": "Con {n} estudiantes menos ya no la superaría.",
}
MORE = {
    "en": "With {n} more children it would be over.",
    "es": "Con {n} estudiantes más la superaría.",
}


def with_years(numbers: Sequence[OfficialNumber], rules: RuleSet) -> list[OfficialNumber]:
    """Each cell with its tape, how many years in a row it was over, and what follows from it."""
    by_spot: dict[Spot, dict[str, OfficialNumber]] = {}
    for each in numbers:
        by_spot.setdefault(_spot(each), {})[each.school_year] = each
    return [_told(each, by_spot[_spot(each)], rules) for each in numbers]


def _spot(one: OfficialNumber) -> Spot:
    return (one.place_id, one.indicator, one.group)


def _told(one: OfficialNumber, years: dict[str, OfficialNumber], rules: RuleSet) -> OfficialNumber:
    needed = int(rules.value("years.consecutive", one.school_year))
    lowering = float(rules.value("progress.lowering", one.school_year))
    back = _back(one, years)
    over = next((n for n, each in enumerate(back) if each.result != OVER), len(back))
    progressed = lowering > 0 and _progressed(back[:3], lowering)
    tape = [f"{each.school_year}: {each.shown or each.reason}" for each in back[:3]]
    more = {
        "tape": "; ".join(reversed(tape)),
        "years_over": str(over),
        "reasonable_progress": "yes" if progressed else "no" if lowering > 0 else "no standard set",
        "determination": _determination(one, over, needed, progressed),
        **{f"sentence_{language}": _sentence(one, language) for language in TOLD if one.shown},
    }
    used = (*one.used, "years.consecutive", "progress.lowering")
    return replace(one, more={**one.more, **more}, used=used)


def _back(one: OfficialNumber, years: dict[str, OfficialNumber]) -> list[OfficialNumber]:
    """This year and those before without a hole, newest first."""
    found, year = [one], one.school_year
    while (year := _before(year)) in years:
        found.append(years[year])
    return found


def _before(year: str) -> str:
    first = int(year[:4]) - 1
    return f"{first}-{(first + 1) % 100:02d}"


def _progressed(back: Sequence[OfficialNumber], lowering: float) -> bool:
    """Whether the ratio fell by the standard in each of the two prior consecutive years."""
    values = [each.value for each in back]
    if len(values) < 3 or any(value is None for value in values):
        return False
    newest, middle, oldest = (value or 0.0 for value in values)
    return middle - newest >= lowering and oldest - middle >= lowering


def _determination(one: OfficialNumber, over: int, needed: int, progressed: bool) -> str:
    if one.line is None:
        return "the state sets the line"
    if one.result != OVER:
        return "not identified"
    if over < needed:
        return f"not identified yet: {over} of {needed} years over the line"
    return "may be excused: reasonable progress" if progressed else "identified"


def _sentence(one: OfficialNumber, language: str) -> str:
    category = BY_NAME[one.indicator]
    title = category.title if language == "en" else category.title_es
    line = NO_LINE[language]
    children = ""
    if one.line is not None:
        line = LINE[language][one.result == OVER].format(line=f"{one.line:g}")
        if one.to_line:
            words = FEWER if one.to_line < 0 else MORE
            children = words[language].format(n=abs(one.to_line))
    return (
        TOLD[language]
        .format(group=one.group, title=title, ratio=one.shown, line=line, children=children)
        .strip()
    )
