"""Which students were expelled?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Expelled",
    asks="Which students were expelled?",
    says="were expelled",
    among=col("enrolled"),
    counts=col("expulsions") >= 1,
    better="lower",
    why_it_matters=(
        "An expulsion ends a year, and often a road to graduation. It is rare, so look at the "
        "students behind each number and at what came before."
    ),
    source=(
        "Civil Rights Data Collection: expulsion, removed for the remainder of the school year or "
        "longer, also where the law on guns was applied for less than a year"
    ),
    frames=("nasem16:15", "crdc:expulsion"),
    spanish=Spanish(
        title="Expulsiones",
        asks="¿Qué estudiantes recibieron una expulsión?",
        says="recibieron una expulsión",
        why_it_matters=(
            "Una expulsión termina un año y, muchas veces, el camino a la graduación. Es rara: "
            "conviene mirar a los estudiantes detrás de cada número y lo que pasó antes."
        ),
    ),
    examples="""
    enrolled | expulsions | among | counted
    yes      | 0          | yes   | no
    yes      | 1          | yes   | yes
    yes      | 2          | yes   | yes
    yes      |            | no    | no
    no       | 0          | no    | no
    """,
)
