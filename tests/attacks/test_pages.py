"""Pages of a release tell no more than its numbers: in no drawing, text read aloud or title."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from tests.attacks.audits import ASKED, VALUES, audit_of_seed
from tests.attacks.pages import pages, printed_in
from tests.attacks.publishing import declared, published
from tests.attacks.released import audit_release, numbers_csv

RACES = [*VALUES["race_ethnicity"]]
FEW = [[], ["race_ethnicity"], ["sex"]]
ONE = {"suspended": ASKED["suspended"]}


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return audit_of_seed(tmp_path_factory.mktemp("made") / "audit", 2, measures=ONE)


@pytest.fixture(scope="module")
def release(audit: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return of_few_groups(audit, tmp_path_factory.mktemp("out") / "release")


def of_few_groups(audit: Path, to: Path) -> Path:
    """Race and sex only, so that other children often give the same numbers."""
    lattice = declared(to.parent / f"{to.name}.toml", groups=FEW, measures=[*ONE])
    return published(audit, to, "--lattice", str(lattice))


def test_numbers_of_pages_are_those_of_the_csv(release: Path) -> None:
    shown = {
        (p.measure, p.school_year, p.place_type, p.place_id, p.group): p.rate
        for p in numbers_csv(release)
    }

    found = printed_in(release)

    assert len(found) > 80
    assert {p.place_type for p in found} == {"district", "school"}
    for p in found:
        assert shown[p.measure, p.school_year, p.place_type, p.place_id, p.group] == p.rate


def test_1_no_small_group_is_told_too_closely_by_all_files_together(
    audit: Path, release: Path
) -> None:
    found = audit_release(audit, release, also=printed_in, insiders=False)

    assert not [f for f in found if f.narrow]


def test_11_no_page_has_a_percentage_that_the_release_lacks(release: Path) -> None:
    rates = {p.rate for p in numbers_csv(release)}
    ends = {f"{end}%" for rate in rates for end in re.findall(r"\d+", rate)}
    ticks = {f"{tick}%" for tick in range(0, 101, 5)}
    explained = {"10-19%", "12%", "0%", "100%", "<5%", ">=95%"}

    for name, page in pages(release).items():
        more = page.percentages - rates - ends - ticks - explained
        assert not more, f"{name}: {sorted(more)}"


def test_11_other_children_behind_the_same_numbers_give_the_same_pages(
    audit: Path, release: Path, tmp_path: Path
) -> None:
    """Bars, derived numbers, order and words: nothing may hang on what is not shown (7, 11)."""
    twin = other_children(audit, release, tmp_path)
    mine = Counter(p.name for p in release.iterdir())

    assert mine == Counter(p.name for p in twin.iterdir())
    for path in release.iterdir():
        if path.name != "certificate.json":
            assert _without_id(path, release) == _without_id(twin / path.name, twin), path.name
    one, two = (json.loads((r / "certificate.json").read_text()) for r in (release, twin))
    assert intervals(one) == intervals(two)
    for told in (one, two):
        del told["small_groups"], told["sha256"]
    assert one == two


def intervals(certificate: dict[str, list[dict[str, object]]]) -> list[str]:
    """What is told of small groups, whatever their keys."""
    return sorted(
        json.dumps({k: v for k, v in group.items() if k != "key"})
        for group in certificate["small_groups"]
    )


def _without_id(path: Path, release: Path) -> str:
    about = json.loads((release / "release.json").read_text("utf-8"))
    return path.read_text("utf-8").replace(about["id"], "ID")


def other_children(audit: Path, release: Path, tmp_path: Path) -> Path:
    """A release with the same numbers.csv, made of children with other outcomes."""
    cells = pyarrow.parquet.read_table(audit / "cells.parquet")
    wanted = (release / "numbers.csv").read_bytes()
    draw = np.random.default_rng(1)
    for attempt in range(60):
        folder = tmp_path / f"audit-{attempt}"
        folder.mkdir()
        for path in audit.iterdir():
            (folder / path.name).write_bytes(path.read_bytes())
        pyarrow.parquet.write_table(_another_child(cells, draw), folder / "cells.parquet")
        twin = of_few_groups(folder, tmp_path / f"twin-{attempt}")
        if (twin / "numbers.csv").read_bytes() == wanted:
            return twin
    raise AssertionError("No other children gave the same numbers.")


def _another_child(cells: pa.Table, draw: np.random.Generator) -> pa.Table:
    """Another child of the school has the outcome, alike in all but race; so in the district."""
    rows = cells.to_pylist()
    at = {_who(row): row for row in rows}
    n, k = "suspended__n", "suspended__count"
    while True:
        one = rows[int(draw.integers(len(rows)))]
        race = RACES[int(draw.integers(len(RACES)))]
        two = at.get(_who({**one, "race_ethnicity": race}))
        if one["place_type"] == "school" and two and one[k] > 0 and two[k] < two[n]:
            break
    for row, by in ((one, -1), (two, 1)):
        above = at[_who({**row, "place_type": "district", "place_id": "district"})]
        for changed in (row, above):
            changed[k] = min(max(changed[k] + by, 0), changed[n])
    return pa.Table.from_pylist(rows, schema=cells.schema)


def _who(row: dict[str, object]) -> tuple[object, ...]:
    return tuple(v for name, v in row.items() if "__" not in name and name != "children")
