"""What the engine says of a failure, kept as phrases with their blanks and worded for who reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any

from forwhom.web.ui.phrases_of import language, phrases

START = "fault."
PARTS = ("fault.part.", "fault.row.")  # what stands in the blanks of others
ENDS = re.compile(r"(?<=[.?!]) +(?=\S)")
Kept = dict[str, Any]  # {"phrase": …, "blanks": {name: Kept}}, or {"text": …} for no phrase of ours


@dataclass(frozen=True)
class Worded:
    """One sentence for the page; `lang` is empty where it is in the reader's language."""

    text: str
    lang: str = ""


def kept(text: str) -> list[Kept]:
    """What the engine said, sentence by sentence: each as a phrase where the catalogue has it."""
    if not text:
        return []
    whole = _phrase(text, START)
    return [whole] if whole else [_phrase(one, START) or {"text": one} for one in ENDS.split(text)]


def worded(sentences: list[Kept]) -> list[Worded]:
    """The sentences in the reader's language; what the catalogue lacks stays in English."""
    return [
        Worded(_say(one)) if "phrase" in one else Worded(one["text"], _english())
        for one in sentences
    ]


def _say(one: Kept) -> str:
    """A phrase that is no longer in the catalogue is shown by its blanks alone."""
    if "text" in one:
        return str(one["text"])
    blanks = {name: _say(value) for name, value in one["blanks"].items()}
    if one["phrase"] not in phrases():
        return " · ".join(blanks.values())
    return phrases()[one["phrase"]][language()].format(**blanks)


def _english() -> str:
    return "" if language() == "en" else "en"


def _phrase(text: str, *starts: str) -> Kept | None:
    for name, pattern in _patterns():
        found = pattern.fullmatch(text) if name.startswith(starts) else None
        if found:
            told = found.groupdict().items()
            blanks = {blank: _phrase(value, *PARTS) or {"text": value} for blank, value in told}
            return {"phrase": name, "blanks": blanks}
    return None


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Each phrase of failures as the engine says it; those that say most of it themselves first."""
    said = {
        name: texts.get("said", texts["en"])
        for name, texts in phrases().items()
        if name.startswith(START)
    }
    first = sorted(said.items(), key=lambda each: -sum(len(text) for text in _fixed(each[1])))
    return [(name, re.compile(_pattern(text), re.DOTALL)) for name, text in first]


def _fixed(text: str) -> list[str]:
    return [fixed for fixed, *_ in Formatter().parse(text)]


def _pattern(text: str) -> str:
    return "".join(
        re.escape(fixed) + (f"(?P<{blank}>.+?)" if blank else "")
        for fixed, blank, *_ in Formatter().parse(text)
    )
