"""What a district decides for itself: forwhom.toml, read and checked."""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from forwhom.data.matrix import matrices
from forwhom.data.toml_text import read_toml
from forwhom.errors import DistrictError, did_you_mean
from forwhom.rules import all_rules
from forwhom.rules.profiles import DEFAULT, profiles

SETTINGS_FILE = "forwhom.toml"
EVERY_DAY, ABSENCES_ONLY = "every day", "absences only"
SECTIONS = ("reference", "rules")
LISTS = ("process", "matrix", "access", "tried")  # sections that come several times: [[tried]]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of a district, each with a sensible value where the file says nothing."""

    name: str = "Our district"
    state: str = ""
    language: str = "en"
    attendance: str = EVERY_DAY
    school_year_starts: str = "07-01"
    census_day: str = ""
    legal_profile: str = DEFAULT
    reference: dict[str, str] = field(default_factory=dict)
    rules: dict[str, float] = field(default_factory=dict)
    process: list[dict[str, Any]] = field(default_factory=list)
    matrix: list[dict[str, Any]] = field(default_factory=list)
    access: list[dict[str, Any]] = field(default_factory=list)
    tried: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> Settings:
        """The settings in a file; all defaults where there is no file. Raises DistrictError."""
        if not path.is_file():
            return cls()
        try:
            text = path.read_text("utf-8-sig")
        except UnicodeDecodeError:
            raise _not_toml(path, "it is not in UTF-8") from None
        return cls.from_text(text, path)

    @classmethod
    def from_text(cls, text: str, path: Path = Path(SETTINGS_FILE)) -> Settings:
        """The settings that a text gives; `path` is named in errors. Raises DistrictError."""
        try:
            found = read_toml(text)
        except tomllib.TOMLDecodeError as error:
            raise _not_toml(path, str(error)) from None
        settings = cls(**_known(found, path))
        settings._check(path)
        return settings

    @property
    def declared(self) -> dict[str, list[dict[str, Any]]]:
        """What the district says of its own processes, rules and trials: `LISTS` by name."""
        return {name: getattr(self, name) for name in LISTS}

    @property
    def year_starts(self) -> tuple[int, int]:
        """Month and day on which the school year turns."""
        month, day = self.school_year_starts.split("-")
        return int(month), int(day)

    @property
    def counted_on(self) -> tuple[int, int] | None:
        """Month and day of the district's own census day, if it names one."""
        if not self.census_day:
            return None
        month, day = self.census_day.split("-")
        return int(month), int(day)

    @property
    def absences_only(self) -> bool:
        """Whether the attendance table holds absences only."""
        return self.attendance == ABSENCES_ONLY

    def _check(self, path: Path) -> None:
        choices = {
            "language": (self.language, ("en", "es")),
            "attendance": (self.attendance, (EVERY_DAY, ABSENCES_ONLY)),
        }
        for name, (value, allowed) in choices.items():
            if value not in allowed:
                raise _wrong(path, name, f"Use one of: {', '.join(map(repr, allowed))}.")
        if self.legal_profile not in profiles():
            what = f"There is no legal profile `{self.legal_profile}`."
            raise _no_such(path, what, self.legal_profile, list(profiles()))
        for name in ("school_year_starts", "census_day"):
            written = getattr(self, name)
            if written and not _is_day(written):
                raise _wrong(path, name, f'Write month and day as "{Settings.school_year_starts}".')
        matrices(self.matrix, path)


def _is_day(written: str) -> bool:
    """Whether a text is a month and a day that every year has, as `07-01`."""
    if not re.fullmatch("[0-9]{2}-[0-9]{2}", written):
        return False
    month, day = (int(part) for part in written.split("-"))
    return 1 <= month <= 12 and 1 <= day <= 28


def _known(found: dict[str, Any], path: Path) -> dict[str, Any]:
    """What the file says, each setting known and of the right kind."""
    form: dict[str, type] = {**dict.fromkeys(SECTIONS, dict), **dict.fromkeys(LISTS, list)}
    kinds: dict[str, type] = {f.name: form.get(f.name, str) for f in fields(Settings)}
    for name, value in found.items():
        if name not in kinds:
            raise _no_such(path, f"`{name}` is no setting.", name, list(kinds))
        if not isinstance(value, kinds[name]):
            raise _wrong(path, name, _form(name))
        if isinstance(value, list) and not all(isinstance(entry, dict) for entry in value):
            raise _wrong(path, name, _form(name))
    for name, value in found.get("reference", {}).items():
        if not isinstance(value, str):
            raise _wrong(path, f"reference.{name}", f'Write the group as text: {name} = "…".')
    return {**found, **({"rules": _rules(found["rules"], path)} if "rules" in found else {})}


def _form(name: str) -> str:
    if name in LISTS:
        return f"Write each one as a section of its own: [[{name}]]."
    return f"Make it a section: [{name}]." if name in SECTIONS else f'Write {name} = "…".'


def _rules(written: dict[str, Any], path: Path) -> dict[str, float]:
    """Overrides of rules by their names; topic.name may be written with quotes or without."""
    flat: dict[str, Any] = {}
    for name, value in written.items():
        inner = value if isinstance(value, dict) else {"": value}
        flat.update({f"{name}.{last}" if last else name: v for last, v in inner.items()})
    for name, value in flat.items():
        if name not in all_rules():
            raise _no_such(path, f"There is no rule `{name}`.", name, list(all_rules()))
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not math.isfinite(value) or value < 0:
            raise _wrong(path, f"rules.{name}", f"Write a number, in {all_rules()[name].unit}.")
    return flat


def _no_such(path: Path, what: str, name: str, known: list[str]) -> DistrictError:
    near = did_you_mean(name, known)
    remedy = near or f"Use one of {', '.join(known)}."
    return DistrictError(what, where=str(path), did="Nothing was done.", remedy=remedy)


def _not_toml(path: Path, why: str) -> DistrictError:
    return DistrictError(
        f"`{path.name}` is not written as TOML.",
        where=f"{path}: {why}",
        did="Nothing was done.",
        remedy="Correct that line; texts stand in quotation marks. Save the file as UTF-8.",
    )


def _wrong(path: Path, name: str, remedy: str) -> DistrictError:
    return DistrictError(
        f"The setting `{name}` cannot be used as it is written.",
        where=str(path),
        did="Nothing was done.",
        remedy=remedy,
    )
