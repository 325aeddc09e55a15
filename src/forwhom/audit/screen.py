"""Lines of text for the screen: a word at the left, and what it says beside it."""

from __future__ import annotations

import textwrap

WIDTH = 96
LEAD = 14


def line(lead: str, text: object) -> str:
    """One line, its text after the lead."""
    return f"{lead:<{LEAD}}{text}"


def wrapped(lead: str, text: str, indent: int = LEAD) -> list[str]:
    """As many lines as the text needs, all beginning at the same column."""
    return textwrap.wrap(
        text or lead,
        WIDTH,
        initial_indent=f"{lead:<{indent}}" if text else "",
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )
