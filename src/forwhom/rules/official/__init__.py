"""What official calculations go by: dated, cited values, and what nobody could verify yet.

One file a calculation, or several that begin with its name. A value may be a number, a list (cut
points, best level first) or a list of texts (rows of a color grid), each with `title`, `unit`,
`source`, `sure` (how it was verified) and `since`; `until` is the last school year it holds. What
stands under `[missing]` is asked for in vain: its error says why.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Value = float | int | str | list[float] | list[str]
Sure = Literal["primary", "copy", "inferred", "recalled"]


class NotVerifiedError(LookupError):
    """A value that the research could not verify: it is not encoded, and the reason is said."""


class NotInForceError(LookupError):
    """A value that exists for other school years only."""


@dataclass(frozen=True, kw_only=True)
class Dated:
    """One value by school year: what it is, its unit, where it is written, and how sure that is."""

    name: str
    title: str
    unit: str
    source: str
    sure: Sure
    values: tuple[tuple[str, Value], ...]
    until: str = ""

    def value(self, school_year: str) -> Value:
        """The value in a school year such as `2017-18`. Raises NotInForceError outside its time."""
        fitting = [value for since, value in self.values if since <= school_year]
        if not fitting or (self.until and school_year > self.until):
            last = f" to {self.until}" if self.until else " on"
            raise NotInForceError(
                f"`{self.name}` holds from {self.values[0][0]}{last}, not in {school_year}."
            )
        return fitting[-1]


class RuleSet:
    """The values of one calculation, a district's or state's own in place of those it overrides.

    `used` collects the name of each value that was asked for: every result names them.
    """

    def __init__(self, topic: str, overrides: Mapping[str, Value] | None = None) -> None:
        """Raise LookupError for an override of a value that is not there, or of another shape."""
        self.topic = topic
        self.entries, self.missing = read(topic)
        self.overrides = dict(overrides or {})
        self.used: dict[str, str] = {}
        for name, value in self.overrides.items():
            _same_shape(self.entry(name), value)

    def entry(self, name: str) -> Dated:
        """The value of that name. Raises NotVerifiedError, or LookupError with what is near."""
        if name in self.missing:
            raise NotVerifiedError(f"`{name}` of {self.topic} is not encoded: {self.missing[name]}")
        if name not in self.entries:
            near = difflib.get_close_matches(name, [*self.entries, *self.missing], 1)
            hint = f" Did you mean `{near[0]}`?" if near else ""
            raise LookupError(f"There is no value `{name}` in {self.topic}.{hint}")
        return self.entries[name]

    def value(self, name: str, school_year: str) -> Any:
        """The value that holds in a school year, and a note that it was used."""
        entry = self.entry(name)
        own = self.overrides.get(name)
        self.used[name] = "the district's or state's own" if own is not None else entry.source
        return entry.value(school_year) if own is None else own

    def told(self) -> list[dict[str, str]]:
        """The values that were used: name, title, unit, source and how sure, for every result."""
        return [
            {"name": name, "title": e.title, "unit": e.unit, "source": source, "sure": e.sure}
            for name, source in sorted(self.used.items())
            for e in (self.entries[name],)
        ]


def topics() -> list[str]:
    """The names of all calculations that have values."""
    found = (entry.name for entry in files(__package__).iterdir() if entry.name.endswith(".toml"))
    return sorted(name.removesuffix(".toml") for name in found if "_" not in name)


def of_state(topic: str, state: str) -> dict[str, Value]:
    """The values of a state's profile, `profiles/<topic>-<state>.toml`; none without a state."""
    if not state:
        return {}
    text = (files(__package__) / "profiles" / f"{topic}-{state}.toml").read_text("utf-8")
    return {str(name): entry["value"] for name, entry in tomllib.loads(text).items()}


@cache
def read(topic: str) -> tuple[dict[str, Dated], dict[str, str]]:
    """The values of a calculation by name (`table.key`), and the missing ones with their reason."""
    tables: dict[str, Any] = {}
    for entry in sorted(files(__package__).iterdir(), key=lambda entry: entry.name):
        if entry.name == f"{topic}.toml" or entry.name.startswith(f"{topic}_"):
            tables |= tomllib.loads(entry.read_text("utf-8"))
    missing = {str(name): str(why) for name, why in tables.pop("missing", {}).items()}
    found = {}
    for table, entries in tables.items():
        for key, entry in entries.items():
            found[f"{table}.{key}"] = _dated(f"{table}.{key}", entry)
    return found, missing


def _dated(name: str, entry: Mapping[str, Any]) -> Dated:
    return Dated(
        name=name, title=entry["title"], unit=entry["unit"], source=entry["source"],
        sure=entry["sure"], values=tuple(sorted(entry["since"].items())),
        until=entry.get("until", ""),
    )  # fmt: skip


def _same_shape(entry: Dated, value: Value) -> None:
    is_like = entry.values[-1][1]
    if isinstance(is_like, list) != isinstance(value, list):
        raise LookupError(
            f"`{entry.name}` must be {'a list' if isinstance(is_like, list) else 'one value'}."
        )
    if isinstance(is_like, list) and isinstance(value, list) and len(value) != len(is_like):
        raise LookupError(f"`{entry.name}` must have {len(is_like)} values, not {len(value)}.")
