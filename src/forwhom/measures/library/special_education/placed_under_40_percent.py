"""Which students with disabilities are in a regular class for less than 40 % of the day?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="In a regular class under 40 % of the day",
    asks="Which students with disabilities are in a regular class for less than 40 % of the day?",
    says="with disabilities are taught apart for more than half of the day",
    among=col("enrolled") & col("placement_setting").is_known(),
    counts=col("placement_setting") == "regular_under_40",
    better="lower",
    why_it_matters=(
        "The law asks that students with disabilities learn beside all others as much as can "
        "be. Who is kept apart, and for how long, should follow from need alone."
    ),
    source=(
        "IDEA section 612(a)(5), 34 CFR 300.114 (least restrictive environment); 34 CFR "
        "300.647(b)(4) (placement by race and ethnicity; there, of ages 6 through 21); a "
        "separate school is another setting and is not counted here"
    ),
    frames=("skrla12:5",),
    not_by=("disability",),
    spanish=Spanish(
        title="En clase regular menos del 40 % del día",
        asks=(
            "¿Qué estudiantes con discapacidades están en una clase regular menos del 40 % del día?"
        ),
        says="con discapacidades reciben clases aparte más de la mitad del día",
        why_it_matters=(
            "La ley pide que quienes tienen una discapacidad aprendan junto a los demás tanto "
            "como se pueda. A quién se separa, y cuánto tiempo, debe depender solo de lo que "
            "necesita."
        ),
    ),
    examples="""
    enrolled | placement_setting | among | counted
    yes      | regular_under_40  | yes   | yes
    yes      | regular_40_79     | yes   | no
    yes      | regular_80        | yes   | no
    yes      | separate          | yes   | no
    yes      |                   | no    | no
    no       | regular_under_40  | no    | no
    """,
)
