"""The grade in which a child was last enrolled."""

from __future__ import annotations

from forwhom.groups.group import NOT_REPORTED, Group, Value

SPANISH_ORDINALS = (
    "primer segundo tercer cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo"
).split()


def _numbered(number: int, ordinal: str) -> Value:
    return Value(
        title=f"Grade {number}",
        title_es=f"{ordinal.capitalize()} grado",
        after=f"in grade {number}",
        after_es=f"de {ordinal} grado",
    )


group = Group(
    title="Grade",
    title_es="Grado",
    about="grade",
    when="last_enrolled",
    when_says="The grade of the last enrollment in the school year.",
    source="The district's enrollment record",
    values={
        "PK": Value(
            title="Preschool",
            title_es="Preescolar",
            after="in preschool",
            after_es="de preescolar",
        ),
        "TK": Value(
            title="Transitional kindergarten",
            title_es="Kínder de transición",
            after="in transitional kindergarten",
            after_es="de kínder de transición",
        ),
        "KG": Value(
            title="Kindergarten", title_es="Kínder", after="in kindergarten", after_es="de kínder"
        ),
        **{str(n): _numbered(n, word) for n, word in enumerate(SPANISH_ORDINALS, start=1)},
        "UG": Value(
            title="Ungraded classes",
            title_es="Clases sin grado",
            after="in ungraded classes",
            after_es="de clases sin grado",
        ),
        "AE": Value(
            title="Adult education",
            title_es="Educación para adultos",
            after="in adult education",
            after_es="de educación para adultos",
        ),
        NOT_REPORTED: Value(
            title="Grade not reported",
            title_es="Sin grado en los registros",
            after="with no grade reported",
            after_es="sin grado en los registros",
        ),
    },
)
