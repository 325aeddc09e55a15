"""Which students missed one school day in five or more?"""

from forwhom.data.expressions import col, rule
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Severely absent",
    asks="Which students missed one school day in five or more?",
    says="missed one school day in five or more",
    among=col("enrolled") & (col("days_enrolled") >= rule("chronic_absence.min_days")),
    counts=col("days_absent") >= rule("severe_absence.share_of_days") * col("days_enrolled"),
    better="lower",
    why_it_matters=(
        "A student who misses one day in five is at home one day of every week. A letter will not "
        "do; someone has to ask, listen and help with what is in the way."
    ),
    source=(
        "Attendance Works, levels of absence (severe from 20 percent of days; the page itself was "
        "not seen); what a day absent is, EDFacts file specification FS195"
    ),
    frames=("nasem16:3",),
    spanish=Spanish(
        title="Ausentismo severo",
        asks="¿Qué estudiantes faltaron a uno de cada cinco días de clase o más?",
        says="faltaron a uno de cada cinco días de clase o más",
        why_it_matters=(
            "Quien falta a uno de cada cinco días se queda en casa un día de cada semana. Una "
            "carta no basta: alguien tiene que preguntar, escuchar y ayudar con lo que lo impide."
        ),
    ),
    examples="""
    enrolled | days_enrolled | days_absent | among | counted
    yes      | 180           | 36          | yes   | yes
    yes      | 180           | 35.5        | yes   | no
    yes      | 10            | 2           | yes   | yes
    yes      | 9             | 9           | no    | no
    yes      | 180           |             | no    | no
    no       |               |             | no    | no
    """,
)
