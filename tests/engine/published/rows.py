"""Rows of published_counts for tests, as a publisher would write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

HEAD = (
    *("school_year", "place_type", "place_id", "place_name", "measure", "dimension", "group"),
    *("numerator", "denominator", "rate"),
)
DISTRICT = {"school_year": "2021-22", "place_type": "district", "place_id": "01"}
Row = dict[str, str | None]


def row(
    dimension: str,
    group: str,
    numerator: str | None = None,
    denominator: str | None = None,
    rate: str | None = None,
    **more: str,
) -> Row:
    """One row of the measure `suspended` in the one district, unless `more` says otherwise."""
    given: Row = {"dimension": dimension, "group": group, "numerator": numerator}
    given |= {"denominator": denominator, "rate": rate, "measure": "suspended"}
    return {**DISTRICT, "place_name": "Oak District", **given, **more}


def on_levels(dimension: str, group: str, counts: Sequence[object], **more: str) -> list[Row]:
    """One row a level, low to high, of how many children reached it; all of them if all are told.

    `None` leaves out the row of a level.
    """
    told = [count for count in counts if count is not None]
    whole = all(isinstance(count, int) for count in told)
    given = {"measure": "mathematics", "grade": "4", **more}
    if whole:
        given = {"denominator": str(sum(int(str(count)) for count in told)), **given}
    return [
        row(dimension, group, str(count), level=str(level), **given)
        for level, count in enumerate(counts, 1)
        if count is not None
    ]


RACE = "race_ethnicity"
BLACK = "Black or African American"
# In the second district everything is shown, and the groups add up.
OAK = [
    row("all", "all", "30", "300"),
    row(RACE, "White", "10", "150"),
    row(RACE, BLACK, "*", "100"),
    row(RACE, "Asian", "<5", "30"),
    row(RACE, "Two or more races", "4", "20"),
    row("disability", "Yes", "12", "40"),
    row("disability", "No", "18", "260"),
    row("all", "all", "20", "200", place_id="02", place_name="Elm District"),
    row(RACE, "White", "5", "100", place_id="02", place_name="Elm District"),
    row(RACE, BLACK, "15", "100", place_id="02", place_name="Elm District"),
]


def write(folder: Path, rows: list[Row], settings: Mapping[str, str] | None = None) -> Path:
    """A folder with published_counts.csv, and with a forwhom.toml where settings are given."""
    folder.mkdir(parents=True, exist_ok=True)
    head = [*HEAD, *(name for name in ("grade", "level") if any(name in each for each in rows))]
    lines = [",".join(head), *(",".join(each.get(name) or "" for name in head) for each in rows)]
    (folder / "published_counts.csv").write_text("\n".join(lines) + "\n", "utf-8")
    if settings:
        text = "".join(f'{name} = "{value}"\n' for name, value in settings.items())
        (folder / "forwhom.toml").write_text(text, "utf-8")
    return folder
