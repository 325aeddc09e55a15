"""What another matrix would have changed, against numbers counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from forwhom.causes import CAUSES, Evidence, Records
from forwhom.causes.matrix.change import OUTCOMES, brought_down, changed, year_of
from forwhom.causes.matrix.decisions import decisions_of
from forwhom.causes.matrix.held import held_against
from forwhom.data.engine import Engine, open_duckdb
from forwhom.data.matrix import RESPONSES, matrices
from forwhom.data.settings import Settings
from forwhom.disparities.cells import wide_table
from forwhom.disparities.search.children import fetch_children
from forwhom.errors import DistrictError
from forwhom.measures import MEASURES
from forwhom.results.explanation import GAPS, SILENT, Explanation
from tests.engine.causes.decisions import YEAR, Decision, evidence_of

IN, OUT, POLICE = "in_school_suspension", "out_of_school_suspension", "law_enforcement"
PROPOSAL = """
[[matrix]]
from = "2026-27"
name = "Restorative code"
[matrix.rows]
defiance.first = { highest = "restorative" }
defiance.repeat = { highest = "in_school_suspension", max_days = 1 }
fighting = { highest = "out_of_school_suspension", max_days = 2 }
"""
# What followed as it was, and what the proposal makes of it.
MADE = [
    Decision("g0", "defiance", ((OUT, 3.0),)),  # 3 days -> restorative: spared
    Decision("g1", "defiance", ((IN, 1.0),)),  # 1 day -> restorative
    Decision("g1", "defiance", ((OUT, 4.0),), day=9),  # 4 days -> 1 in school: still suspended
    Decision("g2", "fighting", ((OUT, 5.0), (POLICE, None))),  # 5 -> 2 days, police falls away
    Decision("g3", "dancing", ((OUT, 5.0),)),  # no row: stays
    Decision("o0", "defiance", ((OUT, 2.0),)),  # 2 days -> restorative: spared
    Decision("o1", "fighting", (("expulsion", None),)),  # 11 days -> 2 out of school
    Decision("o2", "fighting", ((IN, 9.0),)),  # 9 -> 2 days
    Decision("o3", "defiance", (("classroom", None),)),  # stays
]
QUIET = [*(f"g9{i}" for i in range(16)), *(f"o9{i}" for i in range(16))]  # 20 children a side


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_duckdb() as opened:
        yield opened


def made(engine: Engine, **more: str) -> Evidence:
    return evidence_of(MADE, engine, children=QUIET, **more)


def kept(evidence: Evidence) -> Explanation:
    return CAUSES["matrix_kept"].of(evidence)


def test_the_numbers_are_those_counted_by_hand(engine: Engine) -> None:
    found = kept(made(engine, what_if=PROPOSAL))
    told = {name: found.numbers[name] for name in (
        "spared", "spared_group", "spared_others", "days", "days_group", "days_others",
        "consequences_moved", "decisions", "not_in_matrix")}  # fmt: skip
    assert told == {
        "spared": 2, "spared_group": 1, "spared_others": 1,
        # group: 3 + 1 + 3 + 3 fewer; others: 2 - 2 (no suspension became one of 2 days) + 7
        "days": 17, "days_group": 10, "days_others": 7,
        "consequences_moved": 8, "decisions": 9, "not_in_matrix": 1,
    }  # fmt: skip
    # Of 20 a side: before 4 and 2 (o0, o2) suspended; after 3, and 2 (o1 instead of o0).
    assert found.gap == pytest.approx(4 / 20 - 2 / 20)
    assert found.numbers["gap_after"] == pytest.approx(3 / 20 - 2 / 20)
    before, after, spared, change = found.rows
    assert change.difference == pytest.approx(found.numbers["gap_after"] - found.gap)
    assert (before.rate, after.rate, spared.rate) == (4 / 20, 3 / 20, 1 / 20)
    assert found.shape == GAPS
    assert "2 students would not have been suspended; 1 of them" in found.sentences["en"][0]
    assert "17 fewer days" in found.sentences["en"][1]
    assert "10 points would have been 5 points" in found.sentences["en"][2]
    assert Explanation.of(found.as_dict()) == found


def test_a_gap_in_days_is_told_as_its_measure_tells_it(engine: Engine) -> None:
    """As it was: 18 days of 20 children and 11 of 20; then 8 and 4."""
    unit = {"one": "day", "many": "days", "spanish": {"one": "día", "many": "días"}, "per": 100}
    measure = {"name": "days_suspended_per_100_students", "kind": "score", "unit": unit,
               "says": "lost {mean} to suspension", "domain": "discipline"}  # fmt: skip
    days = [3.0, 5.0, 5.0, 5.0, *[0.0] * 16, 2.0, 0.0, 9.0, 0.0, *[0.0] * 16]
    found = kept(
        evidence_of(MADE, engine, children=QUIET, what_if=PROPOSAL, measure=measure, outcome=days)
    )
    assert found.gap == pytest.approx(100 * (18 - 11) / 20)
    assert found.numbers["gap_after"] == pytest.approx((8 - 4) / 20)
    assert found.sentences["en"][2].startswith(
        "The gap of 35 days per 100 students would have been 20 days per 100 students. "
    )
    assert (found.rows[0].unit, found.rows[0].ratio) == ("days", None)


def test_the_present_matrix_is_tried_where_none_is_proposed(engine: Engine) -> None:
    present = PROPOSAL.replace("2026-27", "2020-21")
    assert kept(made(engine, matrix=present)).numbers["spared"] == 2
    mild = PROPOSAL.replace("2026-27", "2020-21").replace('"restorative"', '"expulsion"')
    mixed = kept(made(engine, matrix=mild, what_if=PROPOSAL))
    assert mixed.numbers["spared"] == 2
    assert kept(made(engine)).status == SILENT
    assert kept(made(engine, matrix=PROPOSAL)).status == SILENT  # it holds from a later year


def test_a_matrix_that_allows_all_changes_nothing(engine: Engine) -> None:
    rows = "".join(f"{name} = {{ highest = '{POLICE}' }}\n" for name in ("defiance", "fighting"))
    found = kept(made(engine, what_if=f'[[matrix]]\nfrom = "2026-27"\n[matrix.rows]\n{rows}'))
    assert "nothing would have changed" in found.sentences["en"][0]
    assert found.numbers["gap_after"] == pytest.approx(found.gap)
    assert found.numbers["days"] == found.numbers["spared"] == 0


def test_what_follows_twice_in_one_decision_counts_once(engine: Engine) -> None:
    """Two days out of school and one inside become one suspension in school, not two."""
    both = [Decision("g0", "defiance", ((OUT, 1.0), ("classroom", None))),
            Decision("g0", "defiance", ((IN, 1.0), (OUT, 2.0)), day=4, apart=2)]  # fmt: skip
    evidence = evidence_of(both, engine, children=QUIET, what_if=PROPOSAL)
    decisions = decisions_of(evidence)
    held = held_against(matrices(Settings.from_text(PROPOSAL).matrix)[0], decisions)
    after = year_of(brought_down(decisions, held), decisions, len(evidence.outcome))
    mine = after.times.sum(axis=1).argmax()
    assert after.days[mine, RESPONSES.index(IN)] == 1
    assert after.times[mine, RESPONSES.index(IN)] == 1
    assert after.times[mine, RESPONSES.index(OUT)] == 0


def test_a_child_of_whom_nothing_changes_keeps_what_was_measured(engine: Engine) -> None:
    """Totals of a year may know of suspensions that no incident tells of."""
    outcome = [1.0] * 20 + [0.0] * 20  # all of the group, by name
    evidence = evidence_of(MADE, engine, children=QUIET, what_if=PROPOSAL, outcome=outcome)
    found = kept(evidence)
    assert found.gap == pytest.approx(1.0)
    assert found.numbers["gap_after"] == pytest.approx(19 / 20 - 1 / 20)  # o1: see above


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_made_harsher(engine: Engine, seed: int) -> None:
    """Whatever followed: no child has more days away, and none is newly expelled or reported."""
    rng = np.random.default_rng(seed)
    kinds = RESPONSES[1:]
    drawn = [
        Decision(
            f"{'go'[child % 2]}{child}",
            str(rng.choice(["defiance", "fighting", "dancing"])),
            tuple((str(kind), float(rng.integers(1, 9))) for kind in
                  rng.choice(kinds, int(rng.integers(0, 4)), replace=False)),
            day=int(rng.integers(0, 40)),
        )
        for child in range(30) for _ in range(3)
    ]  # fmt: skip
    evidence = evidence_of(drawn, engine, what_if=PROPOSAL)
    decisions = decisions_of(evidence)
    held = held_against(matrices(Settings.from_text(PROPOSAL).matrix)[0], decisions)
    before, after = (
        year_of(given, decisions, len(evidence.outcome))
        for given in (decisions.given, brought_down(decisions, held))
    )
    away = [RESPONSES.index(kind) for kind in (IN, OUT, "expulsion")]
    assert (after.days[:, away].sum(axis=1) <= before.days[:, away].sum(axis=1) + 1e-9).all()
    for kind in ("expulsion", POLICE):
        at = RESPONSES.index(kind)
        assert (after.times[:, at] <= before.times[:, at]).all()
    assert changed(evidence, decisions, held).spared.sum() > 0


@pytest.mark.parametrize("seed", range(3))
def test_a_year_counted_again_is_the_year_that_was_measured(engine: Engine, seed: int) -> None:
    """Every measure of every child, two reports of one event and lengths unknown among them."""
    rng = np.random.default_rng(seed)
    lengths = (None, 0.5, 1.0, 2.0, 6.0)
    drawn = [
        Decision(
            f"{'go'[child % 2]}{child}",
            "fighting",
            tuple((str(kind), lengths[rng.integers(0, 5)]) for kind in
                  rng.choice(RESPONSES[1:], int(rng.integers(0, 4)), replace=False)),
            day=int(rng.integers(0, 3)),
        )
        for child in range(40) for _ in range(int(rng.integers(0, 5)))
    ]  # fmt: skip
    evidence = evidence_of(drawn, engine, what_if=PROPOSAL)
    assert evidence.records is not None
    measures = {name: MEASURES[name] for name in OUTCOMES}
    tables = evidence.records.tables
    wide = wide_table(tables, measures, "district")
    measured = fetch_children(tables, wide, measures, YEAR)
    assert measured.students is not None
    opened = replace(evidence, children=measured, records=Records(tables, measured))
    tables.kept.clear()
    decisions = decisions_of(opened)
    year = year_of(decisions.given, decisions, len(measured))
    for name, count in OUTCOMES.items():
        assert count(year, 1, 10).astype(float).tolist() == measured.outcome[name].tolist(), name
    assert measured.outcome["suspended"].sum() > 5


def test_every_measure_of_consequences_can_be_counted_again() -> None:
    counted = {name for name, one in MEASURES.items() if one.domain == "discipline"}
    assert set(OUTCOMES) == counted - {"referred"}


def test_where_expulsions_become_suspensions_there_are_more_days(engine: Engine) -> None:
    mild = PROPOSAL.replace(", max_days = 2", "")
    expelled = [Decision("o1", "fighting", (("expulsion", None),))]
    found = kept(evidence_of(expelled, engine, children=QUIET, what_if=mild))
    assert found.numbers["days"] < 0
    more = round(-found.numbers["days"])
    assert f"{more} more days of suspension" in found.sentences["en"][1]
    assert f"{more} días más" in found.sentences["es"][1]


def test_a_misspelt_row_is_told_with_its_file(engine: Engine) -> None:
    wrong = PROPOSAL.replace("defiance", "defianse")
    with pytest.raises(DistrictError, match="no record names") as refused:
        kept(made(engine, what_if=wrong))
    assert refused.value.where == "proposal.toml, [[matrix]] from 2026-27"
    with pytest.raises(DistrictError) as refused:
        kept(made(engine, matrix=wrong.replace("2026-27", "2019-20")))
    assert refused.value.where == "forwhom.toml, [[matrix]] from 2019-20"
    assert refused.value.did == "Nothing was counted."
