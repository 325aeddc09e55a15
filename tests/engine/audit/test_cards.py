"""A definition card tells all that is needed to check a number, for every measure there is."""

from __future__ import annotations

import json

import pytest

from forwhom.audit.cards import aligned, card, card_lines
from forwhom.errors import ForwhomError
from forwhom.measures import MEASURES
from forwhom.rules import all_rules


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_has_a_whole_card(name: str) -> None:
    told, lines = card(name), card_lines(name)
    text = "\n".join(lines)
    assert json.loads(json.dumps(told)) == told
    for word in ("title", "asks", "among_says", "counts_says", "why_it_matters", "source"):
        assert told[word]
        assert " ".join(told[word].split()) in " ".join(text.split())
    assert told["needs"]
    assert told["examples"]
    assert max(map(len, lines)) <= 100


def test_a_card_names_facts_tables_columns_rules_and_frames() -> None:
    told = card("chronic_absence")
    (absent, enrolled) = told["facts"]
    assert (absent["name"], enrolled["name"]) == ("days_absent", "days_enrolled")
    assert "status" in absent["reads"]["attendance"]
    rules = {rule["name"]: rule for rule in told["rules"]}
    assert set(rules) == {"chronic_absence.min_days", "chronic_absence.share_of_days"}
    source = all_rules()["chronic_absence.share_of_days"].source
    assert rules["chronic_absence.share_of_days"]["source"] == source
    assert {"code": "nasem16:3", "line": "Engagement in schooling"}.items() <= (
        told["frames"][0].items()
    )
    assert "days absent ≥ 0.1 × days enrolled" in "\n".join(card_lines("chronic_absence"))


def test_a_wrong_name_is_told_the_nearest() -> None:
    with pytest.raises(ForwhomError) as caught:
        card("chronic_absense")
    assert "Did you mean `chronic_absence`?" in caught.value.remedy


def test_examples_stand_in_columns() -> None:
    assert aligned(["a | bb", "ccc |"]) == ["  a   | bb", "  ccc |"]
