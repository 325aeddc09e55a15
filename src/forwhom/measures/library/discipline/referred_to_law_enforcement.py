"""Whom did schools refer to law enforcement?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Referred to law enforcement",
    asks="Which students did a school refer to law enforcement?",
    says="were referred to law enforcement",
    among=col("enrolled"),
    counts=col("law_enforcement_referrals") >= 1,
    better="lower",
    why_it_matters=(
        "An act at school can become a police record that follows a student for years. A school "
        "often has a choice whether to call, and whom it calls about."
    ),
    source=(
        "Civil Rights Data Collection 2021-22: a student reported by a school official or a person "
        "the school names to any law enforcement agency, as quoted by Infinite Campus"
    ),
    frames=("nasem16:15", "crdc:law_enforcement"),
    spanish=Spanish(
        title="Reportes a la policía",
        asks="¿A qué estudiantes reportó una escuela a la policía?",
        says="tuvieron un reporte de la escuela a la policía",
        why_it_matters=(
            "Un acto en la escuela puede volverse un expediente policial que dura años. Muchas "
            "veces la escuela puede elegir si llama, y por quién llama."
        ),
    ),
    examples="""
    enrolled | law_enforcement_referrals | among | counted
    yes      | 0                         | yes   | no
    yes      | 1                         | yes   | yes
    yes      | 3                         | yes   | yes
    yes      |                           | no    | no
    no       | 0                         | no    | no
    """,
)
