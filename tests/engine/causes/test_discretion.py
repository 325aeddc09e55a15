"""Decisions held against a matrix: what was planted is found, and what was not is not."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from forwhom.causes import CAUSES, Evidence
from forwhom.data.engine import Engine, open_duckdb
from forwhom.errors import DistrictError
from forwhom.results.explanation import SILENT, TOLD, Explanation, Row
from forwhom.words.reading import sentences_of, words_of
from tests.engine.causes.decisions import Decision, evidence_of

IN, OUT = "in_school_suspension", "out_of_school_suspension"
MATRIX = """
[[matrix]]
from = "2024-25"
name = "The code"
[matrix.rows]
defiance.first = { lowest = "classroom", highest = "in_school_suspension", max_days = 1 }
defiance.repeat = { lowest = "classroom", highest = "out_of_school_suspension", max_days = 2 }
fighting = { lowest = "classroom", highest = "out_of_school_suspension", max_days = 3 }
"""
LADDER = ("classroom", "restorative", "other", IN, OUT)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_duckdb() as opened:
        yield opened


def discretion(evidence: Evidence) -> Explanation:
    return CAUSES["discretion"].of(evidence)


def row(found: Explanation, name: str) -> Row:
    return next(one for one in found.rows if one.name["en"] == name)


ABOVE, TOP = "Above what is allowed", "At the top of the range"


def drawn(
    rng: np.random.Generator,
    *,
    above: float = 0.1,
    top: float = 0.3,
    more: float = 0.0,
    pushed: float = 0.0,
    fights: float = 0.0,
    n: int = 300,
    alike: float = 0.2,
    least: int = 1,
) -> list[Decision]:
    """Decisions about `n` children a side: `least` a child or up to three more, as `alike` as told.

    A share `above` leaves the range, `more` of the group's besides; inside it `top` are at the
    top, `pushed` more of the group's; of fights more are, whoever had them. The group fights more
    often by `fights`.
    """
    found, a = [], 1 / alike - 1
    for side, extra, push, fight in (("g", more, pushed, fights), ("o", 0.0, 0.0, 0.0)):
        for child in range(n):
            # A child of whom it was once thought badly is thought badly of again.
            own_above, own_top = (rng.beta(a * p, a * (1 - p)) for p in (above + extra, top + push))
            defied = False
            for times in range(int(rng.integers(least, least + 4))):
                fighting = rng.random() < 0.3 + fight
                highest = 4 if fighting or defied else 3
                if rng.random() < own_above:
                    given = ((LADDER[highest], 9.0),)
                elif rng.random() < own_top + 0.3 * fighting:
                    given = ((LADDER[highest], 1.0),)
                else:
                    given = ((LADDER[rng.integers(0, 3)], None),)
                behavior = "Fighting" if fighting else "defiance"
                defied |= not fighting
                found.append(Decision(f"{side}{child}", behavior, given, day=times))
    return found


def test_children_pushed_above_the_range_are_found(engine: Engine) -> None:
    rng = np.random.default_rng(1)
    found = discretion(evidence_of(drawn(rng, more=0.12), engine, matrix=MATRIX))
    above = row(found, ABOVE)
    assert above.certain
    assert above.difference_low is not None
    assert above.difference_low <= 0.12 <= (above.difference_high or 0)
    assert (above.ratio_low or 0) <= 2.2 <= (above.ratio_high or 0)
    assert not row(found, TOP).certain
    assert "went above" in found.sentences["en"][0]
    assert "no sure difference" not in found.sentences["en"][0]


def test_children_pushed_to_the_top_of_the_range_are_found(engine: Engine) -> None:
    rng = np.random.default_rng(2)
    found = discretion(evidence_of(drawn(rng, pushed=0.15), engine, matrix=MATRIX))
    top = row(found, TOP)
    assert top.certain
    assert (top.difference_low or 0) <= 0.15 <= (top.difference_high or 0)
    assert row(found, "How far up the range, on average").certain
    assert not row(found, ABOVE).certain


def test_other_behavior_is_not_discretion(engine: Engine) -> None:
    """The group fights more, and fights end higher up; in the same rows all fare alike."""
    rng = np.random.default_rng(3)
    found = discretion(evidence_of(drawn(rng, fights=0.5), engine, matrix=MATRIX))
    for name in (ABOVE, TOP, "How far up the range, on average"):
        one = row(found, name)
        assert not one.certain
        assert (one.difference_low or 0) <= 0 <= (one.difference_high or 0)


@pytest.mark.long
def test_where_nothing_was_planted_limits_hold_none_as_often_as_they_promise(
    engine: Engine,
) -> None:
    """Decisions about one child resemble each other much; 95 % of 40 is 38."""
    held = {ABOVE: 0, TOP: 0}
    for seed in range(40):
        rng = np.random.default_rng(seed)
        made = drawn(rng, above=0.3, n=40, alike=0.7, least=4)
        found = discretion(evidence_of(made, engine, matrix=MATRIX))
        for name in held:
            one = row(found, name)
            held[name] += int((one.difference_low or 0) <= 0 <= (one.difference_high or 0))
    assert all(34 <= times <= 40 for times in held.values()), held


def few(engine: Engine, **more: str) -> Evidence:
    """Twelve children a side with one decision each, and what else is needed of a tiny district."""
    made = [Decision(f"{side}{i}", "fighting", ((OUT, 2.0),)) for side in "go" for i in range(12)]
    return evidence_of(made, engine, children=[f"o9{i}" for i in range(10)], **more)


def test_without_a_matrix_it_says_what_to_write(engine: Engine) -> None:
    found = discretion(few(engine))
    assert found.status == SILENT
    assert "[[matrix]]" in found.needs["en"]
    later = discretion(few(engine, matrix=MATRIX.replace("2024-25", "2026-27")))
    assert later.status == SILENT
    assert "2026-27" in later.needs["en"]


def test_only_measures_of_what_follows_are_asked() -> None:
    for name in ("discretion", "matrix_kept"):
        asks = CAUSES[name].asks_of
        assert asks({"name": "suspended"})
        assert asks({"name": "expelled"})
        assert not asks({"name": "referred"})
        assert not asks({"name": "chronic_absence"})


def test_a_matrix_of_other_behavior_says_so(engine: Engine) -> None:
    other = MATRIX.replace("fighting", "weapon")
    assert "names what a child did" in discretion(few(engine, matrix=other)).needs["en"]


def test_a_misspelt_behavior_is_refused_with_the_nearest(engine: Engine) -> None:
    with pytest.raises(DistrictError, match="fihgting") as caught:
        discretion(few(engine, matrix=MATRIX.replace("fighting", "fihgting")))
    assert "Did you mean `fighting`?" in caught.value.remedy


def test_each_decision_is_counted_where_it_belongs(engine: Engine) -> None:
    made = [
        Decision("g0", "defiance", ((OUT, 1.0),)),  # above: the first time allows no sending home
        Decision("g0", "defiance", ((OUT, 1.0),), day=3),  # the top of a repeat
        Decision("g1", "Defiance", ((IN, 2.0),)),  # longer than allowed
        Decision("g2", "defiance", (("other", None),)),  # inside
        Decision("g2", "defiance", (), day=0),  # of the same day: no repeat; below
        Decision("g3", "dancing", ((OUT, 5.0),)),  # no row speaks of it
        Decision("g4", "fighting", ((IN, None), ("law_enforcement", None))),  # police: above
        Decision("o0", "defiance", ((OUT, 9.0),), role="harmed"),  # did not act
        Decision("o1", "theft", ((IN, None),)),  # of a length nobody wrote down: not too long
    ]
    half = f"theft = {{ highest = '{IN}', max_days = 0.5 }}"
    others = [f"{side}8{i}" for side in "go" for i in range(11)]
    found = discretion(evidence_of(made, engine, matrix=MATRIX + half, children=others))
    assert found.status == TOLD
    assert {name: found.numbers[name] for name in
            ("decisions", "not_in_matrix", "above", "below", "above_group")} == {
        "decisions": 8, "not_in_matrix": 1, "above": 3, "below": 1, "above_group": 3,
    }  # fmt: skip
    assert found.rows[0].rate is None  # too few to compare, so nothing is
    assert "too few" in found.sentences["en"][0]
    assert any("Of 8 decisions about all students, 1 " in text for text in found.sentences["en"])
    assert {cell.place for cell in found.cells} == {"below", "inside", "above"}
    assert all(cell.rate is None for cell in found.cells)  # of fewer than five children
    assert Explanation.of(found.as_dict()) == found


def test_the_cells_of_a_row_are_all_its_decisions(engine: Engine) -> None:
    rng = np.random.default_rng(5)
    found = discretion(evidence_of(drawn(rng, n=60), engine, matrix=MATRIX))
    for name in {cell.row["en"] for cell in found.cells}:
        mine = [cell for cell in found.cells if cell.row["en"] == name]
        assert sum(cell.rate or 0 for cell in mine) == pytest.approx(1)
        assert sum(cell.comparison_rate or 0 for cell in mine) == pytest.approx(1)
    names = list(dict.fromkeys(cell.row["en"] for cell in found.cells))
    assert names == ["Defiance, first time", "Defiance, again", "Fighting"]  # as it was written


def test_sentences_are_short(engine: Engine) -> None:
    rng = np.random.default_rng(6)
    for more in (0.0, 0.3):
        evidence = evidence_of(drawn(rng, more=more, n=80), engine, matrix=MATRIX)
        for name in ("discretion", "matrix_kept"):
            found = CAUSES[name].of(evidence)
            for language in ("en", "es"):
                for text in (*found.sentences[language], found.assumes[language],
                             found.cannot[language]):  # fmt: skip
                    assert all(len(words_of(s)) <= 25 for s in sentences_of(text)), text
