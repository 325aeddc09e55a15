"""The band of grades in which a child was last enrolled, from early grades to high school."""

from __future__ import annotations

from forwhom.groups.group import NOT_REPORTED, Group, Value

GRADES_OF = {
    "TK-2": ("TK", "KG", "1", "2"),
    "3-5": ("3", "4", "5"),
    "6-8": ("6", "7", "8"),
    "9-12": ("9", "10", "11", "12"),
}


def _band(first: str, last: str) -> Value:
    return Value(
        title=f"Grades {first} to {last}",
        title_es=f"Grados {first} a {last}",
        after=f"in grades {first} to {last}",
        after_es=f"de los grados {first} a {last}",
    )


group = Group(
    title="Grade band",
    title_es="Grupo de grados",
    about="grade",
    when="last_enrolled",
    when_says="The grade of the last enrollment in the school year.",
    source="The district's enrollment record",
    values={
        **{band: _band(grades[0], grades[-1]) for band, grades in GRADES_OF.items()},
        NOT_REPORTED: Value(
            title="Grade not reported",
            title_es="Sin grado en los registros",
            after="with no grade reported",
            after_es="sin grado en los registros",
        ),
    },
)
