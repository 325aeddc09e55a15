"""Which students met the state standard in reading?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Met the reading standard",
    asks="Which students met the state standard in reading?",
    says="met the state standard in reading",
    among=col("enrolled"),
    counts=col("proficient_reading") >= 1,
    better="higher",
    participation="tested_reading",
    why_it_matters=(
        "The state standard is what every student is owed the teaching to reach. A gap shows "
        "where that teaching has not reached everyone."
    ),
    source=(
        "ESEA section 1111(b)(2), 20 USC 6311(b)(2): state assessments in reading or language "
        "arts; National Academies, Monitoring Educational Equity (2019), indicator 5"
    ),
    frames=("nasem16:5", "skrla12:9"),
    headline=True,
    spanish=Spanish(
        title="Alcanzaron el estándar de lectura",
        asks="¿Qué estudiantes alcanzaron el estándar estatal de lectura?",
        says="alcanzaron el estándar estatal de lectura",
        why_it_matters=(
            "Cada estudiante tiene derecho a la enseñanza que le permita alcanzar el estándar "
            "estatal. Una brecha muestra a quiénes no les ha llegado esa enseñanza."
        ),
    ),
    examples="""
    enrolled | proficient_reading | among | counted
    yes      | 1                  | yes   | yes
    yes      | 0                  | yes   | no
    yes      |                    | no    | no
    no       | 1                  | no    | no
    """,
)
