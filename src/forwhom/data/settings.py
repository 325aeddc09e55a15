"""What a district decides for itself: forwhom.toml, read and checked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from forwhom.errors import DistrictError, did_you_mean

SETTINGS_FILE = "forwhom.toml"
EVERY_DAY, ABSENCES_ONLY = "every day", "absences only"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of a district, each with a sensible value where the file says nothing."""

    name: str = "Our district"
    state: str = ""
    language: str = "en"
    attendance: str = EVERY_DAY
    school_year_starts: str = "07-01"
    legal_profile: str = "federal"
    reference: dict[str, str] = field(default_factory=dict)
    rules: dict[str, float] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Settings:
        """The settings in a file; all defaults where there is no file. Raises DistrictError."""
        if not path.is_file():
            return cls()
        try:
            found = tomllib.loads(path.read_text("utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise DistrictError(
                f"`{path.name}` is not written as TOML.",
                where=f"{path}: {error}",
                did="Nothing was done.",
                remedy="Correct that line; texts stand in quotation marks.",
            ) from None
        settings = cls(**_known(found, path))
        settings._check(path)
        return settings

    @property
    def year_starts(self) -> tuple[int, int]:
        """Month and day on which the school year turns."""
        month, day = self.school_year_starts.split("-")
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
                raise _wrong(path, name, f"Use one of: {', '.join(allowed)}.")
        try:
            month, day = self.year_starts
        except ValueError:
            raise _wrong(path, "school_year_starts", "Write month and day as 07-01.") from None
        if not (1 <= month <= 12 and 1 <= day <= 28):
            raise _wrong(path, "school_year_starts", "Write month and day as 07-01.")


def _known(found: dict[str, Any], path: Path) -> dict[str, Any]:
    kinds = {f.name: dict if f.name in ("reference", "rules") else str for f in fields(Settings)}
    for name, value in found.items():
        if name not in kinds:
            near = did_you_mean(name, kinds)
            raise DistrictError(
                f"`{name}` is no setting.",
                where=str(path),
                did="Nothing was done.",
                remedy=near or f"Use one of {', '.join(kinds)}.",
            )
        if not isinstance(value, kinds[name]):
            raise _wrong(path, name, "See docs/reference/settings.md.")
    return found


def _wrong(path: Path, name: str, remedy: str) -> DistrictError:
    return DistrictError(
        f"The setting `{name}` cannot be used as it is written.",
        where=str(path),
        did="Nothing was done.",
        remedy=remedy,
    )
