"""What changed since the year before and over the years, and when it is too early to say."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from forwhom.words.numbers import Language
from forwhom.words.sizes import size_in_words

Row = Mapping[str, Any]
MANY = 1_000  # of so many children true rates move a little each year: Laney's p′ allows for it
FOR_WIDENED = 10  # years that p′ needs
SENTENCES: dict[str, dict[Language, str]] = {
    "rose": {
        "en": "Since {before}, {what} rose by {size}: plausibly between {low} and {high}.",
        "es": "Desde {before}, {what} subió {size}: probablemente entre {low} y {high}.",
    },
    "fell": {
        "en": "Since {before}, {what} fell by {size}: plausibly between {low} and {high}.",
        "es": "Desde {before}, {what} bajó {size}: probablemente entre {low} y {high}.",
    },
    "rate_none": {
        "en": "No signal yet: since {before}, {what} moved by {size}, as chance alone could.",
        "es": "Aún no hay señal: desde {before}, {what} se movió {size}, como podría el azar.",
    },
    "grew": {
        "en": "The gap grew by {size}: plausibly between {low} and {high}.",
        "es": "La brecha creció {size}: probablemente entre {low} y {high}.",
    },
    "narrowed": {
        "en": "The gap narrowed by {size}: plausibly between {low} and {high}.",
        "es": "La brecha se redujo {size}: probablemente entre {low} y {high}.",
    },
    "turned": {
        "en": "The gap turned the other way: it moved by {size}, plausibly {low} to {high}.",
        "es": "La brecha cambió de lado: se movió {size}, probablemente de {low} a {high}.",
    },
    "gap_none": {
        "en": "No signal yet: the gap moved by {size}, as chance alone could.",
        "es": "Aún no hay señal: la brecha se movió {size}, como podría el azar.",
    },
    "both_none": {
        "en": "No signal yet: since {before}, {what} moved by {size} and the gap by {gap}, as "
        "chance alone could.",
        "es": "Aún no hay señal: desde {before}, {what} se movió {size} y la brecha {gap}, como "
        "podría el azar.",
    },
    "too_few_years": {
        "en": "{years} years are too few to tell a turn from the usual swings.",
        "es": "{years} años son muy pocos para distinguir un giro de lo habitual.",
    },
    "no_signal": {
        "en": "Over {years} years, {what} stayed within what chance alone does.",
        "es": "En {years} años, {what} no pasó de lo que hace el azar.",
    },
    "signal": {
        "en": "Over {years} years, {what} moved more than chance alone does.",
        "es": "En {years} años, {what} se movió más de lo que hace el azar.",
    },
    "gap_no_signal": {
        "en": "Over {years} years, the gap kept to its usual swings.",
        "es": "En {years} años, la brecha se mantuvo en sus vaivenes de siempre.",
    },
    "gap_signal": {
        "en": "Over {years} years, the gap left its usual swings.",
        "es": "En {years} años, la brecha salió de sus vaivenes de siempre.",
    },
}
WHAT: dict[tuple[str, bool], dict[Language, str]] = {
    ("share", True): {"en": "their rate", "es": "su tasa"},
    ("share", False): {"en": "the rate", "es": "la tasa"},
    ("score", True): {"en": "their average", "es": "su promedio"},
    ("score", False): {"en": "the average", "es": "el promedio"},
}


def trend(
    rows: Sequence[Row], measure: Row, language: Language, *, of_group: bool = True
) -> list[str]:
    """Sentences on one group's rows of several years, or on everyone's; none for a single year.

    The two years are taken as different children. Many are the same, so the limits are wider than
    need be, and a change is never claimed too soon.

    Args:
        rows: of disparities.parquet, one measure, place, group and comparison; in any order.
        measure: its entry in audit.json.
        language: of the sentences.
        of_group: whether there is a gap to speak of.
    """
    known = sorted((r for r in rows if r["rate"] is not None), key=lambda r: str(r["school_year"]))
    if len(known) < 2:
        return []
    say = _Saying(measure, language, WHAT[measure["kind"], of_group][language])
    before, after = known[-2:]
    told: list[str] = []
    if _first(after) - _first(before) == 1:
        told = say.changes(before, after, of_group)
    return [*told, *say.verdicts(known, of_group)]


def _first(row: Row) -> int:
    """The calendar year in which a row's school year began."""
    return int(row["school_year"][:4])


class _Saying:
    """The sentences about one measure in one language."""

    def __init__(self, measure: Row, language: Language, what: str) -> None:
        self.measure, self.language, self.what = measure, language, what

    def say(self, name: str, **values: object) -> str:
        return SENTENCES[name][self.language].format(what=self.what, **values)

    def changes(self, before: Row, after: Row, of_group: bool) -> list[str]:
        rate = _moved("rate", before, after)
        gap = _moved("difference", before, after) if of_group else None
        year = before["school_year"]
        if rate and gap and not (is_clear(rate) or is_clear(gap)):
            sizes = {**self._sizes(rate), "gap": self._sizes(gap)["size"]}
            return [self.say("both_none", before=year, **sizes)]
        told = [self.say(way_of_rate(rate), before=year, **self._sizes(rate))] if rate else []
        if gap:
            way = way_of_gap(gap, before["difference"], after["difference"])
            told.append(self.say(way, **self._sizes(gap)))
        return told

    def verdicts(self, rows: Sequence[Row], of_group: bool) -> list[str]:
        from forwhom.stats.chart_signals import signals
        from forwhom.stats.control_charts import p_chart, xmr_chart

        found = []
        counted = all(row["count"] is not None and row["n"] is not None for row in rows)
        if self.measure["kind"] == "share" and counted:
            sizes = [row["n"] for row in rows]
            widened = len(rows) >= FOR_WIDENED and min(sizes) >= MANY
            seen = signals(p_chart([row["count"] for row in rows], sizes, widened))
        else:
            seen = signals(xmr_chart([row["rate"] for row in rows]))
        found.append(self.say(seen.verdict, years=len(rows)))
        gaps = [math.nan if r["difference"] is None else r["difference"] for r in rows]
        gap = signals(xmr_chart(gaps)).verdict if of_group else "too_few_years"
        if gap != "too_few_years":  # it is said once
            found.append(self.say(f"gap_{gap}", years=len(rows)))
        return found

    def _sizes(self, moved: Moved) -> dict[str, str]:
        return sizes_of(moved, self.measure, self.language)


Moved = tuple[float, float, float]  # how far, and its lower and upper limit


def sizes_of(moved: Moved, measure: Row, language: Language) -> dict[str, str]:
    """The blanks `size`, `low` and `high` of a sentence on a move, in words; limits that differ."""
    low, high = sorted(abs(end) for end in moved[1:])
    ends = {size_in_words(end, measure, language) for end in (low, high)}
    finer = len(ends) == 1 and is_clear(moved)
    names = zip(("size", "low", "high"), (moved[0], low, high), strict=True)
    return {name: size_in_words(of, measure, language, finer=finer) for name, of in names}


def is_clear(moved: Moved) -> bool:
    """Whether the limits leave out that nothing moved."""
    return not moved[1] <= 0 <= moved[2]


def way_of_rate(moved: Moved) -> str:
    """The name of the sentence on a rate's move."""
    if not is_clear(moved):
        return "rate_none"
    return "rose" if moved[0] > 0 else "fell"


def way_of_gap(moved: Moved, before: float, after: float) -> str:
    """The name of the sentence on a gap's move, by both gaps: it grows whichever way it lies."""
    if not is_clear(moved):
        return "gap_none"
    if before * after < 0:
        return "turned"
    return "grew" if after * moved[0] > 0 else "narrowed"


def _moved(name: str, before: Row, after: Row) -> Moved | None:
    """How far a number moved, with its limits; none where one of them is not known."""
    from forwhom.stats.changes import change

    ends = [row[part] for row in (before, after) for part in (name, f"{name}_low", f"{name}_high")]
    if any(end is None for end in ends):
        return None
    moved, low, high = (float(part) for part in change(*ends))
    return moved, low, high
