"""Which English learners have been learning English for many years?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Long-term English learner",
    asks="Which English learners have been learning English for many years?",
    says="who are learning English are marked as long-term",
    among=col("enrolled") & col("long_term_learner").is_known(),
    counts=col("long_term_learner") >= 1,
    better="lower",
    why_it_matters=(
        "Most long-term learners have spent their whole school life here. If they are still "
        "called learners after six years, ask what was taught to them in those years."
    ),
    source=(
        "The mark of the district's own records, under one of two rules: California Education "
        "Code 313.1 (grades 6 to 12, six years or more and no progress; CALPADS, DataQuest) or "
        "52052 (not proficient within seven years; School Dashboard). Ask which one your "
        "student system uses"
    ),
    frames=("skrla12:7",),
    not_by=("english_learner",),
    spanish=Spanish(
        title="Llevan años aprendiendo inglés",
        asks="¿Qué estudiantes que aprenden inglés llevan muchos años aprendiéndolo?",
        says="que aprenden inglés figuran como estudiantes que llevan años aprendiéndolo",
        why_it_matters=(
            "La mayoría de quienes llevan años aprendiendo inglés ha pasado aquí toda su vida "
            "escolar. Si después de seis años se les sigue llamando aprendices, pregunten qué "
            "se les enseñó en ese tiempo."
        ),
    ),
    examples="""
    enrolled | long_term_learner | among | counted
    yes      | 1                 | yes   | yes
    yes      | 0                 | yes   | no
    yes      |                   | no    | no
    no       | 1                 | no    | no
    """,
)
