"""Which students are served for a disability?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Served for a disability",
    asks="Which students are served for a disability?",
    says="are served for a disability",
    among=col("enrolled"),
    counts=col("served_under_idea") >= 1,
    better="neither",
    why_it_matters=(
        "Being served opens help that the law promises. Too many of one group may be a label in "
        "place of good teaching; too few may be children whose need nobody saw."
    ),
    source=(
        "IDEA, 34 CFR 300.8 (who is a child with a disability) and 34 CFR 300.646(b), 300.647"
        "(b)(3) (identification by race and ethnicity; there, of ages 3 through 21)"
    ),
    frames=("crdc:enrollment", "skrla12:5"),
    not_by=("disability", "disability_category", "section_504"),
    spanish=Spanish(
        title="Reciben servicios por una discapacidad",
        asks="¿Qué estudiantes reciben servicios por una discapacidad?",
        says="reciben servicios por una discapacidad",
        why_it_matters=(
            "Recibir servicios abre la ayuda que la ley promete. Si son demasiados de un grupo, "
            "quizá se puso una etiqueta en vez de enseñar bien; si son muy pocos, quizá nadie "
            "vio lo que necesitaban."
        ),
    ),
    examples="""
    enrolled | served_under_idea | among | counted
    yes      | 1                 | yes   | yes
    yes      | 0                 | yes   | no
    yes      |                   | no    | no
    no       | 1                 | no    | no
    """,
)
