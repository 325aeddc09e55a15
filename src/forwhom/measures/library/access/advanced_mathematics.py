"""Which high school students took mathematics beyond Algebra II?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="In advanced math",
    asks="Which high school students took math beyond Algebra II?",
    says="took math beyond Algebra II",
    among=col("enrolled") & col("grade").is_one_of(["9", "10", "11", "12"]),
    counts=col("advanced_mathematics_seat") >= 1,
    better="higher",
    why_it_matters=(
        "Precalculus, statistics and calculus open the door to science, engineering and many "
        "other fields. A school that does not offer them, or invites few, closes that door early."
    ),
    source=(
        "Civil Rights Data Collection, students in advanced mathematics (trigonometry, analytic "
        "geometry, mathematical analysis, precalculus, probability and statistics) and in "
        "calculus, grades 9 to 12; National Academies, Monitoring Educational Equity (2019), "
        "indicator 11"
    ),
    frames=("nasem16:11", "crdc:mathematics", "are10:4"),
    spanish=Spanish(
        title="En matemáticas avanzadas",
        asks="¿Qué estudiantes de preparatoria tomaron matemáticas más allá de Álgebra II?",
        says="tomaron matemáticas más allá de Álgebra II",
        why_it_matters=(
            "Precálculo, estadística y cálculo abren la puerta a las ciencias, la ingeniería y "
            "muchos otros campos. La escuela que no los ofrece, o que invita a pocos, cierra "
            "esa puerta muy pronto."
        ),
    ),
    examples="""
    enrolled | grade | advanced_mathematics_seat | among | counted
    yes      | 11    | 1                         | yes   | yes
    yes      | 9     | 0                         | yes   | no
    yes      | 8     | 1                         | no    | no
    yes      | 12    |                           | no    | no
    no       | 12    | 1                         | no    | no
    """,
)
