"""Which students have had a place in the gifted program?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="In the gifted program",
    asks="Which students have had a place in the gifted program?",
    says="have had a place in the gifted program",
    among=col("enrolled"),
    counts=col("gifted_so_far") >= 1,
    better="higher",
    why_it_matters=(
        "Talent is found in every group of students. Who gets a place depends on who is seen, "
        "tested and told."
    ),
    source=(
        "Civil Rights Data Collection, students in gifted and talented programs; National "
        "Academies, Monitoring Educational Equity (2019), indicator 11"
    ),
    frames=("nasem16:11", "crdc:gifted", "skrla12:6", "are10:4"),
    headline=True,
    spanish=Spanish(
        title="En el programa para estudiantes dotados",
        asks=("¿Qué estudiantes han tenido un lugar en el programa para estudiantes dotados?"),
        says="han tenido un lugar en el programa para estudiantes dotados",
        why_it_matters=(
            "Hay talento en todos los grupos de estudiantes. Tener un lugar depende de a "
            "quién se observa, a quién se evalúa y a quién se le avisa."
        ),
    ),
    examples="""
    enrolled | gifted_so_far | among | counted
    yes      | 1             | yes   | yes
    yes      | 0             | yes   | no
    yes      |               | no    | no
    """,
)
