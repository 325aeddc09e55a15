"""Which students had taken Algebra I by the end of grade 8?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Algebra by grade 8",
    asks="Which students had taken Algebra I by the end of grade 8?",
    says="had taken Algebra I by the end of grade 8",
    among=col("enrolled") & (col("grade") == "8"),
    counts=col("algebra_1_so_far") >= 1,
    better="higher",
    why_it_matters=(
        "Algebra in grade 8 leaves room for calculus in high school. Where it is not offered, "
        "that road is closed before a student can choose it."
    ),
    source=(
        "Civil Rights Data Collection, students in Algebra I in grades 7 and 8; National "
        "Academies, Monitoring Educational Equity (2019), indicator 11"
    ),
    frames=("nasem16:11", "crdc:algebra", "are10:4"),
    headline=True,
    once=True,
    spanish=Spanish(
        title="Álgebra a más tardar en octavo grado",
        asks="¿Qué estudiantes habían tomado Álgebra I al terminar octavo grado?",
        says="habían tomado Álgebra I al terminar octavo grado",
        why_it_matters=(
            "Tomar álgebra en octavo grado deja espacio para el cálculo en la preparatoria. "
            "Donde no se ofrece, ese camino se cierra antes de que el estudiante pueda "
            "elegirlo."
        ),
    ),
    examples="""
    enrolled | grade | algebra_1_so_far | among | counted
    yes      | 8     | 1                | yes   | yes
    yes      | 8     | 0                | yes   | no
    yes      | 7     | 1                | no    | no
    yes      | 8     |                  | no    | no
    yes      |       | 1                | no    | no
    """,
)
