"""Which ninth graders earned enough credits and failed at most one core semester course?"""

from forwhom.data.expressions import col, rule
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="On track in grade 9",
    asks=("Which ninth graders earned enough credits and failed at most one core semester course?"),
    says="finished grade 9 on track to graduate",
    among=col("enrolled") & (col("grade") == "9"),
    counts=(col("credits_earned") >= rule("on_track.credits"))
    & (col("core_failures") <= rule("on_track.core_failures")),
    better="higher",
    why_it_matters=(
        "In Chicago, ninth graders who were on track were far more likely to graduate than "
        "those who were not. Grade 9 is still early enough to help."
    ),
    source=(
        "University of Chicago Consortium on School Research, on-track indicator: at least "
        "five full credits and at most one semester F in a core course"
    ),
    frames=("nasem16:4",),
    headline=True,
    whole_year=True,
    once=True,
    spanish=Spanish(
        title="En camino en noveno grado",
        asks=(
            "¿Qué estudiantes de noveno grado ganaron suficientes créditos y reprobaron como "
            "máximo un curso básico de un semestre?"
        ),
        says="terminaron noveno grado en camino a graduarse",
        why_it_matters=(
            "En Chicago, quienes iban en camino en noveno grado tuvieron mucha más "
            "probabilidad de graduarse que los demás. En noveno grado todavía hay tiempo para "
            "ayudar."
        ),
    ),
    examples="""
    enrolled | grade | credits_earned | core_failures | among | counted
    yes      | 9     | 5              | 0             | yes   | yes
    yes      | 9     | 5.5            | 1             | yes   | yes
    yes      | 9     | 5.5            | 2             | yes   | no
    yes      | 9     | 4.5            | 0             | yes   | no
    yes      | 10    | 6              | 0             | no    | no
    yes      | 9     |                |               | no    | no
    """,
)
