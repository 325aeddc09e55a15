"""A catalogue as districts write them, and what each course is: of our own making, traps included.

The last cell names the traits that hold. `?` for a level or a trait: the name alone does not tell,
so a draft may leave it open or ask, and may not be sure of it.
"""

COURSES = """
AP CALCULUS AB | mathematics | ap | advanced_mathematics
AP Calc BC | mathematics | ap | advanced_mathematics
Advanced Placement Statistics | mathematics | ap | advanced_mathematics
AP Physics 1: Algebra-Based | science | ap | advanced_science
AP Biology | science | ap | advanced_science
APES | science | ap | advanced_science
APUSH | social_science | ap |
US HISTORY AP | social_science | ap |
AP Human Geography | social_science | ap |
AP Art History | arts | ap | arts
AP Music Theory | arts | ap | arts
AP Computer Science Principles | computer_science | ap |
AP Spanish Literature and Culture | world_language | ap |
A.P. English Language | english | ap |
AP Lang | english | ap |
IB HL Biology | science | ib | advanced_science
IB Biology HL | science | ib | advanced_science
IB Math AA SL | mathematics | ib | advanced_mathematics
IB Theatre Arts HL | arts | ib | arts
IB History of the Americas | social_science | ib |
DE English | english | dual |
English 101 (Dual Enrollment) | english | dual |
DE: US History | social_science | dual |
Statistics (DE) | mathematics | dual | advanced_mathematics
Chemistry Dual Credit | science | dual | advanced_science
CCAP Psychology | social_science | dual |
Alg 1 | mathematics | regular | algebra_1
Algebra I | mathematics | regular | algebra_1
ALGEBRA 1 HONORS | mathematics | honors | algebra_1
Alg1 | mathematics | regular | algebra_1
Álgebra I | mathematics | regular | algebra_1
Integrated Math I | mathematics | regular | algebra_1
Integrated Mathematics 1 | mathematics | regular | algebra_1
Secondary Math I Honors | mathematics | honors | algebra_1
Integrated Math II | mathematics | regular |
Integrated Math 3 | mathematics | regular |
Algebra II | mathematics | regular |
Geometry | mathematics | regular |
Hon Geometry | mathematics | honors |
Pre-Algebra | mathematics | regular |
Math 7 | mathematics | regular |
Math 8 Support | mathematics | remedial |
Algebra 1 Support | mathematics | remedial |
Algebra 1 Intervention | mathematics | remedial |
Algebra I Readiness | mathematics | remedial |
Pre-Calculus | mathematics | regular | advanced_mathematics
Precalc H | mathematics | honors | advanced_mathematics
Trigonometry | mathematics | regular | advanced_mathematics
Math Analysis | mathematics | regular | advanced_mathematics
Probability and Statistics | mathematics | regular | advanced_mathematics
Calculus | mathematics | regular | advanced_mathematics
Cálculo | mathematics | regular | advanced_mathematics
Consumer Math | mathematics | ? |
Business Math | mathematics | ? | ?advanced_mathematics
Liberal Arts Math | mathematics | regular | ?advanced_mathematics
Algebra 2/Trig | mathematics | regular | ?advanced_mathematics
Math I | mathematics | regular | ?algebra_1
Algebra IB | mathematics | ? | ?algebra_1
Algebra 1A | mathematics | ? | ?algebra_1
Algebra 1-2 | mathematics | ? | ?algebra_1
College Algebra | mathematics | ? | ?advanced_mathematics
Data Science | mathematics | regular | ?advanced_mathematics
Financial Algebra | mathematics | regular | ?algebra_1
English 9 | english | regular |
English 9H | english | honors |
English 10 CP | english | regular | college_prep
English 11 (P) | english | regular | college_prep
English Language Arts 6 | english | regular |
ELA Intervention | english | remedial |
ELD III | english | regular |
Science Fiction | english | regular |
Literatura en Español | ? | regular |
Chemistry | science | regular | advanced_science
Chem Honors | science | honors | advanced_science
Physics of the Universe | science | regular | advanced_science
Química | science | regular | advanced_science
The Living Earth | science | regular |
Physical Science | science | regular |
Earth Science | science | regular |
Biology | science | regular |
Biología | science | regular |
Anatomy & Physiology | science | regular |
Culinary Chemistry | cte | regular |
Physical Education 9 | physical_education | regular |
Educación Física | physical_education | regular |
Phys Ed | physical_education | regular |
Physical Geography | social_science | regular |
World History | social_science | regular |
Historia de México | social_science | regular |
Latin American History | social_science | regular |
Ethnic Studies | social_science | regular |
Government/Economics | social_science | regular |
Spanish II | world_language | regular |
Spanish for Spanish Speakers 1 | world_language | regular |
Hmong I | world_language | regular |
French III Honors | world_language | honors |
Band | arts | regular | arts
Concert Choir | arts | regular | arts
Honors Band | arts | ? | arts
Drama 1 | arts | regular | arts
Digital Media Arts | arts | regular | arts
Ceramics II | arts | regular | arts
Mariachi | arts | regular | arts
Danza Folklórica | arts | regular | arts
Music Appreciation | arts | regular | arts
Culinary Arts | cte | regular |
Martial Arts | physical_education | regular |
Industrial Arts | cte | regular |
Dance PE | ? | regular | ?arts
Electrical Apprenticeship | cte | regular |
AP Readiness | ? | ? |
Pre-AP English 9 | english | ? |
Honors Advisory | elective | regular |
National Honor Society | elective | regular |
IB MYP Science 9 | science | ? |
Tribal Government | social_science | regular |
Adapted PE | physical_education | regular |
Dual Language Spanish | world_language | regular |
Tech Support | cte | regular |
Computer Applications | cte | regular |
Taller de Lectura | english | regular |
AVID 9 | elective | regular |
Study Hall | elective | regular |
Teacher Aide | elective | regular |
Robotics | cte | regular |
Ag Biology | ? | regular |
Home Economics | cte | regular |
AP Welding 1 | cte | ? |
Plumbing AP | ? | ? |
AP Seminar | ? | ap |
AP 2-D Art and Design | arts | ap | arts
Algebra 1 with Support | mathematics | ? | ?algebra_1
Support for Algebra 1 | mathematics | remedial |
Algebra 1 Part 2 | mathematics | ? | ?algebra_1
Matemáticas Integradas I | mathematics | regular | algebra_1
IM 2 Sem 1 | mathematics | regular |
Linear Algebra | mathematics | regular | advanced_mathematics
Spanish 3H | world_language | honors |
Math Lab | mathematics | ? |
Ciencias de la Tierra | science | regular |
Zumba | ? | ? |
Seminar B | ? | ? |
"""
TRAITS = ("algebra_1", "arts", "advanced_mathematics", "advanced_science", "college_prep")


def catalogue() -> list[tuple[str, dict[str, str]]]:
    """Each name and the right cells; a cell that the name does not tell is `?`."""
    found = []
    for line in COURSES.strip().splitlines():
        name, subject, level, traits = (part.strip() for part in line.split("|"))
        cells = dict.fromkeys(TRAITS[:-1], "no") | {"subject": subject, "level": level}
        for trait in traits.split():
            cells[trait.lstrip("?")] = "?" if trait.startswith("?") else "yes"
        found.append((name, cells))
    return found
