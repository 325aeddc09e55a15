"""Lists of things as people say them: "reading, math and science"."""

from __future__ import annotations

from collections.abc import Sequence

from forwhom.words.numbers import Language

# In Spanish "y" becomes "e" before the sound of i, and "o" becomes "u" before the sound of o.
SOUNDS_LIKE_I = ("i", "í", "hi", "hí")
SOUNDS_LIKE_O = ("o", "ó", "ho", "hó", "8")


def joined(things: Sequence[str], language: Language = "en", *, last: str = "and") -> str:
    """Things with commas and a last word: "A, B and C", "A, B o C".

    Args:
        things: What to list, in order; none gives an empty text.
        language: `en` or `es`.
        last: `and` or `or`, whatever the language.

    Raises:
        ValueError: `last` is another word.
    """
    if last not in ("and", "or"):
        raise ValueError("A list ends in `and` or `or`.")
    if len(things) < 2:
        return "".join(things)
    word = last if language == "en" else _spanish(last, things[-1].lower())
    return f"{', '.join(things[:-1])} {word} {things[-1]}"


def _spanish(last: str, thing: str) -> str:
    if last == "or":
        return "u" if thing.startswith(SOUNDS_LIKE_O) else "o"
    glides = thing.startswith(("hie", "hia", "hio", "ia", "ie", "io"))  # "agua y hielo"
    return "e" if thing.startswith(SOUNDS_LIKE_I) and not glides else "y"
