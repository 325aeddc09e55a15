"""The page of official numbers: what each is, how it was made, and what would move it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forwhom.charts.numbers import percent, whole
from forwhom.official.dashboard.definitions import Defined, meanings
from forwhom.official.number import Count, OfficialNumber
from forwhom.official.reconcile import Beside
from forwhom.report import put_together
from forwhom.report.words import phrases
from forwhom.words.numbers import Language

PAGE = "official.html"
CARDS, ROWS = 6, 200
Part = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class OfficialPage:
    """All that the page tells, whatever the calculation."""

    title: str
    asks: str
    source: str
    inside: bool
    numbers: Sequence[OfficialNumber]
    values: Sequence[dict[str, str]]
    missing: dict[str, str]
    beside: Sequence[Beside] = ()
    defined: Sequence[Defined] = ()
    notes: Sequence[str] = field(default=())


def write_page(folder: Path, page: OfficialPage, language: Language = "en") -> Path:
    """Write official.html: one page without script or outside request."""
    words = _Words(language)
    mark = words.say("official.inside" if page.inside else "official.public")
    text = put_together(
        "official.html", mark, language=language, say=words.say, page=page, marked=mark,
        cards=[_card(number, words) for number in _first(page.numbers)],
        rows=[_row(number, words) for number in _ordered(page.numbers)[:ROWS]],
        differences=_differences(page.beside, words), most=ROWS, plain=plain,
        definitions=_definitions(page.defined, words),
        sure={sure: words.say(f"official.sure.{sure}") for sure in SURE},
    )  # fmt: skip
    path = folder / PAGE
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


SURE = ("primary", "copy", "inferred", "recalled")


@dataclass(frozen=True)
class _Words:
    language: Language

    def say(self, name: str, **values: object) -> str:
        """One phrase with its blanks filled."""
        return phrases()[name][self.language].format(**values)

    def code(self, code: str) -> str:
        """A result, a reason or an indicator in words; its kind of school behind it."""
        name = f"official.code.{code.replace(' ', '_')}"
        if name in phrases():
            return self.say(name)
        first, _, kind = code.partition("_")
        of_kind = f"official.code.{first}"
        return f"{self.say(of_kind)}, {plain(kind)}" if of_kind in phrases() else plain(code)

    def group(self, name: str) -> str:
        """A group in the page's language, where we know it."""
        known = "official.group." + re.sub("[^a-z0-9]+", "_", name.lower()).strip("_")
        return self.say(known) if known in phrases() else name


def plain(code: str) -> str:
    """A code of a calculation as words."""
    return code.replace("_", " ")


def _ordered(numbers: Sequence[OfficialNumber]) -> list[OfficialNumber]:
    """The latest year first, and in it those that are nearest to their line."""
    far = 10**9
    by_line = sorted(
        numbers,
        key=lambda n: (
            abs(n.to_line) if n.to_line else far, n.value is None, n.place_name, n.indicator,
            n.group,
        ),
    )  # fmt: skip
    return sorted(by_line, key=lambda n: n.school_year, reverse=True)


def _first(numbers: Sequence[OfficialNumber]) -> list[OfficialNumber]:
    return [number for number in _ordered(numbers) if number.value is not None][:CARDS]


def _card(number: OfficialNumber, words: _Words) -> Part:
    """The five questions of a superintendent, answered for one number."""
    say, group = words.say, words.group(number.group)
    indicator = words.code(number.indicator)
    indicator = indicator[:1].upper() + indicator[1:]
    what = say(
        "official.what.text", indicator=indicator, group=group,
        place=number.place_name, year=number.school_year, shown=_shown(number),
    )  # fmt: skip
    result = (
        [say("official.what.result", result=words.code(number.result))] if number.result else []
    )
    return {
        "title": f"{indicator}: {group}, {number.place_name}",
        "what": " ".join([what, *result]),
        "how": _how(number, words),
        "far": _far(number, words),
        "moves": _moves(number, words),
        "explained": number.more.get(f"sentence_{words.language}", ""),
    }


def _how(number: OfficialNumber, words: _Words) -> str:
    told = []
    if number.numerator is not None and number.denominator is not None:
        count, children = whole(number.numerator), whole(number.denominator)
        told.append(words.say("official.how.count", count=count, children=children))
    if number.against_numerator is not None and number.against_denominator is not None:
        count, children = whole(number.against_numerator), whole(number.against_denominator)
        who = words.code(number.against)
        told.append(words.say("official.how.against", count=count, children=children, who=who))
    if number.reason:
        told.append(words.say("official.how.reason", reason=words.code(number.reason)))
    return " ".join(told)


def _far(number: OfficialNumber, words: _Words) -> str:
    if number.line is None:
        first = words.say("official.far.none")
    else:
        first = words.say("official.far.line", line=f"{number.line:g}")
    if number.low is None or number.high is None:
        return first
    low, high = f"{number.low:.3g}", f"{number.high:.3g}"
    return " ".join([first, words.say("official.far.sure", low=low, high=high)])


def _moves(number: OfficialNumber, words: _Words) -> str:
    if not number.to_line:
        return words.say("official.moves.far")
    way = "fewer" if number.to_line < 0 else "more"
    return words.say(f"official.moves.{way}", children=abs(number.to_line))


def _row(number: OfficialNumber, words: _Words) -> Part:
    return {
        "name": f"{words.code(number.indicator)}, {number.school_year}",
        "cells": [
            number.place_name, words.group(number.group), _shown(number), words.code(number.result),
            words.code(number.reason), "" if number.to_line is None else f"{number.to_line:+d}",
        ],
    }  # fmt: skip


def _differences(beside: Sequence[Beside], words: _Words) -> Part:
    same = sum(row.reason == "same" for row in beside)
    other = [row for row in beside if row.reason != "same"]
    lead = words.say("official.differs.lead", same=f"{same:,}", other=f"{len(other):,}")
    return {
        "lead": lead if beside else words.say("official.differs.none"),
        "rows": [
            {
                "name": f"{words.code(row.measure)}, {row.school_year}",
                "cells": [
                    row.place_name, words.group(row.group), _side(row.official, words),
                    _side(row.ours, words), words.say(f"official.why.{row.reason}"),
                ],
            }
            for row in other[:ROWS]
        ],
        "more": len(other) > ROWS,
    }  # fmt: skip


def _definitions(defined: Sequence[Defined], words: _Words) -> Part:
    """What the Dashboard and DataQuest mean by one word, and both numbers of the latest year."""
    if not defined:
        return {}
    latest = max(row.school_year for row in defined)
    return {
        "meanings": [
            {"name": words.code(each.indicator), "cells": [each.dashboard, each.dataquest]}
            for each in meanings(latest)
        ],
        "rows": [
            {
                "name": f"{words.code(row.indicator)}, {latest}",
                "cells": [
                    words.group(row.group),
                    _rate(row.dashboard, words),
                    _rate(row.dataquest, words),
                ],
            }
            for row in defined
            if row.school_year == latest
        ],
    }


def _rate(count: Count | None, words: _Words) -> str:
    if count is None or not count.denominator or count.numerator is None:
        return "*"
    return f"{percent(count.numerator / count.denominator)} ({_side(count, words)})"


def _side(count: Any, words: _Words) -> str:
    if count is None or count.numerator is None or count.denominator is None:
        return "*"
    return words.say("official.of", count=whole(count.numerator), children=whole(count.denominator))


def _shown(number: OfficialNumber) -> str:
    if number.shown:
        return number.shown
    return "*" if number.value is None else f"{number.value:.4g}"
