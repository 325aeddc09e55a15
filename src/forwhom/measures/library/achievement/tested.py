"""Which students took every state test in reading and math that they were to take?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Took the state tests",
    asks="Which students took every state test in reading and math that they were to take?",
    says="took all their state tests in reading and math",
    among=col("enrolled")
    & (col("tested_reading").is_known() | col("tested_mathematics").is_known()),
    counts=(col("tested_reading").or_else(1) >= 1) & (col("tested_mathematics").or_else(1) >= 1),
    better="higher",
    whole_year=True,
    why_it_matters=(
        "What a district knows of its students' learning it knows of those who were tested. Who "
        "is left out is left out of every result, and of what follows from it."
    ),
    source=(
        "ESEA section 1111(c)(4)(E), 20 USC 6311(c)(4)(E): 95 percent of all students and of each "
        "subgroup are to be tested in reading or language arts and in mathematics"
    ),
    frames=("nasem16:5",),
    spanish=Spanish(
        title="Tomaron las pruebas estatales",
        asks=(
            "¿Qué estudiantes tomaron todas las pruebas estatales de lectura y matemáticas que "
            "debían tomar?"
        ),
        says="tomaron todas sus pruebas estatales de lectura y matemáticas",
        why_it_matters=(
            "Lo que un distrito sabe del aprendizaje lo sabe de quienes tomaron las pruebas. "
            "Quien queda fuera queda fuera de cada resultado y de lo que se decide con él."
        ),
    ),
    examples="""
    enrolled | tested_reading | tested_mathematics | among | counted
    yes      | 1              | 1                  | yes   | yes
    yes      | 1              | 0                  | yes   | no
    yes      | 0              |                    | yes   | no
    yes      |                | 1                  | yes   | yes
    yes      |                |                    | no    | no
    no       | 1              | 1                  | no    | no
    """,
)
