"""How many school days did students lose to suspension?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish, Unit

measure = Measure(
    title="Days suspended per 100 students",
    asks="How many school days did students lose to suspension?",
    says="lost {mean} to suspension per 100 students",
    among=col("enrolled"),
    score=col("suspended_days"),
    unit=Unit("day", "days", es=("día", "días"), per=100),
    better="lower",
    why_it_matters=(
        "A rate counts a student suspended for one day and one suspended for ten alike. Days show "
        "how much class time was taken, and from whom."
    ),
    source=(
        "Losen and Whitaker, Lost Instruction (The Civil Rights Project at UCLA, 2017): days of "
        "instruction lost to suspension per 100 students enrolled, cited from memory; in-school "
        "and out-of-school days as in California's suspension rate"
    ),
    frames=("nasem16:15", "crdc:in_school_suspension", "crdc:out_of_school_suspension"),
    spanish=Spanish(
        title="Días de suspensión por cada 100 estudiantes",
        asks="¿Cuántos días de clase perdieron los estudiantes por suspensiones?",
        says="perdieron {mean} por suspensiones por cada 100 estudiantes",
        why_it_matters=(
            "La tasa cuenta igual una suspensión de un día y otra de diez. Los días muestran "
            "cuánto tiempo de clase se quitó, y a quién."
        ),
    ),
    examples="""
    enrolled | suspended_days | among | score
    yes      | 0              | yes   | 0
    yes      | 0.5            | yes   | 0.5
    yes      | 12             | yes   | 12
    yes      |                | no    |
    no       | 3              | no    |
    """,
)
