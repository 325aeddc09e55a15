"""A packet for a committee or the public: made from a release, and from nothing else."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from forwhom.charts.bands import Bands, Group, bands
from forwhom.errors import PacketError
from forwhom.privacy.ladder import HIDDEN_MARK
from forwhom.release.declared.lattice import DISTRICT, SCHOOL
from forwhom.report.packet.frame import first_page, printed_on, to_write
from forwhom.report.packet.typeset import card, heading, last, listed, note, paragraph, picture
from forwhom.report.released.page import front, groups_of, latest
from forwhom.report.released.shown import in_words, shown, surely_apart
from forwhom.report.released.wording import ReleasedWords, refuse_banned
from forwhom.results.names import EVERYONE, group_values
from forwhom.words.numbers import Language

if TYPE_CHECKING:
    from forwhom.charts.chart import Chart
    from forwhom.release.released import Number, Release

Part = dict[str, Any]
READING = ("band", "tails", "star", "why", "order")


@dataclass(frozen=True)
class Question:
    """One page: a declared measure, the groups it is shown for, and the place."""

    measure: Part
    groups: tuple[str, ...]
    place_type: str
    place_id: str
    place: str


def contents(
    release: Release, chosen: Sequence[tuple[str, str, str]], language: Language, day: date | None
) -> Part:
    """Everything that the template needs. Raises PacketError, ReleaseError."""
    words = ReleasedWords.of_release(release.about, language)
    asked = [_question(release, one, words) for one in chosen]
    about, top = release.about, front(release, words)
    name, year = about["district"]["name"], latest(release)
    page = first_page(about, year, len(asked), words, day)
    made = [[words.say("packet.release"), about["id"]]]
    audience = top["audience"]
    found = {
        **page,
        "title": f"{words.say(f'{audience}.title')}: {name}",
        "world": words.say(f"{audience}.for"),
        "footer": words.say("packet.footer.released", mark=top["mark"], district=name, year=year),
        "front": [paragraph(words.say(f"{audience}.text")),
                  *(paragraph(t["text"], t["language"]) for t in top["texts"]),
                  *([paragraph(top["unfinished"]["text"])] if top["unfinished"]["text"] else [])],
        "facts": page["facts"] + made + printed_on(day, words),
        "pages": [_page(n, one, release, words) for n, one in enumerate(asked, 1)],
        "last": _last_pages(release, asked, words),
    }  # fmt: skip
    refuse_banned(html.escape(" ".join(texts(found))), about, words)
    return found


def texts(part: Any) -> Iterator[str]:
    """Every text of a packet's contents, and what is read aloud of its pictures."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for name, inner in part.items():
            if name not in ("svg", "kind", "language"):
                yield from texts(inner)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from texts(inner)


def _question(release: Release, chosen: tuple[str, str, str], words: ReleasedWords) -> Question:
    name, group, place = chosen
    measure = next((m for m in release.about["measures"] if m["name"] == name), None)
    if measure is None:
        raise _undeclared(release, name, [m["name"] for m in release.about["measures"]])
    groups = _groups(release, group)
    if place == DISTRICT:
        return Question(measure, groups, DISTRICT, DISTRICT, words.say("packet.district"))
    schools = {s["school_id"]: s["name"] for s in release.about["schools"]}
    if SCHOOL not in release.about["places"] or place not in schools:
        raise _undeclared(release, place, [DISTRICT, "a school's id"])
    return Question(measure, groups, SCHOOL, place, schools[place])


def _groups(release: Release, group: str) -> tuple[str, ...]:
    """Everyone, and the groups of a dimension (`sex`, `sex & race_ethnicity`) or one group."""
    if group in ("", EVERYONE):
        return (EVERYONE,)
    if group in release.groups:
        return (EVERYONE, group)
    for table in release.about["groups"]:
        if table and set(table) == {part.strip() for part in group.split("&")}:
            return (EVERYONE, *groups_of(release, table))
    names = [" & ".join(table) for table in release.about["groups"] if table]
    raise _undeclared(release, group, ["all", *names])


def _undeclared(release: Release, what: str, there: Sequence[str]) -> PacketError:
    return PacketError(
        f"This release does not declare `{what}`.",
        where=str(release.folder),
        did="Nothing was printed.",
        remedy=f"Choose of: {', '.join(there)}.",
    )


def _number(release: Release, asked: Question, group: str, year: str) -> Number | None:
    return release.number(asked.measure["name"], year, asked.place_type, asked.place_id, group)


def _page(number: int, asked: Question, release: Release, words: ReleasedWords) -> Part:
    title, year = words.of_measure(asked.measure, "title"), latest(release)
    sure = _surely(release, asked, words)
    aside = [heading(words.say("released.sure.title")), listed(sure),
             note(words.say("released.sure.how"))] if sure else []  # fmt: skip
    written = [t for t in release.about.get("texts") or [] if t["where"] == asked.measure["name"]]
    spanish = words.language == "es"
    return {
        "kicker": (kicker := f"{title} · {asked.place} · {year}"),
        "about": kicker,
        "title": f"{number}. {words.of_measure(asked.measure, 'asks')}",
        "sentence": _everyone(release, asked, words),
        "blocks": [
            *(paragraph(*((t["text_es"], "es") if spanish and t.get("text_es")
                          else (t["text"], "en"))) for t in written),
            *picture(_chart(release, asked, title, words)), *aside, to_write(words),
        ],
    }  # fmt: skip


def _everyone(release: Release, asked: Question, words: ReleasedWords) -> str:
    number = _number(release, asked, EVERYONE, latest(release))
    if number is None or number.hidden:
        return words.say("released.everyone_hidden")
    told = words.say(
        "released.everyone_sentence",
        rate=in_words(number.rate, words.language),
        n=f"{int(number.n):,}",
        says=words.of_measure(asked.measure, "says"),
    )
    return told[:1].upper() + told[1:]


def _surely(release: Release, asked: Question, words: ReleasedWords) -> list[str]:
    """What shown numbers say for sure beside everyone's, of the groups that may be compared."""
    year, told = latest(release), []
    everyone = _number(release, asked, EVERYONE, year)
    for group in asked.groups[1:]:
        values, number = group_values(group), _number(release, asked, group, year)
        if len(values) > 1 or "Not reported" in values.values() or not number or not everyone:
            continue
        points = surely_apart(number.rate, everyone.rate)
        if points and words.profile.may_compare(values):
            many = abs(points)
            name = "released.sure.above" if points > 0 else "released.sure.below"
            told.append(words.say(
                name, group=words.plain(words.group(group)),
                rate=in_words(number.rate, words.language),
                points=words.say("released.point" if many == 1 else "released.points", points=many),
            ))  # fmt: skip
    return told


def _chart(release: Release, asked: Question, title: str, words: ReleasedWords) -> Chart:
    years = release.about["school_years"]

    def row(group: str) -> Group:
        numbers = (_number(release, asked, group, year) for year in years)
        return Group(words.label(group), tuple(shown(x, HIDDEN_MARK) for x in numbers))

    dimensions = dict.fromkeys(d for group in asked.groups for d in group_values(group))
    named = words.plain(" · ".join(words.dimension(d) for d in dimensions))
    blocks = [Bands("", (row(EVERYONE),)), Bands(named, tuple(map(row, asked.groups[1:])))]
    everyone = _number(release, asked, EVERYONE, years[-1])
    behind = shown(everyone, HIDDEN_MARK) if words.profile.may_compare(dimensions) else None
    chart = bands([b for b in blocks if b.groups], measure=title, years=years, behind=behind,
                  language=words.language)  # fmt: skip
    first, second = chart.how_to_read
    return replace(
        chart,
        how_to_read=(words.plain(first), words.plain(second)),
        cannot_show=words.plain(chart.cannot_show),
        alt=words.plain(chart.alt),
    )


def _last_pages(release: Release, asked: Sequence[Question], words: ReleasedWords) -> list[Part]:
    about, say = release.about, words.say
    most = {"most": about["threshold"] - 1, "width": about["width"], "example": about["width"] + 1}
    why, done = ("small", "none", "subtract", "more"), ("declared", "small", "attack", "width")
    return [
        last(say("released.reading.title"),
             listed([say(f"released.reading.{name}") for name in READING])),
        last(say("packet.definitions"), {"kind": "cards", "items": _cards(about, asked, words)}),
        last(say("missing.title"), *_missing(release, asked, words)),
        last(say("protected.title"), *(paragraph(say(f"protected.why.{name}")) for name in why),
             listed([say(f"protected.done.{name}", **most) for name in done])),
        last(say("check.title"), paragraph(say("packet.check.released", id=about["id"])),
             paragraph(say("packet.only_release")), paragraph(say("protected.check.run")),
             {"kind": "command", "text": "forwhom attack FOLDER"},
             paragraph(say("released.about.ask_text")),
             note(say("check.made", version=about["forwhom"]))),
    ]  # fmt: skip


def _cards(about: Part, asked: Sequence[Question], words: ReleasedWords) -> list[Part]:
    measures = {one.measure["name"]: one.measure for one in asked}
    used = {d for one in asked for group in one.groups for d in group_values(group)}
    return [
        *(card(words.of_measure(m, "title"),
               (words.say("measure.among"), words.plain(m["among_says"] or ""), "en"),
               (words.say("measure.counts"), words.plain(m["counts_says"] or ""), "en"),
               (words.say("measure.why"), words.of_measure(m, "why_it_matters"), words.language),
               (words.say("measure.source"), words.sources(m["source"]), "en"))
          for m in measures.values()),
        *(card(words.plain(words.dimension(d["dimension"])), ("", words.plain(d["when"]), "en"),
               ("", words.sources(d["source"]), "en"))
          for d in about["dimensions"] if d["dimension"] in used),
    ]  # fmt: skip


def _missing(release: Release, asked: Sequence[Question], words: ReleasedWords) -> list[Part]:
    """How many measures there are, and how many numbers of the printed tables are not shown."""
    numbers = [_number(release, one, group, year) for one in asked for group in one.groups
               for year in release.about["school_years"]]  # fmt: skip
    hidden = sum(number is None or number.hidden for number in numbers)
    declared = len(release.about["measures"])
    return [
        paragraph(words.say("packet.missing_released", measures=declared)),
        paragraph(words.say("packet.missing_hidden", hidden=hidden, all=len(numbers))),
        paragraph(words.say("missing.lead")),
    ]
