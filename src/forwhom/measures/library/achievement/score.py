"""How did students score on the state test of a subject?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

EXAMPLES = """
enrolled | score_mathematics | among | score
yes      | 455.5             | yes   | 455.5
yes      | 0                 | yes   | 0
yes      |                   | no    |
no       | 455               | no    |
"""


def _score(subject: str, said: str, said_es: str, in_law: str) -> Measure:
    return Measure(
        name=f"score_{subject}",
        title=f"{said.capitalize()} score",
        asks=f"How did students score on the state {said} test?",
        says=f"took the state {said} test",
        among=col("enrolled"),
        score=col(f"score_{subject}"),
        better="higher",
        participation=f"tested_{subject}",
        why_it_matters=(
            "An average score sees all students, not only those near the passing line. It shows "
            "change that a passing rate can hide."
        ),
        source=(
            f"ESEA section 1111(b)(2), 20 USC 6311(b)(2): state assessments in {in_law}; Ho, "
            "The Problem With Proficiency, Educational Researcher 37(6), 2008"
        ),
        frames=("nasem16:5",),
        spanish=Spanish(
            title=f"Puntaje en {said_es}",
            asks=f"¿Qué puntaje sacaron los estudiantes en la prueba estatal de {said_es}?",
            says=f"tomaron la prueba estatal de {said_es}",
            why_it_matters=(
                "El puntaje promedio toma en cuenta a todos los estudiantes, no solo a quienes "
                "están cerca de la línea de aprobación. Muestra cambios que una tasa de "
                "aprobación puede ocultar."
            ),
        ),
        examples=EXAMPLES.replace("mathematics", subject),
    )


measures = (
    _score("mathematics", "math", "matemáticas", "mathematics"),
    _score("reading", "reading", "lectura", "reading or language arts"),
)
