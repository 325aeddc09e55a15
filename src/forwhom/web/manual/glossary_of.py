"""The glossary, as GLOSSARY.md has it: our words in both languages, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FILE = "GLOSSARY.md"


@dataclass(frozen=True)
class Word:
    """One word in both languages, with what it means."""

    english: str
    spanish: str
    meaning: str
    significado: str


@dataclass
class Part:
    """The words of one heading."""

    title: str
    titulo: str
    words: list[Word] = field(default_factory=list)


@cache
def glossary() -> list[Part]:
    """The parts of the glossary with their words, in its order."""
    parts: list[Part] = []
    head: list[str] = []
    for line in _file().read_text("utf-8").splitlines():
        if line.startswith("## "):
            english, _, spanish = line[3:].partition(" · ")
            parts.append(Part(english.strip(), spanish.strip()))
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            head = []
        elif not head:
            head = cells
        elif parts and set("".join(cells)) - set(":- "):
            row = dict(zip(head, cells, strict=True))
            parts[-1].words.append(
                Word(row["English"], row["Spanish"], row["Meaning"], row["Significado"])
            )
    return [part for part in parts if part.words]


def _file() -> Path:
    """Beside this file where Forwhom is installed; at the top of a checkout otherwise."""
    beside = Path(__file__).with_name(FILE)
    return beside if beside.is_file() else Path(__file__).parents[4] / FILE
