"""What the values of an export commonly mean: words for sex, race, level, subject and status."""

from __future__ import annotations

import re

from forwhom.data.table import GRADES

Words = dict[str, tuple[str, ...]]  # an agreed word, and what districts write for it

SEX: Words = {
    "F": ("f", "female", "girl", "woman"),
    "M": ("m", "male", "boy", "man"),
    "X": ("x", "nonbinary", "nb", "non binary", "nonbinary x", "n"),
}
YES_NO: Words = {
    "yes": ("y", "yes", "1", "true", "t"),
    "no": ("n", "no", "0", "false", "f"),
}
RACE: Words = {
    "american_indian": (
        *("american indian", "american indian or alaska native", "native american", "ai an"),
        *("american indian alaska native", "alaska native", "aian", "am indian", "indigenous"),
        *("american indian alaskan native", "american indian or alaskan native", "i"),
    ),
    "asian": ("asian", "asian american", "a", "as"),
    "black": (
        *("black", "african american", "black or african american", "black african american"),
        *("black not hispanic", "african american black", "b", "bl"),
    ),
    "filipino": ("filipino", "filipino american"),
    "pacific_islander": (
        *("pacific islander", "native hawaiian", "native hawaiian or other pacific islander"),
        *("hawaiian", "native hawaiian pacific islander", "nhpi", "p", "pi"),
        *("native hawaiian or pacific islander", "native hawaiian other pacific islander"),
        *("hawaiian pacific islander",),
    ),
    "white": ("white", "caucasian", "white not hispanic", "w", "wh"),
}
HISPANIC = {"hispanic", "latino", "hispanic or latino", "hispanic latino", "latinx", "h", "latina"}
SEVERAL = {"two or more", "two or more races", "multiracial", "multi racial", "multiple", "m", "t"}
UNKNOWN = {
    *("unknown", "tbd", "to be determined", "not reported", "declined", "not specified"),
    *("missing", "na", "n a"),
}
SUBJECT: Words = {
    "reading": (
        *("reading", "ela", "english language arts", "language arts", "english", "rla", "read"),
        *("reading language arts", "literacy"),
    ),
    "mathematics": ("mathematics", "math", "maths", "mth"),
    "science": ("science", "sci"),
}
SCHOOL_LEVEL: Words = {
    "elementary": ("elementary", "e", "elem", "es", "primary", "elementary school"),
    "middle": ("middle", "m", "ms", "middle school", "junior high", "jh"),
    "high": ("high", "h", "hs", "high school", "senior high", "secondary"),
    "k8": ("k8", "k 8", "elementary middle"),
    "k12": ("k12", "k 12"),
    "other": ("other", "combined"),
}
ENGLISH_LEARNER: Words = {
    "Current": (
        *("y", "yes", "1", "true", "el", "ell", "lep", "english learner", "current", "active"),
        *("english language learner", "limited english proficient", "ltd"),
    ),
    "Long-term": ("ltel", "long term", "long term english learner", "long term el"),
    "Reclassified": (
        *("rfep", "reclassified", "exited", "former", "redesignated", "monitored", "fel"),
        *("reclassified fluent english proficient", "former english learner", "monitor"),
    ),
    "Never": (
        *("n", "no", "0", "false", "eo", "ifep", "never", "english only", "not el", "non el"),
        *("initial fluent english proficient", "never el", "not ell", "not lep"),
    ),
}
LUNCH: Words = {  # F is free here, not false
    "Yes": (
        *("y", "yes", "1", "true", "f", "r", "free", "reduced", "free lunch", "reduced lunch"),
        *("reduced price", "direct certification", "dc", "economically disadvantaged", "frl"),
        *("free reduced", "eligible"),
    ),
    "No": (
        *("n", "no", "0", "false", "p", "paid", "full", "full price", "d", "denied"),
        *("not eligible", "none"),
    ),
}
FLAG: Words = {"Yes": YES_NO["yes"], "No": YES_NO["no"]}
LANGUAGE: Words = {
    "en": ("english", "eng", "en", "00"),
    "es": ("spanish", "spa", "es", "01"),
    "hmn": ("hmong", "hmn"),
    "vi": ("vietnamese", "vie", "vi"),
    "zh": ("chinese", "mandarin", "cantonese", "zho", "zh", "chi"),
    "ar": ("arabic", "ara", "ar"),
    "tl": ("tagalog", "filipino", "pilipino", "tgl", "tl"),
    "pa": ("punjabi", "panjabi", "pan", "pa"),
    "ko": ("korean", "kor", "ko"),
    "ru": ("russian", "rus", "ru"),
    "so": ("somali", "som", "so"),
    "ht": ("haitian creole", "haitian", "hat", "ht"),
    "pt": ("portuguese", "por", "pt"),
    "hy": ("armenian", "hye", "arm", "hy"),
    "fa": ("farsi", "persian", "fas", "fa"),
    "km": ("khmer", "cambodian", "khm", "km"),
    "fr": ("french", "fra", "fre", "fr"),
}
MET = {
    *("proficient", "advanced", "distinguished", "exceeds", "exceeded", "met", "meets", "mastery"),
    *("standard met", "standard exceeded", "met expectations", "exceeded expectations", "mastered"),
    *("meets standard", "exceeds standard", "meets expectations", "exceeds expectations", "expert"),
    *("accomplished", "above proficient", "on grade level", "meets grade level", "masters"),
    *("masters grade level", "at standard", "above standard", "exceptional", "highly proficient"),
}
NOT_MET = {
    *("basic", "below basic", "far below basic", "partially proficient", "unsatisfactory"),
    *("approaching", "nearly met", "standard nearly met", "standard not met", "not met", "novice"),
    *("apprentice", "minimal", "limited", "developing", "beginning", "below", "below standard"),
    *("did not meet", "did not yet meet expectations", "partially met expectations", "emerging"),
    *("approached expectations", "approaching expectations", "inadequate", "below proficient"),
    *("approaches", "approaches grade level", "did not meet grade level", "partially met"),
    *(
        "does not meet",
        "minimally proficient",
        "nearing standard",
        "well below",
        "needs improvement",
    ),
}
NO_SCORE = {
    *("no score", "not tested", "nt", "absent", "did not test", "ns", "not assessed", "exempt"),
    *("no valid score", "refused", "invalidated", "dnt", "parent refusal", "not scored"),
}


def plain(value: str) -> str:
    """A value in small letters without signs; what stands before a colon left out."""
    value = value.rsplit(":", 1)[-1]
    return " ".join(re.sub(r"[^a-z0-9]+", " ", value.lower()).split())


def recode(values: list[str], words: Words) -> dict[str, str]:
    """The values whose meaning is known, each with its agreed word."""
    meant = {known: word for word, names in words.items() for known in names}
    found = {value: meant.get(plain(value)) for value in values}
    return {value: word for value, word in found.items() if word is not None}


def is_grade(value: str) -> bool:
    """Whether a value names a grade, from prekindergarten on."""
    text = re.sub(r"^(grade|gr\.?|g)\s*|\s*grade$|(?<=\d)(st|nd|rd|th)$", "", value.lower()).strip()
    known = {grade.lower() for grade in GRADES}
    early = {
        "k",
        "kg",
        "kn",
        "kdg",
        "kindergarten",
        "pk",
        "p",
        "pre-k",
        "prek",
        "ps",
        "pre k",
        "preschool",
        "ad",
        "adult",
        "adult education",
        "ungraded",
        "0",
        "00",
        "-1",
    }
    return text.lstrip("0") in known or text in early


def is_school_year(value: str) -> bool:
    """Whether a value names a school year: 2025, 2024-25, 2024_2025, 24-25."""
    long = re.fullmatch(r"((?:19|20)\d\d)(?:\D{0,3}((?:19|20)\d\d)|\D{1,3}(\d\d))?", value)
    if long:
        first, last, short = int(long[1]), long[2], long[3]
        return (last is None or int(last) == first + 1) and (
            short is None or int(short) == (first + 1) % 100
        )
    brief = re.fullmatch(r"(\d\d)\D{1,3}(\d\d)", value)
    return bool(brief) and int(brief[2]) == (int(brief[1]) + 1) % 100 if brief else False
