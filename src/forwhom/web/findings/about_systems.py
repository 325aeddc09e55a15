"""Whether a possible reason speaks of how the system works, or blames a person or a group."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A chain of whys never ends at a person: Vermont Agency of Education, five-whys sheet. What
# children and families meet ("are not told", "cannot reach", "lack a bus") is of the system, and is
# kept; what they are said to be or to want is not.
MANY = (
    r"students|children|kids|boys|girls|pupils|learners|teens|teenagers|youth|parents|families|"
    r"mothers|fathers|moms|dads|caregivers|homes|teachers|principals|counselors|staff|aides|"
    r"drivers|people|immigrants|newcomers|latinos|latinas|hispanics|blacks|whites|asians"
)
ONE = r"student|child|kid|boy|girl|pupil|learner|parent|family|mother|father|mom|dad|home|teacher"
WHO = rf"(?:{MANY}|{ONE}|they|he|she|nobody at home)"
QUIEN = (
    r"(?:estudiantes?|alumn[oa]s?|niñ[oa]s?|chic[oa]s?|muchach[oa]s?|jóvenes|adolescentes|padres|"
    r"madres|papás|mamás|familias?|hogar(?:es)?|maestr[oa]s?|docentes?|profesor(?:a|es|as)?|"
    r"director(?:a|es)?|choferes|ell[oa]s|gente|inmigrantes|latin[oa]s|hispan[oa]s)"
)
# Between whom it speaks of and what it says of them: nothing that begins another thought.
BETWEEN = (
    r"(?:\s+(?:who|just|simply|really|often|always|also|still|clearly|here|there|themselves|today|"
    r"at home)|\s+(?:in|of|from|with|on)\s+(?:\w+\s+){0,2}?\w+){0,2}"
)
ENTRE = (
    r"(?:\s+(?:que|simplemente|también|siempre|aquí|en casa)|"
    r"\s+(?:de|del|en)\s+(?:\w+\s+)?\w+){0,2}"
)
NOT = (
    r"(?:do not|does not|don['’]?t|doesn['’]?t|did not|didn['’]?t|won['’]?t|will not|would not|"
    r"never)"
)
WILL = (
    r"(?:really |even |seem to )?(?:care|try|want|value|bother|listen|study|behave|respect|"
    r"pay attention|make (?:an|any) effort|believe in|do (?:their|the|any) (?:home)?work|"
    r"take (?:it|school|learning)|discipline|push|raise|like (?:school|learning|to)|"
    r"put in|work hard|engage|help (?:them|their)|support (?:them|their|learning|school))"
)
CAN = (
    r"(?:cannot|can['’]?t|can not) "
    r"(?:behave|sit still|focus|learn|be bothered|control|handle|keep up)"
)
BAD = (
    r"lazy|unmotivated|motivated|uninterested|disinterested|interested|disrespectful|disruptive|"
    r"violent|aggressive|defiant|irresponsible|careless|apathetic|immature|ignorant|uneducated|"
    r"incapable|capable|unable to learn|dumb|stupid|smart|racist|prejudiced|incompetent|"
    r"indifferent|bad|not ready to learn|wild|rude|to blame|the problem|at fault"
)
WEAK = r"low|weak|slow"
TRAITS = (
    r"motivation|discipline|respect|interest|effort|grit|drive|focus|self[- ]control|values|"
    r"manners|ambition|ability|desire|will|work ethic|support at home|parenting|social skills|"
    r"intelligence"
)
RASGOS = (
    r"motivación|disciplina|interés|respeto|valores|ganas|esfuerzo|educación en casa|ambición|"
    r"capacidad|apoyo en casa|apoyo de (?:los|sus) padres|inteligencia|voluntad"
)
MALO = (
    r"floj[oa]s?|vag[oa]s?|perezos[oa]s?|mal[oa]s?|violent[oa]s?|agresiv[oa]s?|irrespetuos[oa]s?|"
    r"irresponsables?|ignorantes?|rebeldes?|racistas?|incompetentes?|incapaces|desinteresad[oa]s?|"
    r"desmotivad[oa]s?|apátic[oa]s?|inmadur[oa]s?|tont[oa]s?|el problema|l[oa]s culpables"
)
QUIERE = (
    r"(?:(?:les |le )?(?:importa|interesa)|(?:se )?(?:quieren?|valoran?|apoyan?|ayudan?|esfuerzan?|"
    r"preocupan?|estudian?|respetan?|escuchan?|comportan?|portan? bien|involucran?)|"
    r"ponen? (?:atención|de su parte|interés)|hacen? (?:la tarea|caso|nada|su parte)|"
    r"(?:le |les )?echan? ganas|creen? en)"
)
# Staying away may be a person's or the hour's: it is blame where no other reason is given.
REASON = (
    r"(?![^.!?]*\b(?:because|since|when|while|if|at|during|until|unless|without|porque|cuando|"
    r"ya que|pues|si|sin|a las)\b)"
)
AWAY = r"(?:come|show up|attend|answer|turn (?:it |work |homework )?in|call back|read to)"
AUSENTE = r"(?:vienen?|asisten?|contestan?|aparecen?|participan?)"
NO = r"(?:lacks?|(?:have|has) (?:no|little|poor|low))"
ARE = r"(?:are|is|being|aren['’]?t|isn['’]?t|seem|act)"
SO = r"(?:too |so |just |not |all |very )"
MANNERS = r"(?:attitudes?|habits|behaviou?r)"

BLAMES = [
    rf"\b{WHO}{BETWEEN}\s+{NOT}\s+{WILL}\b",
    rf"\b{WHO}{BETWEEN}\s+{CAN}\b",
    rf"\b(?:{MANY}|{ONE}){BETWEEN}\s+{NOT}\s+{AWAY}\b{REASON}",
    rf"\b{WHO}{BETWEEN}\s+refuses?\b",
    rf"\b{WHO}{BETWEEN}\s+fails? to (?:try|do|turn|behave|study|support|help|discipline)\b",
    rf"\b{WHO}{BETWEEN}\s+{NO}\s+(?:any |the )?(?:{TRAITS})\b",
    rf"\b{WHO}{BETWEEN}\s+(?:have|has|with) (?:a )?(?:bad|poor|wrong) {MANNERS}",
    rf"\b{WHO}{BETWEEN}\s+makes? (?:bad|poor) choices",
    rf"\b{WHO}{BETWEEN}\s+{ARE}\s+(?:\w+ly )?{SO}?(?:{BAD})\b(?! (?:for|by|part)\w*)",
    rf"\b(?:{MANY}|{ONE}){BETWEEN}\s+(?:are|is)\s+{SO}?(?:{WEAK})\b",
    rf"\b(?:lack of|no) (?:student |parent |parental |family )?(?:{TRAITS}|involvement at home)\b",
    r"\b(?:student|parent|family|parental|teacher) (?:apathy|laziness|indifference|attitudes?)\b",
    r"\b(?:bad|poor) parenting\b|\bbad parents\b|\bbroken homes?\b|\bculture of poverty\b",
    r"\blow expectations at home\b|\blaziness\b|\bbad kids?\b|\bbad apples\b",
    rf"\b(?:fault of|blame) (?:the |their |our |these )?{WHO}\b",
    rf"\b(?:{MANY}|{ONE})['’]s? (?:own )?fault\b",
    rf"\b(?:their|these) (?:culture|people|homes?) {NOT} (?:value|care)",
    rf"\b{QUIEN}{ENTRE},?\s+(?:no\s+(?:se\s+)?{QUIERE}|nunca\s+{QUIERE})\b",
    rf"\b{QUIEN}{ENTRE}\s+(?:no|nunca)\s+{AUSENTE}\b{REASON}",
    rf"\b{QUIEN}{ENTRE}\s+(?:no saben|no pueden)\s+(?:comportarse|portarse|aprender|educar)",
    rf"\b{QUIEN}{ENTRE}\s+(?:son|es|están|está)\s+(?:muy |tan |demasiado |unos |un )?(?:{MALO})\b",
    rf"\b{QUIEN}{ENTRE}\s+(?:carecen? de|no tienen?|tienen? poc[oa]s?)\s+(?:{RASGOS})\b",
    rf"\b{QUIEN}{ENTRE}\s+(?:se niegan?|toman? malas decisiones|tienen? mala actitud)\b",
    rf"\b(?:falta de|poca|poco) (?:{RASGOS})\b|\bson (?:{MALO})\b",
    rf"\bculpa de (?:l[oa]s? |sus? )?{QUIEN}\b",
    r"\bno les (?:importa|interesa)\b|\b(?:flojera|malos padres|malas madres|hogares rotos)\b",
    r"\bcultura de la pobreza\b|\bno valoran la educación\b",
]
ENDS_AT_PEOPLE = re.compile("|".join(f"(?:{each})" for each in BLAMES), re.IGNORECASE)
A_NAME = re.compile(  # one named adult; a school may bear a name as well
    r"\b(?:Mr|Mrs|Ms|Miss|Sr|Sra|Srta)\b\.? [A-ZÁÉÍÓÚÑ]\w+(?! (?:School|Elementary|Middle|High))"
)
# What is refused, or told of others: nobody is blamed where blame itself is what is looked at.
ASIDE = re.compile(r"[“\"«][^”\"»]*[”\"»]")


def blames(text: str) -> bool:
    """Whether it ends at people instead of at a practice, a rule or a resource."""
    return any(ENDS_AT_PEOPLE.search(one) or A_NAME.search(one) for one in _told(text))


def _told(text: str) -> Iterator[str]:
    """The text in the writer's own voice: what stands in quotation marks is another's."""
    own = ASIDE.sub(" ", text)
    yield re.sub(r"\s+", " ", own if own.strip() else text)
