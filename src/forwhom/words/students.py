"""How to speak of a group of children: person first, in English and Spanish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forwhom.words.numbers import Language

RELATIVE = ("who ", "whose ", "que ", "cuyo ", "cuya ", "cuyos ", "cuyas ")


def students(
    groups: Sequence[Mapping[str, str]], language: Language = "en", *, also: Sequence[str] = ()
) -> str:
    """The noun phrase of a group or of several at once.

    "Black or African American students with disabilities"; "estudiantes negros o afroamericanos
    con discapacidades"; plain "students" where `groups` is empty.

    Args:
        groups: The words of each group: `before` and `after` for English, `after_es` for Spanish.
        language: `en` or `es`.
        also: More to say behind the noun, such as "who took the state reading test".
    """
    if language == "es":
        # What English puts before its noun is an adjective: in Spanish it stands closest to it.
        close = sorted(groups, key=lambda words: not words.get("before"))
        return " ".join(["estudiantes", *_behind([w["after_es"] for w in close], also, "y")])
    before = [words["before"] for words in groups if words.get("before")]
    behind = _behind([words.get("after", "") for words in groups], also, "and")
    return " ".join([*before, "students", *behind])


def _behind(phrases: Sequence[str], also: Sequence[str], word: str) -> list[str]:
    """Short phrases first, clauses last, so that nothing seems to belong to the wrong noun."""
    said = [phrase for phrase in (*phrases, *also) if phrase]
    clauses = [phrase for phrase in said if phrase.startswith(RELATIVE)]
    short = [phrase for phrase in said if phrase not in clauses]
    return [*short, f" {word} ".join(clauses)] if clauses else short
