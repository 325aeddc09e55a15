"""Which students who were to take the state test in a subject took it?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

WHY = (
    "A result speaks for those who were tested. Where many of a group were not, its score "
    "and its passing rate say little about the group. Law asks for 95 in 100 of every group. "
    "Students who moved in or out while tests were given, and some newcomers to English, may "
    "not be counted by your state; here they are, where the records list them."
)
WHY_ES = (
    "Un resultado habla por quienes tomaron la prueba. Si muchos de un grupo no la "
    "tomaron, su puntaje y su tasa dicen poco sobre el grupo. La ley pide 95 de cada 100 "
    "en cada grupo. Su estado quizá no cuente a quienes llegaron o se fueron durante las "
    "pruebas, ni a algunos recién llegados al inglés; aquí cuentan si los registros los "
    "incluyen."
)
SOURCE = (
    "ESEA section 1111(c)(4)(E), 20 USC 6311(c)(4)(E): 95 percent of all students and of each "
    "subgroup; EDFacts FS185 and FS188: students enrolled during the testing window, by "
    "whether they participated"
)
EXAMPLES = """
enrolled | tested_mathematics | among | counted
yes      | 1                  | yes   | yes
yes      | 0                  | yes   | no
yes      |                    | no    | no
no       | 1                  | no    | no
"""


def _tested(subject: str, said: str, said_es: str) -> Measure:
    return Measure(
        name=f"tested_{subject}",
        title=f"Tested in {said}",
        asks=f"Which students who were to take the state {said} test took it?",
        says=f"took the state {said} test",
        among=col("enrolled"),
        counts=col(f"tested_{subject}") >= 1,
        better="higher",
        whole_year=True,
        why_it_matters=WHY,
        source=SOURCE,
        frames=("nasem16:5",),
        spanish=Spanish(
            title=f"Tomaron la prueba de {said_es}",
            asks=f"¿Qué estudiantes que debían tomar la prueba estatal de {said_es} la tomaron?",
            says=f"tomaron la prueba estatal de {said_es}",
            why_it_matters=WHY_ES,
        ),
        examples=EXAMPLES.replace("mathematics", subject),
    )


measures = (_tested("mathematics", "math", "matemáticas"), _tested("reading", "reading", "lectura"))
