"""Which students are chronically absent by the rule of California's Dashboard?"""

from forwhom.data.expressions import col, rule
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Chronically absent (California)",
    asks="Which students are chronically absent by the rule of California's Dashboard?",
    says="missed one day in ten or more as the state counts",
    among=(
        col("enrolled")
        & col("grade").is_one_of(["TK", "KG", "1", "2", "3", "4", "5", "6", "7", "8"])
        & (col("days_enrolled") >= rule("chronic_absence_california.min_days"))
        & (col("days_absent") < col("days_enrolled"))
    ),
    counts=(
        col("days_absent")
        >= rule("chronic_absence_california.share_of_days") * col("days_enrolled")
    ),
    better="lower",
    why_it_matters=(
        "The state's Dashboard rates schools by this number, up to grade 8 and for students who "
        "came at all and were there for a while. It can differ from the federal number above, and "
        "now you can see by how much."
    ),
    source=(
        "California Department of Education, Chronic Absenteeism Indicator page and frequent "
        "questions (transitional kindergarten is included, in-school suspension is no absence, at "
        "least 31 instructional days); CALPADS glossary; Oakland Unified for having attended at "
        "least one day"
    ),
    spanish=Spanish(
        title="Ausentismo crónico (California)",
        asks="¿Qué estudiantes tienen ausentismo crónico según la regla del tablero de California?",
        says="faltaron al 10% de los días o más según el estado",
        why_it_matters=(
            "El tablero del estado califica a las escuelas con este número, hasta octavo grado y "
            "con quienes asistieron al menos un día. Puede diferir del número federal, y aquí se "
            "ve por cuánto."
        ),
    ),
    examples="""
    enrolled | grade | days_enrolled | days_absent | among | counted
    yes      | TK    | 180           | 18          | yes   | yes
    yes      | 8     | 180           | 17.5        | yes   | no
    yes      | KG    | 31            | 3.1         | yes   | yes
    yes      | 5     | 30            | 30          | no    | no
    yes      | 5     | 40            | 40          | no    | no
    yes      | 9     | 180           | 90          | no    | no
    yes      |       | 180           | 90          | no    | no
    yes      | 3     | 180           |             | no    | no
    no       | 3     |               |             | no    | no
    """,
)
