"""Which students were suspended, in school or out of school?"""

from forwhom.data.expressions import col, rule
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Suspended",
    asks="Which students were suspended, in school or out of school?",
    says="were suspended for a day or more",
    among=col("enrolled"),
    counts=col("suspended_days") >= rule("discipline.suspended_days"),
    better="lower",
    why_it_matters=(
        "Each day of suspension is a day without the usual class and teacher. Who is "
        "suspended depends on what students do and also on what adults decide."
    ),
    source=(
        "California Department of Education, suspension rate: in-school and out-of-school "
        "suspensions of one full day or more in all, each student counted once; Civil Rights "
        "Data Collection"
    ),
    frames=("nasem16:15", "skrla12:8", "are10:6"),
    headline=True,
    spanish=Spanish(
        title="Suspensiones",
        asks=("¿Qué estudiantes recibieron una suspensión, dentro o fuera de la escuela?"),
        says="recibieron una suspensión de un día o más",
        why_it_matters=(
            "Cada día de suspensión es un día sin la clase y sin el docente de siempre. Las "
            "suspensiones dependen de lo que hacen los estudiantes y también de lo que "
            "deciden los adultos."
        ),
    ),
    examples="""
    enrolled | suspended_days | among | counted
    yes      | 0              | yes   | no
    yes      | 0.5            | yes   | no
    yes      | 1              | yes   | yes
    yes      | 12             | yes   | yes
    yes      |                | no    | no
    no       | 0              | no    | no
    """,
)
