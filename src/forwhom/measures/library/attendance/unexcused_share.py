"""How many of the days that students missed were marked unexcused?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish, Unit

measure = Measure(
    title="Unexcused days in 100 days absent",
    asks="Of the days each student missed, how many were marked unexcused?",
    says="had on average {mean} marked unexcused in every 100 days missed",
    among=col("enrolled") & (col("days_absent_reason_known") > 0),
    score=100 * (col("days_absent_unexcused") / col("days_absent_reason_known")),
    unit=Unit("day", "days", es=("día", "días"), most=100.0),
    better="lower",
    why_it_matters=(
        "Schools decide which absence they excuse, and whom they ask for a note. Unexcused days "
        "can bring a fine or a court date to a family. Each student who missed at least one day "
        "counts the same here, whether it was one day or forty."
    ),
    source=(
        "California DataQuest, absenteeism by reason (excused, unexcused, out-of-school "
        "suspension, incomplete independent study); the mean over students with at least one day "
        "absent is Forwhom's own"
    ),
    frames=("nasem16:3",),
    spanish=Spanish(
        title="Días sin justificar de cada 100 de ausencia",
        asks="De los días que faltó cada estudiante, ¿cuántos se marcaron como no justificados?",
        says="tuvieron en promedio {mean} sin justificar de cada 100 de ausencia",
        why_it_matters=(
            "La escuela decide qué falta justifica y a quién le pide una nota. Un día sin "
            "justificar puede traer una multa o un tribunal. Aquí cada estudiante que faltó algún "
            "día cuenta igual, haya sido uno o cuarenta."
        ),
    ),
    examples="""
    enrolled | days_absent_reason_known | days_absent_unexcused | among | score
    yes      | 4                        | 1                     | yes   | 25
    yes      | 12.5                     | 5                     | yes   | 40
    yes      | 3                        | 3                     | yes   | 100
    yes      | 7                        | 0                     | yes   | 0
    yes      | 0                        | 0                     | no    |
    yes      |                          |                       | no    |
    no       | 4                        | 1                     | no    |
    """,
)
