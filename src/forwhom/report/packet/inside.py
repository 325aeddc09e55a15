"""A packet for inside: chosen findings of an audit, with their exact numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from forwhom.charts.numbers import whole
from forwhom.errors import PacketError
from forwhom.findings.trend import trend
from forwhom.report import unfinished_year
from forwhom.report.one import said
from forwhom.report.packet.frame import first_page, printed_on, to_write
from forwhom.report.packet.typeset import card, last, listed, note, paragraph, picture
from forwhom.report.pictures import estimate, gap_chart, of_years
from forwhom.report.words import Words
from forwhom.results import AuditFolder, Finding
from forwhom.results.names import group_values
from forwhom.words.numbers import Language

Part = dict[str, Any]
LEAST_LETTERS = 4  # of the beginning of an id


def contents(
    audit: AuditFolder,
    ids: Sequence[str],
    language: Language,
    title: str | None,
    told: str | None,
    prepared_for: str | None,
    day: date | None,
) -> Part:
    """Everything that the template needs. Raises PacketError where there is no such finding."""
    words, about = Words.of(audit, language), audit.about
    findings = [_finding(audit, one) for one in ids]
    name, year, code = about["district"]["name"], about["latest_year"], fingerprint(audit)
    page = first_page(about, year, len(findings), words, day)
    asked = [[words.say("packet.prepared_for"), prepared_for]] if prepared_for else []
    made = [[words.say("packet.audit"), f"{audit.folder.resolve().name} · {code}"]]
    unfinished = unfinished_year(about["as_of"], words)
    footer = words.say("packet.footer.inside", mark=words.say("inside.mark"), district=name,
                       year=year, id=code)  # fmt: skip
    return {
        **page,
        "title": title or words.say("packet.title", district=name),
        "world": words.say("packet.inside.for"),
        "footer": " · ".join(filter(None, [footer, unfinished["mark"]])),
        "front": [paragraph(text) for text in (told, words.say("inside.text"), unfinished["text"])
                  if text],
        "facts": asked + page["facts"] + made + printed_on(day, words),
        "pages": [_page(n, f, audit, words) for n, f in enumerate(findings, 1)],
        "last": _last_pages(audit, findings, code, words),
    }  # fmt: skip


def fingerprint(audit: AuditFolder) -> str:
    """Twelve letters that name an audit wherever its folder lies: of its audit.json."""
    return hashlib.sha256((audit.folder / "audit.json").read_bytes()).hexdigest()[:12]


def _finding(audit: AuditFolder, which: str) -> Finding:
    """By its number from 1, its id, or the beginning of its id. Raises PacketError."""
    if which.isdecimal() and 1 <= int(which) <= len(audit.findings):
        return audit.findings[int(which) - 1]
    found = [f for f in audit.findings if f.id.startswith(which)]
    if len(found) == 1 and len(which) >= LEAST_LETTERS:
        return found[0]
    raise PacketError(
        f"This audit has no finding `{which}`.",
        where=str(audit.folder),
        did="Nothing was printed.",
        remedy=f"Give a number from 1 to {len(audit.findings)}, or an id from findings.json.",
    )


def _page(number: int, finding: Finding, audit: AuditFolder, words: Words) -> Part:
    measure = _measure(audit, finding)
    told = said(finding, audit, words)
    lines = [told["sure"], told["parity"], *told["how"]]
    more = trend(of_years(audit, finding), measure, words.language)
    marks = [told["title"], _place(finding, audit, words), finding.school_year, told["mark"],
             words.say("packet.finding", id=finding.id)]  # fmt: skip
    return {
        "about": " · ".join([words.group(finding.group), *marks[:2]]),
        "kicker": " · ".join(filter(None, marks)),
        "title": f"{number}. {words.of_measure(measure, 'asks')}",
        "sentence": told["sentence"],
        "blocks": [*_picture(finding, audit, words), listed([x for x in (*lines, *more) if x]),
                   to_write(words)],
    }  # fmt: skip


def _picture(finding: Finding, audit: AuditFolder, words: Words) -> list[Part]:
    """The gap, where both sides can be drawn; else a sentence that says that it cannot."""
    rows = audit.rows(
        finding.measure, finding.school_year, finding.place_type, finding.place_id,
        compared_with=finding.compared_with, group=finding.group,
    )  # fmt: skip
    if not rows or not estimate(rows[0], "").shown:
        return [note(words.say("packet.no_picture"))]
    return picture(gap_chart(rows[0], _measure(audit, finding), words))


def _measure(audit: AuditFolder, finding: Finding) -> Part:
    return next(m for m in audit.about["measures"] if m["name"] == finding.measure)


def _place(finding: Finding, audit: AuditFolder, words: Words) -> str:
    if finding.place_type == "grade_band":
        first, end = finding.place_id.split("-")
        return words.say("packet.grades", first=first, last=end)
    names = {s["school_id"]: s["name"] for s in audit.about["schools"]}
    if finding.place_type == "school":
        return str(names.get(finding.place_id, finding.place_id))
    return words.say("packet.district")


def _last_pages(
    audit: AuditFolder, findings: Sequence[Finding], code: str, words: Words
) -> list[Part]:
    about, first = audit.about, findings[0].id[:8]
    return [
        last(words.say("packet.definitions"),
             {"kind": "cards", "items": _cards(audit, findings, words)},
             note(words.say("definitions.methods"))),
        last(words.say("cannot_tell.title"),
             listed([words.say(f"cannot_tell.{name}") for name in ("why", "chance", "asked")])),
        last(words.say("missing.title"), *_missing(audit, words)),
        last(words.say("small.title"), paragraph(words.say("small.text")),
             paragraph(words.say("small.groups"))),
        last(words.say("check.title"), paragraph(words.say("check.text")),
             paragraph(words.say("packet.check.inside", id=code, files=len(about["inputs"]))),
             paragraph(words.say("packet.check.again")),
             {"kind": "command", "text": f"forwhom explain {audit.folder.resolve().name} {first}"},
             note(words.say("check.made", version=about["forwhom"]))),
    ]  # fmt: skip


def _cards(audit: AuditFolder, findings: Sequence[Finding], words: Words) -> list[Part]:
    """A card for each measure, and for each dimension that a finding's group is of."""
    measures = {f.measure: _measure(audit, f) for f in findings}
    dimensions = dict.fromkeys(d for f in findings for d in group_values(f.group))
    return [
        *(_card(measure, words) for measure in measures.values()),
        *(card(words.dimension(d), ("", words.groups[d]["when"], "en"),
               ("", words.groups[d]["source"], "en")) for d in dimensions),
    ]  # fmt: skip


def _card(measure: Part, words: Words) -> Part:
    return card(
        words.of_measure(measure, "title"),
        (words.say("measure.among"), measure.get("among_says") or measure.get("among", ""), "en"),
        (
            words.say("measure.counts"),
            measure.get("counts_says") or measure.get("counts", ""),
            "en",
        ),
        (words.say("measure.why"), words.of_measure(measure, "why_it_matters"), words.language),
        (words.say("measure.source"), measure["source"], "en"),
    )


def _missing(audit: AuditFolder, words: Words) -> list[Part]:
    about = audit.about
    titles = [words.of_measure(m, "title") for m in about["measures"] if m["status"] != "ok"]
    groups = [words.dimension(g["dimension"]) for g in about["groups"] if g["status"] != "ok"]
    rows = sum(record["rows_in"] for record in about["records"])
    refused = sum(record["refused"] for record in about["records"])
    tables = ", ".join(about["missing_tables"])
    lacking = words.say("packet.missing_measures", n=len(titles))
    told = [
        words.say("missing.lead"),
        f"{lacking} {'; '.join(titles)}." if titles else words.say("missing.none"),
        words.say("missing.groups", groups=", ".join(groups)) if groups else "",
        words.say("missing.tables", tables=tables) if tables else "",
        words.say("packet.refused", rows=whole(rows), refused=whole(refused)),
    ]  # fmt: skip
    notes = about["notes" if words.language == "en" else "notes_es"]
    return [paragraph(text) for text in (*told, *notes) if text]
