"""The 98 cells of a district and year: each ratio, or the reason that there is none.

34 CFR 300.647(a), (b)(5) and (c): no ratio where the group has too few children; where the other
children of the district are too few, those of the state stand in; where they are too, no ratio.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from forwhom.official.idea.categories import BY_NAME, DIMENSION, GROUPS
from forwhom.official.idea.guide import measures
from forwhom.official.number import Count, OfficialNumber
from forwhom.rules.official import RuleSet
from forwhom.stats.ratios import miettinen_nurminen

PRECISION = 1e-12
DISTRICT, STATE, ALL = "district", "state", "all"
OTHERS, STATE_OTHERS = "all other children of the district", "all other children of the state"


class Part(NamedTuple):
    """Children with the outcome (`hit`), and children in all (`n`)."""

    hit: int
    n: int


@dataclass(frozen=True)
class Lines:
    """The state's values for a category and year. `threshold` is None where none is set."""

    cell: int
    n: int
    threshold: float | None

    @classmethod
    def of(cls, rules: RuleSet, category: str, year: str) -> Lines:
        """The category's own threshold before the one of all."""
        own = rules.value(f"threshold.{category}", year)
        line = own or rules.value("threshold.all", year)
        cell, n = rules.value("size.cell", year), rules.value("size.n", year)
        return cls(int(cell), int(n), float(line) if line else None)

    def lacks(self, part: Part) -> str:
        """`cell_size` or `n_size` where a part is too small; empty where it is not."""
        if part.hit < self.cell:
            return "cell_size"
        return "n_size" if part.n < self.n else ""


Key = tuple[str, str, str]  # school year, district, category
Parts = dict[str, Part]


def cells(counts: Sequence[Count], rules: RuleSet) -> list[OfficialNumber]:
    """Every category and group of every district and year, in order: 98 where all is told."""
    told, names = _told(counts, DISTRICT)
    state, _ = _told(counts, STATE)
    of_state = {(year, category): parts for (year, _, category), parts in state.items()}
    years = sorted({(year, place) for year, place, _ in told})
    guide = {key: measures(parts, of_state.get((key[0], key[2]))) for key, parts in told.items()}
    return [
        _with_guide(
            _cell(
                (year, place, category),
                names[place],
                group,
                told.get((year, place, category)),
                of_state.get((year, category)),
                Lines.of(rules, category, year),
            ),
            guide.get((year, place, category), {}),
        )
        for year, place in years
        for category in BY_NAME
        for group in GROUPS
    ]


def _with_guide(number: OfficialNumber, guide: Mapping[str, dict[str, str]]) -> OfficialNumber:
    """The guide's other measures beside a ratio that could be made; none of a group too small."""
    more = guide.get(number.group, {}) if number.value is not None else {}
    return replace(number, more={**number.more, **more}) if more else number


def _told(counts: Sequence[Count], place_type: str) -> tuple[dict[Key, Parts], dict[str, str]]:
    found: dict[Key, Parts] = {}
    names: dict[str, str] = {}
    for each in counts:
        named = each.dimension == DIMENSION and each.group in GROUPS
        fits = each.place_type == place_type and each.measure in BY_NAME
        if not fits or not (named or (place_type == STATE and each.group == ALL)):
            continue
        if each.numerator is None or each.denominator is None:
            continue
        names[each.place_id] = each.place_name
        key = (each.school_year, each.place_id, each.measure)
        part = Part(int(each.numerator), int(each.denominator))
        found.setdefault(key, {})[each.group] = part
    return found, names


def others(parts: Mapping[str, Part], group: str) -> Part:
    """The children of all other groups together."""
    if ALL in parts and len(parts) <= len(GROUPS):  # the state told its total and some groups
        whole, own = parts[ALL], parts.get(group, Part(0, 0))
        return Part(whole.hit - own.hit, whole.n - own.n)
    rest = [part for name, part in parts.items() if name not in (group, ALL)]
    return Part(sum(part.hit for part in rest), sum(part.n for part in rest))


def _cell(
    key: Key, name: str, group: str, parts: Parts | None, state: Parts | None, lines: Lines
) -> OfficialNumber:
    year, place, category = key
    mine = parts.get(group) if parts else None
    against, label, reason = _against(mine, parts, state, group, lines)
    made = mine is not None and against is not None and reason in ("computed", "alternate_used")
    value, low, high = _ratio(mine, against) if made and mine and against else (None, None, None)
    over = value is not None and lines.threshold is not None and value > lines.threshold
    result = "" if value is None or lines.threshold is None else OVER if over else UNDER
    return OfficialNumber(
        calculation="idea", indicator=category, school_year=year, place_type=DISTRICT,
        place_id=place, place_name=name, group=group,
        numerator=None if mine is None else float(mine.hit),
        denominator=None if mine is None else float(mine.n),
        against=label, against_numerator=float(against.hit) if against else None,
        against_denominator=float(against.n) if against else None,
        value=value, shown="" if value is None else f"{value:.2f}", low=low, high=high,
        result=result, reason=reason, line=lines.threshold,
        to_line=margin(mine, against, lines.threshold) if made and mine and against else None,
        used=("size.cell", "size.n", "threshold.all", f"threshold.{category}"),
    )  # fmt: skip


OVER, UNDER = "over_the_line", "under_the_line"


def _against(
    mine: Part | None, parts: Parts | None, state: Parts | None, group: str, lines: Lines
) -> tuple[Part | None, str, str]:
    """Whom the group is compared with, who they are, and the reason code."""
    if mine is None or parts is None:
        return None, "", "not_told"
    if lacks := lines.lacks(mine):
        return None, "", f"group_below_{lacks}"
    here = others(parts, group)
    if not lines.lacks(here):
        return here, OTHERS, "computed"
    if state is None:
        return None, "", "no_state_data"
    there = others(state, group)
    if lines.lacks(there):
        return None, "", "state_comparison_below"
    return there, STATE_OTHERS, "alternate_used"


def _ratio(mine: Part, against: Part) -> tuple[float | None, float | None, float | None]:
    """The ratio of risks with its 95 % score interval; none where nobody else has the outcome."""
    value = ratio_of(mine, against)
    if value is None:
        return None, None, None
    low, high = miettinen_nurminen(mine.hit, mine.n, against.hit, against.n)
    return value, float(low), float(high)


def ratio_of(mine: Part, against: Part) -> float | None:
    """Risk over risk; None where a side is empty or nobody else has the outcome."""
    if mine.n <= 0 or against.n <= 0 or against.hit <= 0:
        return None
    return (mine.hit * against.n) / (mine.n * against.hit)


def margin(mine: Part, against: Part, threshold: float | None) -> int | None:
    """Fewest children of the group whose outcome must differ to cross the line.

    Negative: so many fewer and the ratio is no longer over it. Positive: so many more and it is.
    The other children stay as they are. None without a line, or where no number crosses.
    """
    if threshold is None or against.hit <= 0 or mine.n <= 0:
        return None
    most = threshold * mine.n * against.hit / against.n  # a ratio is over above this count
    nearest = round(most)
    most = float(nearest) if abs(most - nearest) < PRECISION * max(1.0, most) else most
    under = int(most)  # the largest count that is not over
    if mine.hit > under:
        return under - mine.hit
    return under + 1 - mine.hit if under + 1 <= mine.n else None
