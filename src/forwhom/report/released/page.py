"""The page of a release: each measure for the district and its groups, then school by school."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from forwhom.charts.bands import Bands, Group, Shown, bands
from forwhom.charts.phrases import phrase
from forwhom.privacy.ladder import HIDDEN_MARK
from forwhom.release.declared.lattice import DISTRICT
from forwhom.report import unfinished_year
from forwhom.report.released.schools import school_by_school
from forwhom.report.released.shown import in_words, shown, surely_apart
from forwhom.report.sections import DOMAINS
from forwhom.results.names import EVERYONE, group_values

if TYPE_CHECKING:
    from forwhom.charts.chart import Chart
    from forwhom.release.released import Number, Release
    from forwhom.report.released.wording import ReleasedWords

Part = dict[str, Any]
MOST_ROWS = 60
"""More groups than these are a table and no picture."""
UNKNOWN = "Not reported"


def whole_page(release: Release, words: ReleasedWords) -> Part:
    """Everything the template needs, from the release alone."""
    about = release.about
    measures = [measure_part(release, m, words) for m in about["measures"]]
    return {
        **front(release, words),
        "template": "released.html",
        "short": [each for each in measures if each["everyone"]],
        "domains": _domains(measures, words),
        "schools": school_by_school(release, words),
        "headings": [phrase("column.group", words.language), *(m["title"] for m in measures)],
        "dimensions": [
            {"title": words.plain(words.dimension(d["dimension"])), "when": d["when"],
             "source": words.sources(d["source"])}
            for d in about["dimensions"]
        ],
    }  # fmt: skip


def front(release: Release, words: ReleasedWords) -> Part:
    """What stands on top of each page of a release: what it is, and for whom."""
    about = release.about
    audience = f"released.{about['audience']}"
    unfinished = unfinished_year(about["as_of"], words)
    told = (words.say(f"{audience}.mark"), words.say("released.print", id=about["id"]))
    return {
        "about": about,
        "words": words,
        "say": words.say,
        "audience": audience,
        "year": latest(release),
        "unfinished": unfinished,
        "mark": " · ".join([*told, *filter(None, [unfinished["mark"]])]),
        "texts": _texts(about, "front", words),
        "profile": {
            "title": words.profile.title[words.language],
            "about": words.profile.about[words.language],
            "source": words.sources(words.profile.source),
        },
    }


def latest(release: Release) -> str:
    """The last school year of a release."""
    year: str = release.about["school_years"][-1]
    return year


def _texts(about: Mapping[str, Any], where: str, words: ReleasedWords) -> list[Part]:
    """What people of the district wrote for this place, and others read before it went out.

    A text without Spanish stands in English, and says so to those who hear the page.
    """
    spanish = words.language == "es"
    return [
        {"text": t["text_es"] if spanish and t.get("text_es") else t["text"],
         "language": "es" if spanish and t.get("text_es") else "en"}
        for t in about.get("texts") or []
        if t["where"] == where
    ]  # fmt: skip


def _domains(measures: Sequence[Part], words: ReleasedWords) -> list[Part]:
    names = list(DOMAINS) + sorted({m["domain"] for m in measures} - set(DOMAINS))
    return [
        {"name": name, "measures": mine,
         "asks": words.say(f"domain.{name}") if name in DOMAINS else name.replace("_", " ")}
        for name in names
        if (mine := [m for m in measures if m["domain"] == name])
    ]  # fmt: skip


def measure_part(release: Release, measure: Mapping[str, Any], words: ReleasedWords) -> Part:
    """One measure: its sentences, its chart of groups, and the tables that cross them."""
    title = words.of_measure(measure, "title")
    return {
        "domain": measure["domain"],
        "anchor": f"m-{measure['name']}",
        "title": title,
        "asks": words.of_measure(measure, "asks"),
        "why": words.of_measure(measure, "why_it_matters"),
        "texts": _texts(release.about, measure["name"], words),
        "everyone": everyone_sentence(release, measure, words),
        "sure": _surely(release, measure, words),
        "beside": _beside(release, measure, words),
        "compares": words.profile.compares,
        "chart": _chart(release, measure, [(), *_tables(release, 1)], title, words),
        "crossed": _crossed(release, measure, title, words),
        "among": words.plain(measure["among_says"] or ""),
        "counts": words.plain(measure["counts_says"] or ""),
        "source": words.sources(measure["source"]),
    }


def _district(release: Release, measure: str, year: str, group: str) -> Number | None:
    return release.number(measure, year, DISTRICT, DISTRICT, group)


def _tables(release: Release, depth: int) -> list[tuple[str, ...]]:
    """The declared tables of so many dimensions; 2 stands for all that cross dimensions."""
    tables = [tuple(table) for table in release.about["groups"]]
    return [t for t in tables if (len(t) == depth if depth < 2 else len(t) >= 2)]


def groups_of(release: Release, table: Sequence[str]) -> list[str]:
    """The declared groups of one table in the lattice's order, whoever is in them."""
    return [g for g in release.groups if tuple(group_values(g)) == tuple(table)]


def everyone_sentence(release: Release, measure: Mapping[str, Any], words: ReleasedWords) -> str:
    """How many of all students, in the latest year; or that it is not told."""
    number = _district(release, measure["name"], latest(release), EVERYONE)
    if number is None or number.hidden:
        return words.say("released.everyone_hidden")
    n = f"{int(number.n):,}"
    rate, says = in_words(number.rate, words.language), words.of_measure(measure, "says")
    told = words.say("released.everyone_sentence", rate=rate, n=n, says=says)
    return told[:1].upper() + told[1:]


def _surely(release: Release, measure: Mapping[str, Any], words: ReleasedWords) -> list[str]:
    """What two shown numbers say whatever lies within their bands; in the lattice's order."""
    name, year = measure["name"], latest(release)
    everyone = _district(release, name, year, EVERYONE)
    told = []
    for table in _tables(release, 1):
        if everyone is None or not words.profile.may_compare(table):
            continue
        for group in groups_of(release, table):
            if UNKNOWN in group_values(group).values():
                continue  # nobody is in it for what it says
            number = _district(release, name, year, group)
            points = surely_apart(number.rate, everyone.rate) if number else 0
            if number and points:
                told.append(_apart(group, points, number.rate, words))
    return told


def _beside(release: Release, measure: Mapping[str, Any], words: ReleasedWords) -> str:
    """The number of all students, beside which the groups are set."""
    number = _district(release, measure["name"], latest(release), EVERYONE)
    rate = in_words(number.rate if number else HIDDEN_MARK, words.language)
    return words.say("released.sure.lead", everyone=rate)


def _apart(group: str, points: int, rate: str, words: ReleasedWords) -> str:
    many = abs(points)
    apart = words.say("released.point" if many == 1 else "released.points", points=many)
    return words.say(
        "released.sure.above" if points > 0 else "released.sure.below",
        group=words.plain(words.group(group)),
        rate=in_words(rate, words.language),
        points=apart,
    )


def _chart(
    release: Release,
    measure: Mapping[str, Any],
    tables: Sequence[Sequence[str]],
    title: str,
    words: ReleasedWords,
) -> Chart:
    """The tables' groups over the years, with all students behind them where they may be."""
    years = release.about["school_years"]

    def row(group: str) -> Group:
        found = (_district(release, measure["name"], y, group) for y in years)
        return Group(words.label(group), tuple(shown(x, HIDDEN_MARK) for x in found))

    blocks = [
        Bands(_title(table, words), tuple(row(g) for g in groups_of(release, table)))
        for table in tables
    ]
    everyone = _district(release, measure["name"], years[-1], EVERYONE)
    behind: Shown | None = None
    if words.profile.may_compare([name for table in tables for name in table]):
        behind = shown(everyone, HIDDEN_MARK)
    filled = [block for block in blocks if block.groups]
    chart = bands(filled, measure=title, years=years, behind=behind, language=words.language)
    return replace(
        chart,
        how_to_read=(words.plain(chart.how_to_read[0]), words.plain(chart.how_to_read[1])),
        cannot_show=words.plain(chart.cannot_show),
        alt=words.plain(chart.alt),
    )


def _title(table: Sequence[str], words: ReleasedWords) -> str:
    return words.plain(" · ".join(words.dimension(name) for name in table))


def _crossed(
    release: Release, measure: Mapping[str, Any], title: str, words: ReleasedWords
) -> list[Part]:
    """Groups of several dimensions at once: a picture where they are not too many, a table."""
    return [
        {"title": words.say("released.crossed", dimensions=_title(table, words)),
         "chart": _chart(release, measure, [table], title, words),
         "drawn": len(groups) <= MOST_ROWS}
        for table in _tables(release, 2)
        if (groups := groups_of(release, table))
    ]  # fmt: skip
