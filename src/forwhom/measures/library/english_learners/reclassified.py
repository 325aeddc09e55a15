"""Which English learners were reclassified as fluent in English during the year?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Reclassified as fluent in English",
    asks="Which English learners were reclassified as fluent in English during the year?",
    says="who were learning English were found fluent in the year",
    among=col("enrolled") & col("reclassified_in_year").is_known(),
    counts=col("reclassified_in_year") >= 1,
    better="higher",
    why_it_matters=(
        "A student who is reclassified gets the whole schedule back: electives, the arts and "
        "advanced classes. Too early takes help away, too late takes classes away."
    ),
    source=(
        "California Department of Education: CALPADS glossary, RFEP count (July 1 to June 30); "
        "DataQuest, reclassification rate: of the English learners of the fall before; "
        "California Education Code 313(f): the four criteria"
    ),
    frames=("skrla12:7",),
    whole_year=True,
    once=True,
    not_by=("english_learner",),
    spanish=Spanish(
        title="Reclasificados como competentes en inglés",
        asks=(
            "¿Qué estudiantes que aprendían inglés fueron reclasificados como competentes "
            "durante el año?"
        ),
        says="que aprendían inglés fueron reclasificados como competentes durante el año",
        why_it_matters=(
            "Quien es reclasificado recupera todo su horario: optativas, artes y clases "
            "avanzadas. Si es muy pronto se pierde apoyo; si es muy tarde se pierden clases."
        ),
    ),
    examples="""
    enrolled | reclassified_in_year | among | counted
    yes      | 1                    | yes   | yes
    yes      | 0                    | yes   | no
    yes      |                      | no    | no
    no       | 1                    | no    | no
    """,
)
