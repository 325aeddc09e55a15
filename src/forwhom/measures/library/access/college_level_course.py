"""Which high school students took an AP, IB or dual enrollment course?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="In a college-level course",
    asks="Which high school students took an AP, IB or dual enrollment course?",
    says="took a college-level course",
    among=col("enrolled") & col("grade").is_one_of(["9", "10", "11", "12"]),
    counts=col("college_level_seat") >= 1,
    better="higher",
    why_it_matters=(
        "College-level courses can earn credit and save a family money. Whether a school "
        "offers them, and who is invited, decides who can take them."
    ),
    source=(
        "Civil Rights Data Collection, students in Advanced Placement, International "
        "Baccalaureate and dual enrollment; National Academies, Monitoring Educational Equity "
        "(2019), indicator 11"
    ),
    frames=("nasem16:11", "crdc:college_level", "skrla12:12", "are10:4"),
    headline=True,
    spanish=Spanish(
        title="En un curso de nivel universitario",
        asks=("¿Qué estudiantes de preparatoria tomaron un curso AP, IB o de inscripción doble?"),
        says="tomaron un curso de nivel universitario",
        why_it_matters=(
            "Los cursos de nivel universitario pueden dar créditos y ahorrarle dinero a la "
            "familia. Que la escuela los ofrezca, y a quién invite, decide quién los puede "
            "tomar."
        ),
    ),
    examples="""
    enrolled | grade | college_level_seat | among | counted
    yes      | 11    | 1                  | yes   | yes
    yes      | 11    | 0                  | yes   | no
    yes      | 8     | 1                  | no    | no
    yes      | 12    |                    | no    | no
    """,
)
