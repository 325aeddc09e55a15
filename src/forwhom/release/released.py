"""A release as it lies in its folder: the only thing of an audit that the outside ever reads."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forwhom.errors import ReleaseError
from forwhom.privacy.ladder import HIDDEN_MARK

if TYPE_CHECKING:
    import pyarrow as pa

ABOUT, NUMBERS, NUMBERS_JSON = "release.json", "numbers.csv", "numbers.json"
CERTIFICATE, LATTICE, DICTIONARY = "certificate.json", "release.toml", "data-dictionary.csv"
REPORT, HOW = "report.html", "how-small-groups-are-protected.html"
COLUMNS = ("measure", "school_year", "place_type", "place_id", "group", "n", "rate")


@dataclass(frozen=True, slots=True)
class Number:
    """One declared number, as it is shown: `n` and `rate` are texts, `*` where it is hidden."""

    measure: str
    school_year: str
    place_type: str
    place_id: str
    group: str
    n: str
    rate: str

    @property
    def hidden(self) -> bool:
        """Whether nothing is told: few children, a number that would give others away, or none."""
        return self.rate == HIDDEN_MARK


@dataclass(frozen=True)
class Release:
    """What one release tells: `about` says of whom and how, `numbers` are all that is declared."""

    folder: Path
    about: dict[str, Any]

    @cached_property
    def numbers(self) -> list[Number]:
        """Every declared number, by measure, year, place and group in the lattice's order."""
        with (self.folder / NUMBERS).open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            if tuple(next(rows, ())) != COLUMNS:
                raise _not_whole(self.folder, f"`{NUMBERS}` has other columns")
            return [Number(*row) for row in rows]

    @cached_property
    def _at(self) -> dict[tuple[str, str, str, str, str], Number]:
        return {
            (x.measure, x.school_year, x.place_type, x.place_id, x.group): x for x in self.numbers
        }

    @cached_property
    def groups(self) -> list[str]:
        """Every declared group in the lattice's order, whether or not anybody is in it."""
        district = (x.group for x in self.numbers if x.place_type == "district")
        return list(dict.fromkeys(district))

    def number(
        self, measure: str, school_year: str, place_type: str, place_id: str, group: str = "all"
    ) -> Number | None:
        """One number; None for what is not in this release, whether or not there are children."""
        return self._at.get((measure, school_year, place_type, place_id, group))

    def table(self) -> pa.Table:
        """All numbers as a table of texts, with the columns of numbers.csv."""
        import pyarrow as pa

        columns = {name: [getattr(x, name) for x in self.numbers] for name in COLUMNS}
        return pa.table(columns, schema=pa.schema([(name, pa.string()) for name in COLUMNS]))

    @classmethod
    def read(cls, folder: Path) -> Release:
        """The release in a folder. Raises ReleaseError where there is none, or half of one."""
        for name in (ABOUT, NUMBERS):
            if not (folder / name).is_file():
                raise _not_whole(folder, f"`{name}` is missing")
        try:
            about = json.loads((folder / ABOUT).read_text("utf-8"))
        except ValueError:
            raise _not_whole(folder, f"`{ABOUT}` is no JSON") from None
        return cls(folder, about)


def _not_whole(folder: Path, why: str) -> ReleaseError:
    return ReleaseError(
        f"`{folder.name}` holds no whole release: {why}.",
        where=str(folder),
        did="Nothing was shown.",
        remedy="Publish again: `forwhom publish DISTRICT`.",
    )
