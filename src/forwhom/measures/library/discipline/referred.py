"""Which students were sent to the office for their behavior?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Sent to the office",
    asks="Which students were sent to the office for their behavior?",
    says="were sent to the office for their behavior",
    among=col("enrolled"),
    counts=col("referrals") >= 1,
    better="lower",
    why_it_matters=(
        "A referral is the first step toward suspension, and an adult decides to take it. "
        "Gaps that open here carry on into every step that follows."
    ),
    source=(
        "School-Wide Information System (PBIS), office discipline referrals; Skiba et al., "
        "Race Is Not Neutral, School Psychology Review 40(1), 2011"
    ),
    frames=("nasem16:15", "skrla12:8", "are10:6"),
    headline=True,
    spanish=Spanish(
        title="Reportes de disciplina",
        asks="¿Qué estudiantes recibieron al menos un reporte de disciplina?",
        says="recibieron al menos un reporte de disciplina",
        why_it_matters=(
            "El reporte es el primer paso hacia la suspensión, y lo decide una persona "
            "adulta. Las brechas que se abren aquí continúan en cada paso siguiente."
        ),
    ),
    examples="""
    enrolled | referrals | among | counted
    yes      | 0         | yes   | no
    yes      | 1         | yes   | yes
    yes      | 7         | yes   | yes
    yes      |           | no    | no
    no       | 0         | no    | no
    """,
)
