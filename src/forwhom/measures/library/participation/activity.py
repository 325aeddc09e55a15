"""Which students took part in a club, team or other activity?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="In an activity",
    asks="Which students took part in a club, team or other activity?",
    says="took part in a club, a team or the like",
    among=col("enrolled"),
    counts=col("activities") >= 1,
    better="higher",
    why_it_matters=(
        "A team or a band is often why a student comes to school. Fees, rides, tryouts and the "
        "language of a notice decide who can join."
    ),
    source=(
        "Revised Code of Washington 28A.320.540: who takes part in activities, and the gap; "
        "National Women's Law Center, on places on teams. A student in three activities counts "
        "once"
    ),
    spanish=Spanish(
        title="En una actividad",
        asks="¿Qué estudiantes participaron en un club, un equipo u otra actividad?",
        says="participaron en un club, un equipo u otra actividad",
        why_it_matters=(
            "Un equipo o una banda suele ser la razón para venir a la escuela. Las cuotas, el "
            "transporte, las pruebas y el idioma del aviso deciden quién puede entrar."
        ),
    ),
    examples="""
    enrolled | activities | among | counted
    yes      | 1          | yes   | yes
    yes      | 3          | yes   | yes
    yes      | 0          | yes   | no
    yes      |            | no    | no
    no       | 1          | no    | no
    """,
)
