"""Which high school students took chemistry, physics or college-level science?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="In advanced science",
    asks="Which high school students took chemistry, physics or college-level science?",
    says="took a high-level class in science",
    among=col("enrolled") & col("grade").is_one_of(["9", "10", "11", "12"]),
    counts=col("advanced_science_seat") >= 1,
    better="higher",
    why_it_matters=(
        "Chemistry and physics are asked for by many colleges and trades. Whether a school has "
        "the rooms and the teachers for them decides who can choose them."
    ),
    source=(
        "Civil Rights Data Collection, students in chemistry, in physics and in AP science, "
        "grades 9 to 12; Office for Civil Rights, Data Snapshot: College and Career Readiness "
        "(2014): high-level mathematics and science; National Academies, Monitoring Educational "
        "Equity (2019), indicator 11"
    ),
    frames=("nasem16:11", "crdc:science", "are10:4"),
    spanish=Spanish(
        title="En ciencias avanzadas",
        asks=(
            "¿Qué estudiantes de preparatoria tomaron química, física o ciencias de nivel "
            "universitario?"
        ),
        says="tomaron química, física o ciencias de nivel universitario",
        why_it_matters=(
            "Muchas universidades y oficios piden química y física. Que la escuela tenga las "
            "aulas y los docentes para enseñarlas decide quién las puede elegir."
        ),
    ),
    examples="""
    enrolled | grade | advanced_science_seat | among | counted
    yes      | 10    | 1                     | yes   | yes
    yes      | 9     | 0                     | yes   | no
    yes      | 8     | 1                     | no    | no
    yes      | 12    |                       | no    | no
    no       | 12    | 1                     | no    | no
    """,
)
