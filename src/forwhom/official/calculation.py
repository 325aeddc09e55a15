"""What official calculations there are: each declares itself in its own folder here."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from forwhom import official
from forwhom.official.number import Count, OfficialNumber
from forwhom.rules.official import RuleSet


@dataclass(frozen=True, kw_only=True)
class Calculation:
    """One calculation of the law or of an agency, declared as `calculation` in its folder.

    `spanish` is title and question in Spanish.
    `topic` names its file in `rules/official`; `profiles` are the states whose own values stand
    beside it. `makes` turns counts into official numbers; `forecasts` does so for an unfinished
    year. `from_records` says whether it can be made from a district's own records, not only from
    published counts; `from_release` that it shows a release's numbers and nothing else.
    """

    name: str
    title: str
    asks: str
    spanish: tuple[str, str]
    topic: str
    makes: Callable[[Sequence[Count], RuleSet], list[OfficialNumber]]
    source: str
    profiles: tuple[str, ...] = ()
    forecasts: Callable[[Sequence[Count], RuleSet, float], list[OfficialNumber]] | None = None
    from_records: bool = False
    from_release: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """What may be asked for: the calculation, and it by the values of each profile."""
        return (self.name, *(f"{self.name}-{profile}" for profile in self.profiles))


@cache
def calculations() -> dict[str, Calculation]:
    """Every calculation by its name."""
    found = {}
    for entry in pkgutil.iter_modules(official.__path__):
        module = importlib.import_module(f"{official.__name__}.{entry.name}")
        declared = getattr(module, "calculation", None)
        if isinstance(declared, Calculation):
            found[declared.name] = declared
    return found
