"""How the findings of an audit were found, and how sure that makes us."""

from __future__ import annotations

from forwhom.charts.numbers import whole
from forwhom.findings.sentences import not_corrected
from forwhom.report.words import Words
from forwhom.results import AuditFolder, Finding

FOUND = "found"


def how_found(audit: AuditFolder, words: Words) -> list[str]:
    """Sentences in order; where no search was made, that findings are not corrected."""
    told = audit.about.get("search", {"made": False})
    if not told["made"]:
        why = [words.say("found.quick")] if told.get("quick") else []
        return [*why, not_corrected(words.language)]
    found = sum(finding.strength == FOUND for finding in audit.findings)
    lines = [words.say("found.nothing")] if audit.findings and not found else []
    lines += [
        words.say("found.count", found=whole(found), worth=whole(len(audit.findings) - found)),
        words.say("found.asked", answers=whole(told["family"])),
        words.say("found.dealt", draws=whole(told["draws"])),
        words.say("found.schools"),
        words.say("found.homes" if told["homes_named"] else "found.no_homes"),
        words.say("found.found"),
        words.say("found.worth"),
    ]
    return lines


def strength_mark(finding: Finding, audit: AuditFolder, words: Words) -> str:
    """Whether a finding is found or worth a look; nothing where no search was made."""
    if not audit.about.get("search", {"made": False})["made"]:
        return ""
    return words.say("found.mark" if finding.strength == FOUND else "found.worth_mark")
