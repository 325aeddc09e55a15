"""How far did students move up or down among their grade, from one test to the next?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import GROWTH_POINTS, Measure, Spanish

WHY = (
    "A score shows where a child stands; growth shows what the year added. It is the change "
    "of a child's place among all children of the same grade here. It is told in points: 100 "
    "are one standard deviation. At 0 a child kept its place. A group above 0 moved up; one "
    "below 0 fell behind. The average of all is near 0 by its making, so it compares groups, "
    "not years or districts. No scale across grades is needed."
)
WHY_ES = (
    "El puntaje muestra dónde está cada estudiante; el avance, lo que agregó el año. Es "
    "el cambio de lugar entre todos los estudiantes del mismo grado en el distrito. Se "
    "dice en puntos: 100 son una desviación estándar. Con 0 se mantuvo el lugar. Un grupo "
    "por encima de 0 subió; uno por debajo se quedó atrás. El promedio de todos es casi 0 "
    "por construcción: compara grupos, no años ni distritos. No hace falta una escala "
    "común a los grados."
)
SOURCE = (
    "SAS EVAAS, gain model: growth as the change of place in the distribution of a year and "
    "grade; Castellano and Ho, A Practitioner's Guide to Growth Models (CCSSO, 2013); "
    "National Academies, Monitoring Educational Equity (2019), indicator 5"
)
EXAMPLES = """
enrolled | growth_mathematics | among | score
yes      | 12.5               | yes   | 12.5
yes      | -40                | yes   | -40
yes      | 0                  | yes   | 0
yes      |                    | no    |
no       | 12.5               | no    |
"""


def _growth(subject: str, said: str, said_es: str) -> Measure:
    return Measure(
        name=f"growth_{subject}",
        title=f"Growth in {said}",
        asks=(
            f"How far did students move up or down among the children of their grade in {said}, "
            "from last year's state test to this year's?"
        ),
        says=f"changed by {{mean}} in {said} since last year",
        unit=GROWTH_POINTS,
        among=col("enrolled"),
        score=col(f"growth_{subject}"),
        better="higher",
        participation=f"tested_{subject}",
        why_it_matters=WHY,
        source=SOURCE,
        frames=("nasem16:5",),
        spanish=Spanish(
            title=f"Avance en {said_es}",
            asks=(
                f"¿Cuánto subieron o bajaron los estudiantes entre los de su grado en {said_es}, "
                "de la prueba estatal del año pasado a la de este año?"
            ),
            says=f"cambiaron {{mean}} en {said_es} desde el año pasado",
            why_it_matters=WHY_ES,
        ),
        examples=EXAMPLES.replace("mathematics", subject),
    )


measures = (_growth("mathematics", "math", "matemáticas"), _growth("reading", "reading", "lectura"))
