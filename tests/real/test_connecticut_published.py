"""Connecticut's raw exports with their marks, against the tidy form of the same numbers."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

from forwhom.stats.marks import count_of, share_of

SUPPRESSED, MISSING = "-9999", "-6666"
Real = Callable[[str], Path]


def raw(folder: Path, pattern: str) -> Iterator[tuple[str, str, str, str, str]]:
    """District, year, group, count and percent of every row of the state's exports."""
    for path in sorted(folder.glob(pattern)):
        year = path.name.split("__")[1][:7]
        with path.open(encoding="utf-8-sig") as file:
            for line in csv.reader(file):
                if len(line) == 5 and line[1].startswith("="):
                    yield line[0], f"{year[:4]}-{int(year[:4]) + 1}", line[2], line[3], line[4]


def tidy(path: Path) -> dict[tuple[str, str, str], str]:
    with path.open(encoding="utf-8-sig") as file:
        return {
            (line["District"], line["Year"], plain(line["Race/Ethnicity"])): line["Value"]
            for line in csv.DictReader(file)
            if line["Measure Type"] == "Percent"
        }


def plain(group: str) -> str:
    return group.lower().replace("/latino of any race", " or latino")


def test_suspension_marks_say_what_the_tidy_form_says(real: Real) -> None:
    folder = real("ct-suspension-by-race")
    right = tidy(folder / "suspension_rate_race_2021.csv")
    told = {"number": 0, "hidden": 0, "missing": 0}
    for district, year, group, count, percent in raw(folder, "*_race.csv"):
        value = right.get((district, year, plain(group)))
        if value is None:
            continue
        number, share = (
            count_of(count),
            share_of(f"{percent}%" if percent[0].isdigit() else percent),
        )
        assert number is not None
        assert share is not None
        if value == MISSING:
            assert not number.given
            told["missing"] += 1
        elif value == SUPPRESSED:
            assert (share.low, share.high) == (0, 1)
            told["hidden"] += 1
        else:
            assert float(share.low) <= float(value) / 100 <= float(share.high)
            assert number.exact
            told["number"] += 1
    # Districts that changed their name are not matched: the tidy form has them under one name.
    assert told == {"number": 3051, "hidden": 7191, "missing": 734}
