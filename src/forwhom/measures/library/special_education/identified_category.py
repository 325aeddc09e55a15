"""Which students are served under each category of disability? One measure a category."""

from __future__ import annotations

from forwhom.data.expressions import Expression, col
from forwhom.measures.measure import Measure, Spanish

# The category as it is recorded, and how it is said after "served for" and "servicios por".
CATEGORIES = {
    "Autism": ("autism", "autismo"),
    "Deaf-blindness": ("deaf-blindness", "sordoceguera"),
    "Deafness": ("deafness", "sordera"),
    "Emotional disturbance": ("emotional disturbance", "trastorno emocional"),
    "Hearing impairment": ("a hearing impairment", "un impedimento auditivo"),
    "Intellectual disability": ("an intellectual disability", "una discapacidad intelectual"),
    "Multiple disabilities": ("multiple disabilities", "discapacidades múltiples"),
    "Orthopedic impairment": ("an orthopedic impairment", "un impedimento ortopédico"),
    "Other health impairment": ("another health impairment", "otro impedimento de salud"),
    "Specific learning disability": (
        "a specific learning disability",
        "una dificultad específica de aprendizaje",
    ),
    "Speech or language impairment": (
        "a speech or language impairment",
        "un impedimento del habla o del lenguaje",
    ),
    "Traumatic brain injury": ("a traumatic brain injury", "una lesión cerebral traumática"),
    "Visual impairment": ("a visual impairment", "un impedimento visual"),
    "Developmental delay": ("a developmental delay", "un retraso en el desarrollo"),
}
IN_300_647 = (  # the six of the federal calculation; each with the measure of all disabilities
    "Autism",
    "Emotional disturbance",
    "Intellectual disability",
    "Other health impairment",
    "Specific learning disability",
    "Speech or language impairment",
)
WHY = (
    "Children of one group may be found under this category more often, or less, than others "
    "with the same needs. The category decides what help and which room a child gets."
)
WHY_ES = (
    "A los estudiantes de un grupo se les puede asignar esta categoría más, o menos, que a otros "
    "con las mismas necesidades. La categoría decide qué ayuda reciben y en qué salón."
)
DELAY = "Developmental delay"


def _identified(category: str) -> Measure:
    said, said_es = CATEGORIES[category]
    return Measure(
        name=f"identified_{_file_name(category)}",
        title=f"Served for {said}",
        asks=f"Which students are served for {said}?",
        says=f"are served for {said}",
        among=col("enrolled"),
        counts=_counted(category),
        better="neither",
        why_it_matters=WHY,
        source=_source(category),
        frames=("skrla12:5",),
        not_by=("disability", "disability_category", "section_504"),
        pairs_by=("race_ethnicity", "sex", "english_learner", "economically_disadvantaged"),
        family="identified_disability",
        spanish=Spanish(
            title=f"Servicios por {said_es}",
            asks=f"¿Qué estudiantes reciben servicios por {said_es}?",
            says=f"reciben servicios por {said_es}",
            why_it_matters=WHY_ES,
        ),
        examples=_examples(category),
    )


def _file_name(category: str) -> str:
    return category.lower().replace(" ", "_").replace("-", "_")


def _counted(category: str) -> Expression:
    if category == DELAY:
        return col("developmental_delay") >= 1
    return col("category_of_disability") == category


def _source(category: str) -> str:
    if category == DELAY:
        return "34 CFR 300.8(b): developmental delay, ages 3 through 9, at the state's choice"
    asked = "; 34 CFR 300.647(b)(3): identification by race and ethnicity, of ages 3 through 21"
    return "34 CFR 300.8(c), the thirteen categories" + asked * (category in IN_300_647)


def _examples(category: str) -> str:
    if category == DELAY:
        return """
        enrolled | developmental_delay | among | counted
        yes      | 1                   | yes   | yes
        yes      | 0                   | yes   | no
        yes      |                     | no    | no
        """
    other = "Deafness" if category == "Autism" else "Autism"
    return f"""
    enrolled | category_of_disability | among | counted
    yes      | {category} | yes | yes
    yes      | {other} | yes | no
    yes      | None | yes | no
    yes      |  | no | no
    no       | {category} | no | no
    """


measures = tuple(_identified(category) for category in CATEGORIES)
