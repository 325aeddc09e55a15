"""Which students were suspended in school?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Suspended in school",
    asks="Which students were suspended in school?",
    says="were suspended in school",
    among=col("enrolled"),
    counts=col("in_school_days") > 0,
    better="lower",
    why_it_matters=(
        "A day in another room is a day without the usual class and teacher. It looks milder than "
        "being sent home, and it may be where the gap moves when suspensions out of school are "
        "cut."
    ),
    source=(
        "Civil Rights Data Collection, in-school suspensions: out of the regular classroom, under "
        "the direct supervision of school personnel, as quoted by the Maine Department of "
        "Education"
    ),
    frames=("nasem16:15", "crdc:in_school_suspension", "skrla12:8"),
    spanish=Spanish(
        title="Suspensiones dentro de la escuela",
        asks="¿Qué estudiantes recibieron una suspensión dentro de la escuela?",
        says="recibieron una suspensión dentro de la escuela",
        why_it_matters=(
            "Un día en otra sala es un día sin la clase y sin el docente de siempre. Parece más "
            "leve que mandar a casa, y ahí puede pasar la brecha cuando bajan las suspensiones "
            "fuera de la escuela."
        ),
    ),
    examples="""
    enrolled | in_school_days | among | counted
    yes      | 0              | yes   | no
    yes      | 0.5            | yes   | yes
    yes      | 3              | yes   | yes
    yes      |                | no    | no
    no       | 0              | no    | no
    """,
)
