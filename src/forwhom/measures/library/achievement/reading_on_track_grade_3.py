"""Which third graders met the state standard in reading?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Reading on track in grade 3",
    asks="Which third graders met the state standard in reading?",
    says="met the reading standard in grade 3",
    among=col("enrolled") & (col("grade") == "3"),
    counts=col("proficient_reading") >= 1,
    better="higher",
    participation="tested_reading",
    participation_in="grade=3",
    why_it_matters=(
        "Up to grade 3 students learn to read; after it they read to learn. Help that comes "
        "early is easier to give than help that comes late."
    ),
    source=(
        "ESEA section 1111(b)(2)(B)(v), 20 USC 6311(b)(2)(B)(v): reading is tested each year "
        "from grade 3; National Academies, Monitoring Educational Equity (2019), indicator 5"
    ),
    frames=("nasem16:5",),
    headline=True,
    once=True,
    spanish=Spanish(
        title="Lectura al nivel esperado en tercer grado",
        asks=("¿Qué estudiantes de tercer grado alcanzaron el estándar estatal de lectura?"),
        says="alcanzaron el estándar de lectura en tercer grado",
        why_it_matters=(
            "Hasta tercer grado se aprende a leer; después se lee para aprender. La ayuda "
            "temprana es más fácil de dar que la ayuda tardía."
        ),
    ),
    examples="""
    enrolled | grade | proficient_reading | among | counted
    yes      | 3     | 1                  | yes   | yes
    yes      | 3     | 0                  | yes   | no
    yes      | 4     | 1                  | no    | no
    yes      | 3     |                    | no    | no
    """,
)
