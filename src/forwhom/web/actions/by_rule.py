"""Whether support is offered by a rule about need, and not by the group somebody belongs to."""

from __future__ import annotations

import re

# Goals are universal, support is targeted by need: nobody is chosen for the group they are in.
GROUPS = re.compile(
    r"\b(black|african[- ]american|hispanic|latin[oax]s?|latinx|white|asian|filipin[oa]s?|hmong|"
    r"native american|american indian|pacific islander|boys?|girls?|male|female|gender|sex|race|"
    r"racial|ethnic\w*|poor|low[- ]income|poverty|immigrant|undocumented|muslim|christian|jewish|"
    r"negr[oa]s?|afroamerican[oa]s?|hispan[oa]s?|blanc[oa]s?|asiátic[oa]s?|indígenas?|varones|"
    r"niños varones|niñas|hombres|mujeres|raza|racial|étnic\w*|sexo|género|pobres?|pobreza|"
    r"bajos ingresos|inmigrantes?|indocumentad[oa]s?)\b",
    re.IGNORECASE,
)


def names_a_group(text: str) -> bool:
    """Whether it says whom it reaches by a group people belong to."""
    return bool(GROUPS.search(text))
