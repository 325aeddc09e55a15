"""How did students score on the state math test?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Math score",
    asks="How did students score on the state math test?",
    says="took the state math test",
    among=col("enrolled"),
    score=col("score_mathematics"),
    better="higher",
    participation="tested_mathematics",
    why_it_matters=(
        "An average score sees all students, not only those near the passing line. It shows "
        "change that a passing rate can hide."
    ),
    source=(
        "ESEA section 1111(b)(2), 20 USC 6311(b)(2): state assessments in mathematics; Ho, "
        "The Problem With Proficiency, Educational Researcher 37(6), 2008"
    ),
    frames=("nasem16:5",),
    spanish=Spanish(
        title="Puntaje en matemáticas",
        asks=("¿Qué puntaje sacaron los estudiantes en la prueba estatal de matemáticas?"),
        says="tomaron la prueba estatal de matemáticas",
        why_it_matters=(
            "El puntaje promedio toma en cuenta a todos los estudiantes, no solo a quienes "
            "están cerca de la línea de aprobación. Muestra cambios que una tasa de "
            "aprobación puede ocultar."
        ),
    ),
    examples="""
    enrolled | score_mathematics | among | score
    yes      | 455.5             | yes   | 455.5
    yes      | 0                 | yes   | 0
    yes      |                   | no    |
    no       | 455               | no    |
    """,
)
