"""Whether a possible reason speaks of how the system works, or blames children and families."""

from __future__ import annotations

import re

# A chain of whys never ends at a person: Vermont Agency of Education, five-whys sheet.
WHO = (
    r"(students?|children|kids?|boys?|girls?|pupils?|learners?|teens?|parents?|famil(?:y|ies)|"
    r"mothers?|fathers?|homes?|teachers?|they|estudiantes?|alumn[oa]s?|niñ[oa]s|jóvenes|padres|"
    r"madres|familias?|hogar(?:es)?|maestr[oa]s|docentes|ell[oa]s)"
)
BLAME = (
    r"(do not|don['’]t|doesn['’]t|does not|won['’]t|will not|never|can['’]t|cannot|refuse|"
    r"fail|lack|(?:are|is|being) (?:too |so |just |not )?(?:lazy|unmotivated|motivated|bad|"
    r"uninterested|interested|disrespectful|disruptive|violent|low|weak|slow|behind|unable|"
    r"irresponsible|careless)|no (?:les |le |se )?(?:importa|interesa|quieren?|valoran?|"
    r"apoyan?|ayudan?|pueden|saben|esfuerzan?|preocupan?)|son (?:flojos|flojas|vagos|perezosos|"
    r"malos|violentos|irrespetuosos|irresponsables)|nunca|carecen)"
)
BLAMES = re.compile(rf"\b{WHO}\b[\w\s,]{{0,40}}?\b{BLAME}\b", re.IGNORECASE)
OF_CHILDREN = re.compile(
    r"\b(lazy|unmotivated|laziness|bad parenting|broken homes?|"
    r"low expectations at home|flojera|malos padres|hogares rotos)\b",
    re.IGNORECASE,
)


def blames(text: str) -> bool:
    """Whether it ends at people instead of at a practice, a rule or a resource."""
    return bool(BLAMES.search(text) or OF_CHILDREN.search(text))
