"""What the how-to pages tell people to copy works as it stands there."""

import re
import tomllib
from typing import Any

import pytest

from forwhom.causes.access.criteria import ways_in
from forwhom.data.matrix import matrices
from forwhom.data.settings import Settings
from forwhom.facts import FACTS
from forwhom.facts.events import all_events
from forwhom.facts.fact import Fact
from forwhom.facts.grains import GIVEN
from forwhom.groups.group import Group
from forwhom.measures.measure import Measure
from forwhom.rules import all_rules
from tests.house.repository import ROOT, text_of


def block(page: str, language: str) -> str:
    """The first block of code of a how-to page."""
    text = text_of(ROOT / "docs" / "how-to" / f"{page}.md")
    found = re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert found, f"{page}.md shows no {language}."
    return found[1]


def declared(page: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(block(page, "python"), f"{page}.md", "exec"), names)
    return names


def test_the_measure_can_be_copied() -> None:
    measure = declared("add-a-measure")["measure"]
    assert isinstance(measure, Measure)
    for expression in (measure.among, measure.outcome):
        assert expression.columns <= {*FACTS, *GIVEN}
        assert expression.rules <= set(all_rules())


def test_the_group_can_be_copied() -> None:
    assert isinstance(declared("add-a-group")["group"], Group)


def test_the_fact_can_be_copied() -> None:
    fact = declared("add-a-fact")["fact"]
    assert isinstance(fact, Fact)
    assert fact.of in all_events()


def test_the_matrix_can_be_copied() -> None:
    old, new = matrices(Settings.from_text(block("discipline-matrix", "toml")).matrix)
    assert (old.since, new.since) == ("2019-20", "2025-26")
    assert set(old.rows) < set(new.rows)


@pytest.mark.parametrize("name", ["share_of_days"])
def test_the_rule_is_as_it_stands(name: str) -> None:
    shown = tomllib.loads(block("add-a-rule", "toml"))[name]
    rule = all_rules()[f"chronic_absence.{name}"]
    assert (shown["title"], shown["unit"]) == (rule.title, rule.unit)
    assert shown["since"] == dict(rule.values)


def test_the_criteria_can_be_copied() -> None:
    declared = Settings.from_text(block("access-criteria", "toml")).access
    assert len(ways_in(declared, "college_level_course")) == 2
    assert ways_in(declared, "algebra_by_grade_8")[0].proficient == ("mathematics",)
