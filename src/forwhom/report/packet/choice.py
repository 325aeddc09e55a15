"""What is typed to choose what a packet shows."""

from __future__ import annotations

from forwhom.errors import PacketError
from forwhom.words.numbers import Language


def released(typed: str) -> tuple[str, str, str]:
    """`MEASURE`, `MEASURE:GROUP` or `MEASURE:GROUP:PLACE`; all students, the district."""
    parts = [part.strip() for part in typed.split(":", 2)]
    measure, group, place = (*parts, "", "")[:3]
    return measure, group or "all", place or "district"


def language(typed: str) -> Language:
    """English or Spanish. Raises PacketError."""
    if typed == "en":
        return "en"
    if typed == "es":
        return "es"
    raise PacketError(
        f"There is no language `{typed}`.",
        did="Nothing was printed.",
        remedy="Use en or es.",
    )


def refuse_words(*typed: str | None) -> None:
    """A packet from a release takes no words but the release's. Raises PacketError."""
    if any(typed):
        raise PacketError(
            "A packet from a release takes no title and no name of whom it is for.",
            did="Nothing was printed.",
            remedy="Leave out --title and --prepared-for; write texts into release.toml.",
        )
