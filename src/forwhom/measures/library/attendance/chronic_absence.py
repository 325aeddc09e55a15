"""Which students missed one school day in ten or more?"""

from forwhom.data.expressions import col, rule
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Chronically absent",
    asks="Which students missed one school day in ten or more?",
    says="missed one school day in ten or more",
    among=col("enrolled") & (col("days_enrolled") >= rule("chronic_absence.min_days")),
    counts=col("days_absent") >= rule("chronic_absence.share_of_days") * col("days_enrolled"),
    better="lower",
    why_it_matters=(
        "A student who misses one day in ten loses about a month of school in a year. Absence "
        "is often the first sign that a student needs something that school or home cannot "
        "give alone."
    ),
    source=(
        "EDFacts file specification FS195 (data group 814): absent 10 percent or more of the "
        "days enrolled; National Academies, Monitoring Educational Equity (2019), indicator 3"
    ),
    frames=("nasem16:3", "crdc:chronic_absence"),
    headline=True,
    spanish=Spanish(
        title="Ausentismo crónico",
        asks="¿Qué estudiantes faltaron a uno de cada diez días de clase o más?",
        says="faltaron a uno de cada diez días de clase o más",
        why_it_matters=(
            "Quien falta a uno de cada diez días pierde cerca de un mes de clases en el año. "
            "Las faltas suelen ser la primera señal de que un estudiante necesita algo que la "
            "escuela o la familia no pueden dar por sí solas."
        ),
    ),
    examples="""
    enrolled | days_enrolled | days_absent | among | counted
    yes      | 180           | 18          | yes   | yes
    yes      | 180           | 17.5        | yes   | no
    yes      | 70            | 7           | yes   | yes
    yes      | 9             | 9           | no    | no
    yes      | 10            | 1           | yes   | yes
    yes      | 180           |             | no    | no
    no       |               |             | no    | no
    """,
)
