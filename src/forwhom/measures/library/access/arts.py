"""Which students took an arts course?"""

from forwhom.data.expressions import col
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="In an arts course",
    asks="Which students with courses on record took one in music, dance, theater or visual arts?",
    says="took an arts course",
    among=col("enrolled"),
    counts=col("arts_seat") >= 1,
    better="higher",
    why_it_matters=(
        "The arts are part of a well-rounded education by law. They are often the first thing "
        "that a child loses to a second class in reading or math."
    ),
    source=(
        "ESEA section 8101(52), 20 USC 7801(52): well-rounded education; National Academies, "
        "Monitoring Educational Equity (2019), indicator 12"
    ),
    frames=("nasem16:12", "are10:4"),
    spanish=Spanish(
        title="En un curso de artes",
        asks=(
            "¿Qué estudiantes con cursos registrados tomaron uno de música, danza, teatro o "
            "artes visuales?"
        ),
        says="tomaron un curso de artes",
        why_it_matters=(
            "Por ley, las artes son parte de una educación integral. A menudo son lo primero "
            "que se pierde por una segunda clase de lectura o matemáticas."
        ),
    ),
    examples="""
    enrolled | arts_seat | among | counted
    yes      | 1         | yes   | yes
    yes      | 0         | yes   | no
    yes      |           | no    | no
    no       | 1         | no    | no
    """,
)
