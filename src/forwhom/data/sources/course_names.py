"""What the name of a course says: subject, level, and whether it is one of those we count."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise

from forwhom.data.sources import course_words as words

FLAGS = ("algebra_1", "college_prep", "arts", "advanced_mathematics", "advanced_science")
ONE, HIGHER = {"1", "i", "one"}, {"2", "3", "4", "ii", "iii", "iv", "two", "three"}


@dataclass
class Reading:
    """What was read from a name: cells of the table, why, and what a person must settle."""

    cells: dict[str, str] = field(default_factory=dict)
    why: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def sure(self) -> bool:
        """Whether something was read and nothing is in doubt."""
        return bool(self.cells) and not self.doubts

    def say(self, column: str, value: bool | str, why: str = "") -> None:
        """Fill a cell, and say why where it is not plain."""
        self.cells[column] = value if isinstance(value, str) else "yes" if value else "no"
        if why and why not in self.why:
            self.why.append(why)

    def doubt(self, question: str) -> None:
        """Leave something to the person who looks the draft over."""
        if question not in self.doubts:
            self.doubts.append(question)


def tokens_of(name: str) -> list[str]:
    """The words of a name in plain small letters, numbers apart: `Álg1 Hon.` is alg, 1, hon."""
    joined = re.sub(r"\b([A-Za-z])\.\s?([A-Za-z])\.", r"\1\2 ", name)  # A.P. is AP
    plain = unicodedata.normalize("NFKD", joined).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z]+|\d+", plain.replace("'", ""))


def read_name(name: str, sced: str = "", department: str = "") -> Reading:
    """Read a course's name, and its SCED code (five digits or more) where there is one.

    The department is asked for the subject where the name does not tell it.
    """
    found, tokens = Reading(), tokens_of(name)
    _subject(found, tokens, sced, department)
    _level(found, tokens, name)
    subject = found.cells.get("subject")
    if subject is None and "level" not in found.cells:
        return found
    _algebra(found, tokens, subject)
    _advanced(found, tokens, subject)
    if subject is not None:
        found.say("arts", subject == "arts")
    _college_prep(found, tokens, name)
    return found


def has(tokens: list[str], *phrase: str) -> bool:
    """Whether the words stand side by side in the name."""
    size = len(phrase)
    return any(tuple(tokens[i : i + size]) == phrase for i in range(len(tokens) - size + 1))


def _subject(found: Reading, tokens: list[str], sced: str, department: str) -> None:
    named = _subjects_named(tokens)
    if not named and (named := _subjects_named(tokens_of(department))):
        found.why.append("the subject is its department's")
    coded = words.SCED_AREAS.get(sced[:2]) if re.match(r"\d{5}", sced) else None
    if coded is not None:
        found.say("subject", coded, f"SCED area {sced[:2]}")
        found.cells["sced_code"] = sced
        letter = re.match(r"\d{5}\s*([A-Z])", sced)
        if letter and letter[1] in words.SCED_LEVELS:
            found.say("level", words.SCED_LEVELS[letter[1]], f"SCED level {letter[1]}")
        if named and coded not in named:
            found.doubt(f"the SCED code says {coded}, the name {' or '.join(named)}")
        return
    if "history" in tokens and "social_science" in named and "arts" not in named:
        named = ["social_science"]
    if named:
        found.say("subject", named[0])
    if len(named) > 1:
        found.doubt(f"the subject: {' or '.join(named)}?")


def _subjects_named(tokens: list[str]) -> list[str]:
    """Subjects by the longest phrases; a word of a longer phrase is not read again."""
    named: list[str] = []
    free = [True] * len(tokens)
    for size in range(words.LONGEST, 0, -1):
        for i in range(len(tokens) - size + 1):
            subject = words.SUBJECTS.get(tuple(tokens[i : i + size]))
            if subject is not None and all(free[i : i + size]):
                free[i : i + size] = [False] * size
                named += [subject] if subject not in named else []
    return named


def _level(found: Reading, tokens: list[str], name: str) -> None:
    level = _college_level(found, tokens, name)
    if level or "level" in found.cells:  # a SCED code may have said it
        found.say("level", level or found.cells["level"])
        return
    if found.doubts and any("AP" in doubt or "IB" in doubt for doubt in found.doubts):
        return
    subject = found.cells.get("subject")
    honors = bool(words.HONORS & set(tokens)) or (
        tokens[-1:] == ["h"] and subject in words.LETTERED
    )
    if words.SUPPORT & set(tokens) and subject in words.CORE:
        found.say("level", "remedial", "a support course")
        if {"with", "w"} & set(tokens):
            found.doubt("the course itself with support, or the support alone?")
    elif honors and not words.NO_LEVEL & set(tokens):
        found.say("level", "honors", "honors in its name")
        if words.ENSEMBLES & set(tokens):
            found.doubt("is an honors ensemble an honors course?")
    elif "accelerated" in tokens:
        found.doubt("is accelerated honors?")
    elif (words.BELOW & set(tokens) and subject in words.CORE) or _is_lab(tokens, subject):
        found.doubt("regular or remedial?")
    elif subject is not None:
        found.say("level", "regular")


def _is_lab(tokens: list[str], subject: str | None) -> bool:
    """A lab of reading or mathematics is often a second class for support."""
    return "lab" in tokens and subject in ("english", "mathematics")


def _college_level(found: Reading, tokens: list[str], name: str) -> str:
    """`ap`, `ib` or `dual` where the name says so; what only looks like it is put in doubt."""
    levels = []
    short = {"apush", "apes", "apcsp", "apcsa"} & set(tokens)
    if "ap" in tokens or short or has(tokens, "advanced", "placement"):
        levels += _unless(found, tokens, "AP", has(tokens, "pre", "ap"))
    if "ib" in tokens or has(tokens, "international", "baccalaureate"):
        half = any(has(tokens, word, "ib") for word in ("algebra", "alg", "math", "mathematics"))
        middle = bool({"myp", "pyp"} & set(tokens)) or has(tokens, "pre", "ib")
        levels += _unless(found, tokens, "IB", half or middle)
    if _is_dual(tokens, name):
        levels.append("dual")
    elif has(tokens, "college") and not has(tokens, "college", "prep"):
        found.doubt("does it give college credit (dual)?")
    if len(levels) > 1:
        found.doubt(f"both {' and '.join(levels)}: which?")
    return levels[0] if levels else ""


def _unless(found: Reading, tokens: list[str], what: str, other: bool) -> list[str]:
    academic = found.cells.get("subject") in (*words.LETTERED, "arts")
    if what == "AP" and not academic and not words.CAPSTONE & set(tokens):
        found.doubt("is it AP, or short for something else, such as apprenticeship?")
        return []
    if other or (words.SUPPORT | {"prep", "skills", "lab"}) & set(tokens):
        found.doubt(f"is it {what}, or only near it?")
        return []
    found.why.append(f"{what} in its name")
    return [what.lower()]


def _is_dual(tokens: list[str], name: str) -> bool:
    """Dual enrollment by its words; DE only at an end of the name, as it is a word in Spanish."""
    pairs = ("dual enrollment", "dual enrolled", "dual credit", "concurrent enrollment",
             "college credit")  # fmt: skip
    if any(has(tokens, *pair.split()) for pair in pairs) or "ccap" in tokens:
        return True
    marked = re.search(r"\(\s*(DE|DC|CCP)\s*\)", name) or re.search(r"\bDE$", name.strip())
    first = re.match(r"DE[\s:-]", name) and not set(tokens) & words.SPANISH
    return bool(marked or first)


def _algebra(found: Reading, tokens: list[str], subject: str | None) -> None:
    if subject != "mathematics":
        found.say("algebra_1", False)
        return
    after = _after(tokens, {"algebra", "alg"})
    numbers = [token for token in tokens if token in ONE | HIGHER or token.isdigit()]
    integrated = bool({"integrated", "integradas", "secondary", "im"} & set(tokens))
    if found.cells.get("sced_code", "").startswith(words.SCED_ALGEBRA_1):
        found.say("algebra_1", True, "SCED 02052 is Algebra I")
    elif found.cells.get("level") == "remedial" or has(tokens, "pre", "algebra"):
        found.say("algebra_1", False)
    elif after & {"ia", "ib"} or _half(tokens):
        found.doubt("half of Algebra I, or all of it?")
    elif after & ONE or (integrated and set(numbers[:1]) & ONE):
        found.say("algebra_1", True, "Algebra I or Integrated Math I")
    elif _after(tokens, {"math", "mathematics", "matematicas"}) & ONE or _ends_in_algebra(tokens):
        found.doubt("is it Algebra I?")
    else:
        found.say("algebra_1", False)


def _ends_in_algebra(tokens: list[str]) -> bool:
    return tokens[-1:] in (["algebra"], ["alg"]) and not has(tokens, "linear", "algebra")


def _half(tokens: list[str]) -> bool:
    """Algebra 1A and 1B, its parts, and Algebra 1-2, which some districts write for two terms."""
    if {"part", "pt"} & set(tokens) and _after(tokens, {"algebra", "alg"}) & ONE:
        return True
    return any(
        has(tokens, word, one, half)
        for word in ("algebra", "alg") for one in ("1", "i") for half in ("a", "b", "2", "ii")
    )  # fmt: skip


def _after(tokens: list[str], marks: set[str]) -> set[str]:
    """The words that stand right behind any of these."""
    return {b for a, b in pairwise(tokens) if a in marks}


def _advanced(found: Reading, tokens: list[str], subject: str | None) -> None:
    level = found.cells.get("level", "")
    college, support = level in words.COLLEGE_LEVEL, level == "remedial"
    for column, own, phrases in (
        ("advanced_mathematics", "mathematics", words.ADVANCED_MATHEMATICS),
        ("advanced_science", "science", words.ADVANCED_SCIENCE),
    ):
        if subject != own:
            found.say(column, False)
            continue
        named = any(has(tokens, *phrase) for phrase in phrases)
        found.say(column, (named or college) and not support)
    if subject == "mathematics" and not college and _is_open(tokens):
        del found.cells["advanced_mathematics"]
        found.doubt("is it beyond Algebra II?")


def _is_open(tokens: list[str]) -> bool:
    """Mathematics whose name does not say whether it lies beyond Algebra II."""
    mixed = _after(tokens, {"algebra", "alg"}) & HIGHER and {"trig", "trigonometry"} & set(tokens)
    plain = {"quantitative", "data", "college", "advanced", "business", "liberal"} & set(tokens)
    known = {"1", "2", "i", "ii", "one", "two"} & set(tokens)
    return bool(mixed or (plain and not known) or _after(tokens, {"math"}) & {"4", "iv"})


def _college_prep(found: Reading, tokens: list[str], name: str) -> None:
    level = found.cells.get("level", "")
    if level in ("ap", "ib"):
        found.say("college_prep", True, f"{level.upper()} counts for college entrance")
    elif level == "remedial":
        found.say("college_prep", False)
    elif "cp" in tokens or has(tokens, "college", "prep") or re.search(r"(\s|\()P\)?$", name):
        found.say("college_prep", True, "college prep in its name")
