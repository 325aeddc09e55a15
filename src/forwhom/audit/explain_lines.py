"""What is said of one finding on the screen, in the audit's language."""

from __future__ import annotations

import textwrap
from typing import Any

from forwhom.audit.compared_lines import compared_lines
from forwhom.audit.explain import Explained
from forwhom.audit.screen import WIDTH
from forwhom.results.explanation import SILENT, Explanation, Part

MOST = 10  # rows of one explanation on a screen

WORDS = {
    "en": {
        "who": "Students of this group: {number}",
        "measured": "measured",
        "grants": "Takes for granted: {text}",
        "silent": "Cannot be said. {text}",
        "whole": "The whole gap",
        "others": "{number} more rows stand in --json.",
        "unsure": "{number} more rows, none of them sure, stand in --json.",
        "more": "All of it, place by place: --json",
    },
    "es": {
        "who": "Estudiantes de este grupo: {number}",
        "measured": "medido",
        "grants": "Da por hecho: {text}",
        "silent": "No se puede decir. {text}",
        "whole": "Toda la brecha",
        "others": "Otras {number} filas están en --json.",
        "unsure": "Otras {number} filas, ninguna segura, están en --json.",
        "more": "Todo, lugar por lugar: --json",
    },
}


def explained_as_dict(found: Explained) -> dict[str, Any]:
    """For machines: the finding and its explanations."""
    return {
        "finding": found.finding.as_dict(),
        "explanations": [one.as_dict() for one in found.explanations],
    }


def explain_lines(found: Explained) -> list[str]:
    """The finding's sentence, then each question with its answer, its parts and its limits."""
    language = found.audit.about["language"]
    measure = next(m for m in found.audit.about["measures"] if m["name"] == found.finding.measure)
    factor = 100 if measure["kind"] == "share" else 1
    said = found.finding.sentence_es if language == "es" else found.finding.sentence_en
    lines = [*_wrapped(said), WORDS[language]["who"].format(number=f"{found.finding.children:,}")]
    for one in found.explanations:
        lines += ["", *_one(one, language, factor)]
    return [*lines, "", WORDS[language]["more"]]


def _one(one: Explanation, language: str, factor: float) -> list[str]:
    words = WORDS[language]
    if one.status == SILENT:
        told = words["silent"].format(text=one.needs[language])
        return [*_wrapped(one.question[language]), *_wrapped(told)]
    lines = _wrapped(f"{one.question[language]} [{words['measured']}]")
    lines += [line for text in one.sentences[language] for line in _wrapped(text)]
    rows = [_row(words["whole"], one.gap or 0.0, None, factor)]
    rows += [_row(part.name[language], part.value, part, factor) for part in one.parts]
    wide = max(len(name) for name, *_ in rows)
    for name, size, limits in rows:
        lines.append(f"  {name.ljust(wide)}  {size.rjust(7)}  {limits}".rstrip())
    shown = one.shown(MOST)
    lines += compared_lines(shown, language, factor)
    if left := len(one.rows) - len(shown):
        which = "unsure" if any(row.certain is not None for row in one.rows) else "others"
        lines.append("  " + words[which].format(number=left))
    granted = words["grants"].format(text=one.assumes[language])
    return [*lines, *_wrapped(granted), *_wrapped(one.cannot[language])]


def _row(name: str, size: float, part: Part | None, factor: float) -> tuple[str, str, str]:
    limits = ""
    if part is not None and part.low is not None and part.high is not None:
        limits = f"{part.low * factor:+.1f} … {part.high * factor:+.1f}"
    return name, f"{size * factor:+.1f}", limits


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH)
