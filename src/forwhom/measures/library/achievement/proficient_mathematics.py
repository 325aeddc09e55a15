"""Which students met the state standard in math?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Met the math standard",
    asks="Which students met the state standard in math?",
    says="met the state standard in math",
    among=col("enrolled"),
    counts=col("proficient_mathematics") >= 1,
    better="higher",
    participation="tested_mathematics",
    why_it_matters=(
        "Math in one grade opens the courses of the next, up to college and work. A gap shows "
        "where the teaching has not reached everyone."
    ),
    source=(
        "ESEA section 1111(b)(2), 20 USC 6311(b)(2): state assessments in mathematics; "
        "National Academies, Monitoring Educational Equity (2019), indicator 5"
    ),
    frames=("nasem16:5", "skrla12:9"),
    headline=True,
    spanish=Spanish(
        title="Alcanzaron el estándar de matemáticas",
        asks="¿Qué estudiantes alcanzaron el estándar estatal de matemáticas?",
        says="alcanzaron el estándar estatal de matemáticas",
        why_it_matters=(
            "Las matemáticas de cada grado abren los cursos del siguiente, hasta la "
            "universidad y el trabajo. Una brecha muestra a quiénes no les ha llegado la "
            "enseñanza."
        ),
    ),
    examples="""
    enrolled | proficient_mathematics | among | counted
    yes      | 1                      | yes   | yes
    yes      | 0                      | yes   | no
    yes      |                        | no    | no
    no       | 1                      | no    | no
    """,
)
