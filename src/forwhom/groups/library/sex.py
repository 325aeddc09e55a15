"""Sex as the district's records give it."""

from __future__ import annotations

from forwhom.data.expressions import col, when
from forwhom.groups.group import NOT_REPORTED, Group, Value

# "Female students" and not "girls": some students are eighteen and older.
group = Group(
    title="Sex",
    title_es="Sexo",
    about="sex",
    when="as_last_reported",
    when_says="As last reported.",
    source=(
        "U.S. Department of Education, Civil Rights Data Collection, which counts students by "
        "sex; Nonbinary where a state or district records it"
    ),
    values={
        "Female": Value(
            title="Female", title_es="Femenino", before="female", after_es="de sexo femenino"
        ),
        "Male": Value(
            title="Male", title_es="Masculino", before="male", after_es="de sexo masculino"
        ),
        "Nonbinary": Value(
            title="Nonbinary",
            title_es="No binario",
            before="nonbinary",
            after_es="de género no binario",
        ),
        NOT_REPORTED: Value(
            title="Sex not reported",
            title_es="Sin sexo en los registros",
            after="with no sex reported",
            after_es="sin sexo en los registros",
        ),
    },
    of=when(
        col("sex") == "F",
        "Female",
        when(col("sex") == "M", "Male", when(col("sex") == "X", "Nonbinary")),
    ),
    examples="""
    sex | value
    F   | Female
    M   | Male
    X   | Nonbinary
        | Not reported
    """,
)
