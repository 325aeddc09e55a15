"""Which high school students earned a full year of college-prep credits?"""

from forwhom.data.expressions import col, rule
from forwhom.measures.measure import Measure, Spanish

measure = Measure(
    title="On pace for the college-prep sequence",
    asks=(
        "Which high school students earned, this year, a quarter of the courses that college "
        "entrance asks for, with a C- or better?"
    ),
    says="earned a full year of college-prep credits",
    among=col("enrolled") & col("grade").is_one_of(["9", "10", "11", "12"]),
    counts=col("college_prep_credits") >= rule("college_prep.credits_a_year"),
    better="higher",
    whole_year=True,
    why_it_matters=(
        "A sequence missed in one year is hard to make up. Who is placed in courses that count, "
        "and is taught so that they pass, decides who may apply. It counts credits of the year, "
        "not each subject that a university lists."
    ),
    source=(
        "University of California, subject requirement A-G: 15 year-long college-preparatory "
        "courses in grades 9 to 12; California Department of Education, College/Career Indicator: "
        "a-g courses with C- or better; National Academies, Monitoring Educational Equity (2019), "
        "indicators 7 and 11"
    ),
    frames=("nasem16:7", "nasem16:11", "are10:4"),
    spanish=Spanish(
        title="Al paso de la secuencia para la universidad",
        asks=(
            "¿Qué estudiantes de preparatoria aprobaron este año, con C- o más, la cuarta parte "
            "de los cursos que pide la universidad para el ingreso?"
        ),
        says="ganaron un año de créditos para entrar a la universidad",
        why_it_matters=(
            "Lo que falta un año es difícil de recuperar. A quién se inscribe en los cursos que "
            "cuentan, y a quién se enseña para que los apruebe, decide quién puede solicitar "
            "ingreso. Cuenta los créditos del año, no cada materia que pide una universidad."
        ),
    ),
    examples="""
    enrolled | grade | college_prep_credits | among | counted
    yes      | 9     | 4                    | yes   | yes
    yes      | 11    | 3.75                 | yes   | yes
    yes      | 12    | 3.5                  | yes   | no
    yes      | 8     | 4                    | no    | no
    yes      | 10    |                      | no    | no
    """,
)
