"""The fourteen categories of 34 CFR 300.647(b)(3) and (4), and the seven groups of (b)(2)."""

from __future__ import annotations

from typing import NamedTuple


class Category(NamedTuple):
    """One category: its name in counts, its words, and the ages and children it asks of."""

    name: str
    title: str
    title_es: str
    youngest: int
    of_disability: bool


IDENTIFIED = (
    Category("identified_disability", "any disability", "cualquier discapacidad", 3, False),
    Category(
        "identified_intellectual_disability", "an intellectual disability",
        "una discapacidad intelectual", 3, False,
    ),
    Category(
        "identified_specific_learning_disability", "a specific learning disability",
        "una dificultad específica de aprendizaje", 3, False,
    ),
    Category(
        "identified_emotional_disturbance", "emotional disturbance", "trastorno emocional", 3,
        False,
    ),
    Category(
        "identified_speech_or_language_impairment", "a speech or language impairment",
        "un impedimento del habla o del lenguaje", 3, False,
    ),
    Category(
        "identified_other_health_impairment", "another health impairment",
        "otro impedimento de salud", 3, False,
    ),
    Category("identified_autism", "autism", "autismo", 3, False),
)  # fmt: skip
PLACED = (
    Category(
        "placed_under_40_percent", "inside regular class less than 40 percent of the day",
        "en clase regular menos del 40 por ciento del día", 6, True,
    ),
    Category(
        "placed_separate", "in separate schools and residential facilities",
        "en escuelas separadas y residenciales", 6, True,
    ),
)  # fmt: skip
REMOVED = (
    Category(
        "out_of_school_10_days_or_fewer", "out-of-school removals of 10 days or fewer",
        "expulsados temporalmente 10 días o menos", 3, True,
    ),
    Category(
        "out_of_school_more_than_10_days", "out-of-school removals of more than 10 days",
        "expulsados temporalmente más de 10 días", 3, True,
    ),
    Category(
        "in_school_10_days_or_fewer", "in-school suspensions of 10 days or fewer",
        "suspendidos en la escuela 10 días o menos", 3, True,
    ),
    Category(
        "in_school_more_than_10_days", "in-school suspensions of more than 10 days",
        "suspendidos en la escuela más de 10 días", 3, True,
    ),
    Category("removals_in_total", "disciplinary removals in total", "remociones en total", 3, True),
)  # fmt: skip
CATEGORIES = (*IDENTIFIED, *PLACED, *REMOVED)
BY_NAME = {category.name: category for category in CATEGORIES}
OLDEST = 21
DIMENSION = "race_ethnicity"
GROUPS = (
    "Hispanic or Latino", "American Indian or Alaska Native", "Asian",
    "Black or African American", "Native Hawaiian or Other Pacific Islander", "White",
    "Two or more races",
)  # fmt: skip
