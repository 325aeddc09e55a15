"""What an explanation is: one way of saying why a gap is there, in parts, limits and words."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

MEASURED = "measured"
TOLD, SILENT = "told", "silent"
Texts = dict[str, str]  # language -> text


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a gap, in the measure's unit (a fraction of 1 for shares), with its limits.

    `of` says where a part of a table lies: the kind of place and its id, as `school` and `0107`.
    """

    name: Texts
    value: float
    low: float | None = None
    high: float | None = None
    of: tuple[str, str] | None = None
    children: int | None = None


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """One way of explaining one finding. The unadjusted `gap` always stands first.

    `parts` add up to `gap`; `places` are the rows of its table, each with what it adds to the gap.
    `status` is `told`, or `silent`, and then `needs` says what record would be needed. `tag` is
    `measured`: what people say is *heard*, what nobody has tested is *assumed*.
    """

    finding: str
    cause: str
    question: Texts
    assumes: Texts
    cannot: Texts
    status: str = TOLD
    tag: str = MEASURED
    sentences: dict[str, list[str]] = field(default_factory=dict)
    needs: Texts = field(default_factory=dict)
    gap: float | None = None
    parts: list[Part] = field(default_factory=list)
    places: list[Part] = field(default_factory=list)

    @classmethod
    def of(cls, entry: dict[str, Any]) -> Explanation:
        """An entry of causes.json."""
        parts = {name: [_part(part) for part in entry[name]] for name in ("parts", "places")}
        return cls(**{**entry, **parts})

    def as_dict(self) -> dict[str, Any]:
        """The explanation as it stands in causes.json."""
        return asdict(self)


def _part(entry: dict[str, Any]) -> Part:
    return Part(**{**entry, "of": tuple(entry["of"]) if entry["of"] else None})
