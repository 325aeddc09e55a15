"""Grand Bend's 21 incidents: too few to compare like cases, and each way of explaining says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from forwhom.audit import import_records
from forwhom.causes import CAUSES, Evidence, Records
from forwhom.causes.behavior.incidents import read
from forwhom.data.district import District
from forwhom.data.engine import open_duckdb
from forwhom.disparities.cells import wide_table
from forwhom.disparities.search.children import fetch_children
from forwhom.disparities.search.contrast import Contrasts
from forwhom.measures import MEASURES
from forwhom.results.explanation import SILENT, Explanation
from tests.engine.causes.made_incidents import SUSPENDED, finding

Real = Callable[[str], Path]
GROUP = "disability=Yes"
NAMES = ("same_behavior", "same_behavior_same_school", "same_incident", "where_decided")
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def evidence(real: Real, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    home = tmp_path_factory.mktemp("grandbend")
    import_records(real("edfi-grandbend"), home)
    asked = finding(group=GROUP, school_year="2021-22")
    with open_duckdb() as engine:
        tables = District(home).tables(engine)
        measures = {"suspended": MEASURES["suspended"]}
        wide = wide_table(tables, measures, "district")
        children = fetch_children(tables, wide, measures, asked.school_year)
        contrasts = Contrasts(children, frozenset())
        yield Evidence.of(asked, SUSPENDED, contrasts, Records(tables, children))


@pytest.fixture(scope="module")
def told(evidence: Evidence) -> dict[str, Explanation]:
    return {name: CAUSES[name].of(evidence) for name in NAMES}


def test_every_child_who_acted_stands_once_in_each_incident(evidence: Evidence) -> None:
    """Two of them are named as witnesses of their own incident too."""
    rows = read(evidence)
    assert len(rows) == 21
    assert len(set(rows.codes["incident_id"])) == 21
    assert (rows.rank > 0).all()  # a consequence is on record for each
    assert (rows.judged == -1).all()  # and whether it is a matter of judgment for none


def test_no_incident_holds_two_groups(told: dict[str, Explanation]) -> None:
    found = told["same_incident"]
    assert found.status == SILENT
    assert ": 0, with 0 and 0 students" in found.needs["en"]
    assert ": 0, con 0 y 0 estudiantes" in found.needs["es"]


@pytest.mark.parametrize("name", ["same_behavior", "same_behavior_same_school"])
def test_too_few_have_a_match_and_how_few_is_told(name: str, told: dict[str, Explanation]) -> None:
    assert told[name].status == SILENT
    assert "It takes 30 of each." in told[name].needs["en"]


def test_where_it_was_decided_cannot_be_told(told: dict[str, Explanation]) -> None:
    assert told["where_decided"].status == SILENT
    assert told["where_decided"].needs["en"].startswith("Too few of these students have incidents")
