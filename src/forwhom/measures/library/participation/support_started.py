"""Which students started a support they were found eligible for or offered?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="Started a support that was due",
    asks="Which students started a support they were found eligible for or offered?",
    says="who were due help such as tutoring started it",
    among=col("enrolled") & col("support_started").is_known(),
    counts=col("support_started") >= 1,
    better="higher",
    why_it_matters=(
        "A support helps only those it reaches. Between being found eligible and the first "
        "session lie an offer, a form, a ride and a free hour, and each may stop some children "
        "more than others."
    ),
    source=(
        "National Academies, Monitoring Educational Equity (2019), indicators 13 and 16: access "
        "to and participation in supports. Eligible, told, offered, accepted and declined are "
        "due; started and completed are started; tutoring, counseling and mentoring are looked at"
    ),
    frames=("nasem16:13", "nasem16:16", "are10:5", "are10:7"),
    spanish=Spanish(
        title="Empezaron el apoyo que les correspondía",
        asks="¿Qué estudiantes empezaron un apoyo que les correspondía o se les ofreció?",
        says="a quienes correspondía un apoyo, como tutoría, lo empezaron",
        why_it_matters=(
            "Un apoyo solo ayuda a quien llega. Entre saber que corresponde y la primera sesión "
            "hay una oferta, un formulario, un transporte y una hora libre, y cada uno puede "
            "detener a unos estudiantes más que a otros."
        ),
    ),
    examples="""
    enrolled | support_started | among | counted
    yes      | 1               | yes   | yes
    yes      | 0               | yes   | no
    yes      |                 | no    | no
    no       | 1               | no    | no
    """,
)
