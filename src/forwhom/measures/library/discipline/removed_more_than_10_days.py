"""Which students were removed from school for more than 10 days in the year?"""

from forwhom.data.expressions import col, rule
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Removed from school for more than 10 days",
    asks="Which students were removed from school for more than 10 days in the year?",
    says="were removed from school for more than 10 days",
    among=col("enrolled"),
    counts=col("days_removed") > rule("discipline.removed_days"),
    better="lower",
    why_it_matters=(
        "More than two weeks out of school, in one piece or in many, is long enough to lose a "
        "course. For students with disabilities the law then asks whether their placement was "
        "changed."
    ),
    source=(
        "34 CFR 300.536(a) and 300.647(b)(4); EDFacts file specification FS006, out-of-school "
        "suspensions and expulsions of more than 10 days, days added up for each child (read in "
        "code that builds the file). The law speaks of children with disabilities; we ask it of "
        "all"
    ),
    frames=("nasem16:15",),
    spanish=Spanish(
        title="Más de 10 días fuera de la escuela",
        asks=(
            "¿Qué estudiantes estuvieron fuera de la escuela más de 10 días en el año por "
            "disciplina?"
        ),
        says="pasaron más de 10 días fuera de la escuela por disciplina",
        why_it_matters=(
            "Más de dos semanas fuera de la escuela, seguidas o no, bastan para perder un curso. "
            "Con estudiantes con discapacidades, la ley pregunta entonces si se cambió su lugar de "
            "enseñanza."
        ),
    ),
    examples="""
    enrolled | days_removed | among | counted
    yes      | 0            | yes   | no
    yes      | 10           | yes   | no
    yes      | 10.5         | yes   | yes
    yes      | 40           | yes   | yes
    yes      |              | no    | no
    no       | 20           | no    | no
    """,
)
