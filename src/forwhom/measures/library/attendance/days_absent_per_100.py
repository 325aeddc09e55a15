"""How many school days did students miss?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish, Unit

measure = Measure(
    title="Days absent per 100 students",
    asks="How many school days did students miss?",
    says="missed {mean} of school per 100 students",
    among=col("enrolled"),
    score=col("days_absent"),
    unit=Unit("day", "days", es=("día", "días"), per=100),
    better="lower",
    why_it_matters=(
        "A rate of chronic absence sees only those over its line. The days themselves show all "
        "the time in class that was lost, and each day won back."
    ),
    source=(
        "EDFacts file specification FS195 (data group 814) for what a day absent is; the days of "
        "all students enrolled, added up and told for 100 of them, are Forwhom's own measure"
    ),
    frames=("nasem16:3",),
    spanish=Spanish(
        title="Días de ausencia por cada 100 estudiantes",
        asks="¿A cuántos días de clase faltaron los estudiantes?",
        says="perdieron {mean} de clase por cada 100 estudiantes",
        why_it_matters=(
            "La tasa de ausentismo crónico solo ve a quienes pasan de su línea. Los días "
            "muestran todo el tiempo de clase que se perdió, y cada día que se recupera."
        ),
    ),
    examples="""
    enrolled | days_absent | among | score
    yes      | 0           | yes   | 0
    yes      | 17.5        | yes   | 17.5
    yes      |             | no    |
    no       | 3           | no    |
    """,
)
