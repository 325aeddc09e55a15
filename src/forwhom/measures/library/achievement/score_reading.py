"""How did students score on the state reading test?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Reading score",
    asks="How did students score on the state reading test?",
    says="took the state reading test",
    among=col("enrolled"),
    score=col("score_reading"),
    better="higher",
    participation="tested_reading",
    why_it_matters=(
        "An average score sees all students, not only those near the passing line. It shows "
        "change that a passing rate can hide."
    ),
    source=(
        "ESEA section 1111(b)(2), 20 USC 6311(b)(2): state assessments in reading or language "
        "arts; Ho, The Problem With Proficiency, Educational Researcher 37(6), 2008"
    ),
    frames=("nasem16:5",),
    spanish=Spanish(
        title="Puntaje en lectura",
        asks="¿Qué puntaje sacaron los estudiantes en la prueba estatal de lectura?",
        says="tomaron la prueba estatal de lectura",
        why_it_matters=(
            "El puntaje promedio toma en cuenta a todos los estudiantes, no solo a quienes "
            "están cerca de la línea de aprobación. Muestra cambios que una tasa de "
            "aprobación puede ocultar."
        ),
    ),
    examples="""
    enrolled | score_reading | among | score
    yes      | 455.5         | yes   | 455.5
    yes      | 0             | yes   | 0
    yes      |               | no    |
    no       | 455           | no    |
    """,
)
