"""Kinds of decisions: what is a matter of judgment, where, at what hour, and what type of referrer.

Words of the records become one of a few types, so that no person and no room can be read from them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from forwhom.causes.behavior.incidents import UNKNOWN, Incidents
from forwhom.causes.cause import Mask
from forwhom.disparities.pack import Whole
from forwhom.results.explanation import Texts

Types = tuple[tuple[str, str, str], ...]  # a pattern of the records' words, English, Spanish

IN_CLASS = 0  # the first of the places
PLACES: Types = (
    (r"\bclass", "classroom", "salón de clase"),
    (r"\bhall|corridor", "hallway", "pasillo"),
    (r"cafeteria|lunch|dining", "cafeteria", "cafetería"),
    (r"playground|recess|\byard|\bfield", "playground", "patio"),
    (r"restroom|bathroom|toilet|locker", "restroom or locker room", "baños o vestidores"),
    (r"\bbus(es)?\b", "bus", "autobús"),
    (r"\bgym", "gym", "gimnasio"),
    (r"parking", "parking lot", "estacionamiento"),
    (r"off[ -]?(campus|school|site)", "off campus", "fuera del plantel"),
    (r"office", "office", "oficina"),
    (r"library|media cent", "library", "biblioteca"),
    (r"stair", "stairs", "escaleras"),
    (r"", "elsewhere", "otro lugar"),
)
ROLES: Types = (
    (r"substitute", "substitute teacher", "docente suplente"),
    (r"teacher", "teacher", "docente"),
    (r"administrat|principal|\bdean\b", "administrator", "administración"),
    (r"\baide|\bpara|assistant", "aide", "asistente"),
    (r"security|safety|officer|police|\bsro\b", "campus safety", "seguridad"),
    (r"counsel|psycholog|social work", "counselor", "consejería"),
    (r"driver", "bus driver", "conductor de autobús"),
    (r"nurse", "nurse", "enfermería"),
    (r"student|peer", "student", "estudiante"),
    (r"parent|famil|guardian", "family", "familia"),
    (r"\bstaff", "staff", "personal"),
    (r"", "someone else", "otra persona"),
)
HOURS = ((0, 10), (10, 12), (12, 14), (14, 24))
CLOCK = re.compile(r"(\d{1,2}):\d\d(?::\d\d)?\s*([ap])?\.?m?\.?$", re.IGNORECASE)
NOT_TOLD: Texts = {"en": "all else, or not recorded", "es": "lo demás, o sin dato"}


@dataclass(frozen=True)
class Kinds:
    """One way of taking decisions apart: the kind of each incident, and what kinds are called.

    `title` heads the rows, `spoken` begins a sentence. `kind` numbers `names`, whose last one holds
    incidents of which the records say nothing, and kinds that too few children came up in.
    """

    name: str
    title: Texts
    spoken: Texts
    kind: Whole
    names: list[Texts]

    def name_of(self, number: int) -> Texts:
        """A kind with what is asked before it: "Place: bus"."""
        named = self.names[number]
        return {lang: f"{self.title[lang]}: {text}" for lang, text in named.items()}

    def said(self, name: Texts) -> Texts:
        """The row of that name as a sentence begins with it: "One place (bus)"."""
        spoken = {
            lang: self.spoken[lang].format(kind=text.removeprefix(f"{self.title[lang]}: "))
            for lang, text in name.items()
        }
        # A sentence needs the verb that a row's name has no room for.
        return spoken | {"es": spoken["es"].replace("que cuestión", "que es cuestión")}

    @property
    def unknown(self) -> int:
        """The kind of what is not recorded."""
        return len(self.names) - 1


def kinds_of(rows: Incidents) -> list[Kinds]:
    """Every way that the records allow: those of which they say nothing at all are left out."""
    place, places = _typed(rows, "place", PLACES)
    role, roles = _typed(rows, "referrer_role", ROLES)
    judged, known = np.where(rows.judged == 1, 0, 1), rows.judged != UNKNOWN
    in_class = 2 * judged + (place != IN_CLASS)
    found = [
        Kinds(name, *ASKED[name], _numbered(kind, len(names), told), [*names, NOT_TOLD])
        for name, kind, names, told in (
            ("behavior", judged, JUDGED, known),
            ("behavior and place", in_class, JUDGED_IN_CLASS, known & (place != UNKNOWN)),
            ("place", place, places, place != UNKNOWN),
            ("hour", *_hours(rows)),
            ("referrer", role, roles, role != UNKNOWN),
        )
    ]
    return [one for one in found if np.any(one.kind != one.unknown)]


THAT_IS: Texts = {"en": "Behavior that is {kind}", "es": "La conducta que {kind}"}
ASKED: dict[str, tuple[Texts, Texts]] = {
    "behavior": ({"en": "Behavior", "es": "Conducta"}, THAT_IS),
    "behavior and place": ({"en": "Behavior and place", "es": "Conducta y lugar"}, THAT_IS),
    "place": (
        {"en": "Place", "es": "Lugar"},
        {"en": "One place ({kind})", "es": "Un lugar ({kind})"},
    ),
    "hour": (
        {"en": "Hour", "es": "Hora"},
        {"en": "One time of day ({kind})", "es": "Una hora del día ({kind})"},
    ),
    "referrer": (
        {"en": "Referred by", "es": "Reportado por"},
        {"en": "One type of referrer ({kind})", "es": "Un tipo de persona que reporta ({kind})"},
    ),
}
JUDGED: list[Texts] = [
    {"en": "a matter of judgment", "es": "cuestión de criterio"},
    {"en": "not a matter of judgment", "es": "no es cuestión de criterio"},
]
JUDGED_IN_CLASS: list[Texts] = [
    {"en": "a matter of judgment in class", "es": "cuestión de criterio en clase"},
    {"en": "a matter of judgment elsewhere", "es": "cuestión de criterio en otro lugar"},
    {"en": "not a matter of judgment in class", "es": "no es cuestión de criterio en clase"},
    {"en": "not a matter of judgment elsewhere",
     "es": "no es cuestión de criterio en otro lugar"},
]  # fmt: skip


def _numbered(kind: Whole, unknown: int, known: Mask) -> Whole:
    return np.where(known, kind, unknown).astype(np.int64)


def _typed(rows: Incidents, column: str, types: Types) -> tuple[Whole, list[Texts]]:
    """The type of each row's word, UNKNOWN where there is none."""
    found = [_type(word, types) for word in rows.values[column]]
    kind = np.array([*found, UNKNOWN], np.int64)[rows.codes[column]]
    return kind, [{"en": english, "es": spanish} for _, english, spanish in types]


def place_in_spanish(word: str) -> str | None:
    """A place of the records in Spanish; None where it is none of the known types."""
    number = _type(word, PLACES)
    return PLACES[number][2] if number < len(PLACES) - 1 else None


def _type(word: str, types: Types) -> int:
    plain = word.lower().replace("_", " ")
    return next(number for number, (said, _, _) in enumerate(types) if re.search(said, plain))


def _hours(rows: Incidents) -> tuple[Whole, list[Texts], Mask]:
    bands = [_band(word) for word in rows.values["time"]]
    kind = np.array([*bands, UNKNOWN], np.int64)[rows.codes["time"]]
    names: list[Texts] = [
        {"en": "before 10", "es": "antes de las 10"},
        {"en": "10 to 12", "es": "de 10 a 12"},
        {"en": "12 to 2", "es": "de 12 a 2"},
        {"en": "2 or later", "es": "desde las 2"},
    ]
    return kind, names, kind != UNKNOWN


def _band(word: str) -> int:
    found = CLOCK.match(word.strip())
    if found is None:
        return UNKNOWN
    hour, half = int(found[1]), (found[2] or "").lower()
    hour = hour % 12 + 12 * (half == "p") if half else hour
    return next((at for at, (low, high) in enumerate(HOURS) if low <= hour < high), UNKNOWN)
