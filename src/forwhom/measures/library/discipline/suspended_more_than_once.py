"""Which students were suspended out of school more than once?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Suspended out of school more than once",
    asks="Which students were suspended out of school more than once?",
    says="were suspended out of school more than once",
    among=col("enrolled"),
    counts=col("out_of_school_times") > 1,
    better="lower",
    why_it_matters=(
        "A second suspension says that the first one did not help. It is a question to us: what "
        "was tried in between, and for whom?"
    ),
    source=(
        "Civil Rights Data Collection: students who received more than one out-of-school suspension"
    ),
    frames=("nasem16:15", "crdc:out_of_school_suspension", "skrla12:8"),
    spanish=Spanish(
        title="Más de una suspensión fuera de la escuela",
        asks="¿Qué estudiantes recibieron más de una suspensión fuera de la escuela?",
        says="recibieron más de una suspensión fuera de la escuela",
        why_it_matters=(
            "Una segunda suspensión dice que la primera no ayudó. Es una pregunta para nosotros: "
            "¿qué se intentó entretanto, y con quién?"
        ),
    ),
    examples="""
    enrolled | out_of_school_times | among | counted
    yes      | 0                   | yes   | no
    yes      | 1                   | yes   | no
    yes      | 2                   | yes   | yes
    yes      | 5                   | yes   | yes
    yes      |                     | no    | no
    no       | 0                   | no    | no
    """,
)
