"""Which students were sent home by a suspension?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Suspended out of school",
    asks="Which students were sent home by a suspension?",
    says="were suspended out of school",
    among=col("enrolled"),
    counts=col("out_of_school_days") > 0,
    better="lower",
    why_it_matters=(
        "A student who is sent home loses class time and often any adult who could help. "
        "Federal law has districts count these removals."
    ),
    source=(
        "Civil Rights Data Collection, out-of-school suspensions; 34 CFR 300.647(b)(4), "
        "removals of children with disabilities"
    ),
    frames=("nasem16:15", "crdc:out_of_school_suspension", "skrla12:8", "are10:6"),
    headline=True,
    spanish=Spanish(
        title="Suspensiones fuera de la escuela",
        asks="¿Qué estudiantes recibieron una suspensión fuera de la escuela?",
        says="recibieron una suspensión fuera de la escuela",
        why_it_matters=(
            "Quien recibe una suspensión fuera de la escuela pierde horas de clase y, muchas "
            "veces, a los adultos que podrían ayudar. La ley federal pide que los distritos "
            "cuenten estas suspensiones."
        ),
    ),
    examples="""
    enrolled | out_of_school_days | among | counted
    yes      | 0                  | yes   | no
    yes      | 0.5                | yes   | yes
    yes      | 3                  | yes   | yes
    yes      |                    | no    | no
    no       | 0                  | no    | no
    """,
)
