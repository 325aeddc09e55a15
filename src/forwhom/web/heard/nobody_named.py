"""What may be somebody's id, telephone or address on the net: not written where a team writes."""

from __future__ import annotations

import re

TRACES = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+"  # an e-mail
    r"|(?<![\d,.$])\d{5,}(?!\d|[,.]\d)"  # an id; large counts are written with a comma
    r"|(?<!\d)\(?\d{3}\)?[-. ]{1,2}\d{3}[-. ]\d{4}(?!\d)"  # a telephone
    r"|(?<!\d)\d{3}[-. ]\d{4}(?!\d)"
    r"|(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)"  # a social security number
    r"|(?<!\w)@\w{3,}"
)


def traces(text: str) -> bool:
    """Whether digits or signs in it may lead to one person. Names nobody can see by rule."""
    return bool(TRACES.search(text))
