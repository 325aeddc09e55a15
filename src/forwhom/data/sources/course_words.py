"""Words in the names of courses, and what they say of a course's subject and kind.

Written as plain letters: accents are gone, and letters stand apart from numbers ("Alg1" is
"alg 1"). Where two phrases fit, the one of more words holds: "language arts" is not an arts course.
"""

from __future__ import annotations

_SUBJECTS = {
    "english": """english | eng | ela | language arts | literature | lit | composition | rhetoric
        | writing | reading | ela ele | erwc | expository reading | eld | esl | esol | journalism
        | science fiction | creative writing | ap lang | ap lit | lectura | escritura | ingles
        | literatura | speech and debate""",
    "mathematics": """math | maths | mathematics | mth | algebra | alg | geometry | geom | calculus
        | calc | precalculus | precalc | pre calc | trigonometry | trig | statistics | stats
        | probability | im | liberal arts math | business math | consumer math | financial algebra
        | quantitative reasoning | data science | matematicas | matematica | calculo | estadistica
        | geometria | discrete math | differential equations | algebra ii trig
        | business statistics | math for liberal arts""",
    "science": """biology | bio | chemistry | chem | physics | science | sci | physical science
        | life science | earth science | anatomy | physiology | zoology | botany | astronomy
        | geology | ecology | oceanography | marine biology | genetics | forensic science
        | environmental science | living earth | earth and space | apes | biologia | quimica
        | fisica | ciencias | ciencia | physics algebra based | chemistry in the earth system
        | physics of the universe | physics in the universe | ap environmental
        | algebra based | calculus based""",
    "social_science": """history | hist | geography | government | gov | govt | civics | economics
        | econ | psychology | psych | sociology | anthropology | ethnic studies | social studies
        | social science | political science | latin american history | apush | physical geography
        | human geography | us history | world history | world cultures | historia | geografia
        | gobierno | economia | american indian studies | chicano studies | us hist | world hist""",
    "arts": """art | band | orchestra | choir | chorus | chorale | drama | theater | theatre | dance
        | music | guitar | piano | painting | drawing | ceramics | pottery | sculpture
        | photography | visual arts | fine arts | media arts | performing arts | art history
        | music theory | music appreciation | studio art | jazz | mariachi | folklorico | strings
        | musica | arte | danza | teatro | coro | banda | dibujo | dance history | theater arts
        | theatre arts | digital media arts | color guard | symphonic band | marching band""",
    "world_language": """spanish | french | german | chinese | mandarin | japanese | korean | latin
        | hmong | italian | arabic | portuguese | russian | vietnamese | asl
        | american sign language | spanish literature | spanish language | french language
        | espanol | spanish lit | world language | punjabi""",
    "physical_education": """pe | physical education | phys ed | fitness | weights | weight training
        | yoga | athletics | basketball | football | soccer | volleyball | martial arts | health
        | educacion fisica | adapted pe""",
    "computer_science": """computer science | computer programming | programming | coding
        | cybersecurity | apcsp | apcsa | artificial intelligence""",
    "cte": """culinary | culinary arts | culinary chemistry | welding | auto | automotive
        | construction | carpentry | agriculture | ag | agri | business | marketing
        | accounting
        | nursing | cosmetology | apprenticeship | engineering | robotics | woodshop | wood shop
        | health careers | medical terminology | medical | criminal justice | child development
        | foods | nutrition | hospitality | drafting | cad | manufacturing | industrial arts
        | graphic arts | graphic design | home economics | food science | animal science
        | plant science | sports medicine | band saw | state of the art | digital literacy
        | health science | interior design | fashion design | computer applications
        | business english | firefighting | first aid | tech support | computer repair""",
    "elective": """advisory | homeroom | avid | leadership | study hall | study skills | yearbook
        | tutorial | teacher aide | teachers aide | office aide | work experience | lunch | release
        | honor society | national honor society | library science | rotc | jrotc | military science
        | student government | asb | college success | freshman seminar""",
}  # fmt: skip
SUBJECTS = {
    tuple(phrase.split()): subject
    for subject, text in _SUBJECTS.items()
    for phrase in (part.strip() for part in text.split("|"))
}
LONGEST = max(map(len, SUBJECTS))

# The first two digits of a SCED code (School Courses for the Exchange of Data, NCES).
SCED_AREAS = {
    "01": "english", "02": "mathematics", "03": "science", "04": "social_science", "05": "arts",
    "06": "world_language", "07": "elective", "08": "physical_education", "09": "elective",
    "10": "computer_science", "11": "cte", "12": "cte", "13": "cte", "14": "cte", "15": "cte",
    "16": "cte", "17": "cte", "18": "cte", "19": "cte", "20": "cte", "21": "cte", "22": "elective",
    "23": "elective", "24": "world_language",
}  # fmt: skip

# The letter behind the five digits: basic, general, enriched, honors, college.
SCED_LEVELS = {"B": "remedial", "H": "honors"}
SCED_ALGEBRA_1 = "02052"

COLLEGE_LEVEL = ("ap", "ib", "dual")
ADVANCED_MATHEMATICS = [
    tuple(phrase.strip().split())
    for phrase in """precalculus | precalc | pre calculus | pre calc | calculus | calc
    | trigonometry | trig | statistics | stats | probability | analytic geometry | math analysis
    | mathematical analysis | linear algebra | multivariable | differential equations
    | discrete math | discrete mathematics | finite math | calculo | estadistica""".split("|")
]
ADVANCED_SCIENCE = [("chemistry",), ("chem",), ("physics",), ("quimica",), ("fisica",)]
BELOW = {"consumer", "basic", "practical", "essentials", "foundations", "fundamentals"}
HONORS = {"honors", "honours", "hon", "hnrs", "hnr"}
NO_LEVEL = {"society", "advisory", "homeroom", "roll"}
SUPPORT = {"support", "intervention", "remedial", "readiness", "bootcamp", "tutorial"}
SUPPORT |= {"apoyo", "intervencion"}
CAPSTONE = {"seminar", "research", "capstone"}  # AP courses of no subject
LETTERED = (
    "english",
    "mathematics",
    "science",
    "social_science",
    "world_language",
    "computer_science",
)  # an H at the end of such a course's name means honors
CORE = ("english", "mathematics", "science", "social_science")
SPANISH = {"la", "las", "los", "el", "del", "y", "en", "para", "que"}
ENSEMBLES = {"band", "choir", "orchestra", "chorus", "ensemble"}
