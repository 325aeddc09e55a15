"""How the findings of an audit were found, and how sure that makes us."""

from __future__ import annotations

from forwhom.charts.numbers import whole
from forwhom.findings.sentences import not_corrected
from forwhom.report.words import Words
from forwhom.results import AuditFolder, Finding

FOUND = "found"


def how_sure(audit: AuditFolder, words: Words) -> list[str]:
    """In short: how many are found; without a search, that findings are not corrected."""
    told = audit.about.get("search", {"made": False})
    if not told["made"]:
        name = "found.quick" if told.get("quick") else "found.no_search"
        why = [words.say(name)] if "quick" in told else []
        return [*why, not_corrected(words.language)]
    if not told["family"]:
        return [words.say("found.too_few")]
    found = sum(finding.strength == FOUND for finding in audit.findings)
    count = words.say("found.count", found=whole(found), worth=whole(len(audit.findings) - found))
    nothing = [words.say("found.nothing")] if audit.findings and not found else []
    return [count, *nothing, words.say("found.found"), words.say("found.worth")]


def how_found(audit: AuditFolder, words: Words) -> list[str]:
    """What was done to find them, step by step; nothing without a search."""
    told = audit.about.get("search", {"made": False})
    if not told["made"] or not told["family"]:
        return []
    return [
        words.say("found.asked", answers=whole(told["family"])),
        words.say("found.dealt", draws=whole(told["draws"])),
        words.say("found.schools"),
        words.say("found.homes" if told["homes_named"] else "found.no_homes"),
    ]


def strength_mark(finding: Finding, audit: AuditFolder, words: Words) -> str:
    """Whether a finding is found or worth a look; nothing where no search was made."""
    if not audit.about.get("search", {"made": False})["made"]:
        return ""
    return words.say("found.mark" if finding.strength == FOUND else "found.worth_mark")
