"""Which students earned a regular diploma within four years?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

# Out of the cohort by law: a transfer on paper, a move out of the country, a death.
REMOVED = ["transferred_documented", "emigrated", "deceased"]

measure = Measure(
    title="Graduated on time",
    asks="Which students earned a regular diploma within four years?",
    says="graduated within four years",
    among=col("cohort_outcome").is_known() & ~col("cohort_outcome").is_one_of(REMOVED),
    counts=col("cohort_outcome") == "graduated",
    better="higher",
    why_it_matters=(
        "A diploma is the key to most jobs and to college. Students who leave without one are "
        "easy to lose from sight, so the law has districts count them all."
    ),
    source=(
        "ESEA section 8101(25), 20 USC 7801(25): four-year adjusted cohort graduation rate; "
        "National Academies, Monitoring Educational Equity (2019), indicator 6"
    ),
    frames=("nasem16:6", "skrla12:10"),
    headline=True,
    whole_year=True,
    once=True,
    spanish=Spanish(
        title="Se graduaron a tiempo",
        asks="¿Qué estudiantes recibieron un diploma regular en cuatro años?",
        says="se graduaron en cuatro años",
        why_it_matters=(
            "El diploma es la llave de la mayoría de los empleos y de la universidad. Es "
            "fácil perder de vista a quienes se van sin él; por eso la ley pide contarlos a "
            "todos."
        ),
    ),
    examples="""
    enrolled | cohort_outcome           | among | counted
    yes      | graduated                | yes   | yes
    yes      | other_completer          | yes   | no
    no       | dropped_out              | yes   | no
    yes      | still_enrolled           | yes   | no
    no       | transferred_undocumented | yes   | no
    no       | transferred_documented   | no    | no
    no       | emigrated                | no    | no
    no       | deceased                 | no    | no
    yes      |                          | no    | no
    """,
)
