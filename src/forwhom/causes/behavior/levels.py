"""Consequences in order: what counts as more severe than what, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass

from forwhom.results.explanation import Texts

DAYS = 0  # stands for the days of suspension in place of a level


@dataclass(frozen=True)
class Level:
    """A step of severity: the kinds of consequences on it, and words for it or anything above.

    `name` heads a row; `outcome` stands in a sentence: "a suspension was 5 points more likely".
    """

    kinds: tuple[str, ...]
    name: Texts
    outcome: Texts


SUSPENSIONS = ("in_school_suspension", "out_of_school_suspension")

# From the mildest up; every other kind, and no consequence at all, stands below the first.
LEVELS = (
    Level(
        ("in_school_suspension",),
        {"en": "Suspended in school, or more", "es": "Suspensión en la escuela, o más"},
        {"en": "a suspension", "es": "una suspensión"},
    ),
    Level(
        ("out_of_school_suspension",),
        {"en": "Suspended out of school, or more", "es": "Suspensión fuera de la escuela, o más"},
        {"en": "being sent home", "es": "ser enviado a casa"},
    ),
    Level(
        ("expulsion", "law_enforcement"),
        {
            "en": "Expelled, or referred to law enforcement",
            "es": "Expulsión, o reporte a la policía",
        },
        {"en": "expulsion or the police", "es": "la expulsión o la policía"},
    ),
)
DAYS_NAME: Texts = {"en": "Days of suspension", "es": "Días de suspensión"}

# Which level a measure speaks of, from 1; DAYS where it counts days.
MAIN = {
    "suspended": 1,
    "suspended_in_school": 1,
    "suspended_more_than_once": 1,
    "suspended_out_of_school": 2,
    "removed_more_than_10_days": 2,
    "expelled": 3,
    "referred_to_law_enforcement": 3,
    "days_suspended_per_100_students": DAYS,
}
