"""A file of facts that is not whole is refused when it is read, in words that say what to write."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from forwhom import facts
from forwhom.errors import DeclarationError
from forwhom.facts.fact import Fact

WHOLE = """
from dataclasses import replace
from forwhom.facts.referrals import fact
"""
Written = Callable[[str], dict[str, Fact]]


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Written:
    """`written(text)`: all facts, with a file of that text beside the others."""
    monkeypatch.setattr(facts, "__path__", [*facts.__path__, str(tmp_path)])
    monkeypatch.setitem(sys.modules, f"{facts.__name__}.new", None)
    monkeypatch.delitem(sys.modules, f"{facts.__name__}.new")

    def found(text: str) -> dict[str, Fact]:
        (tmp_path / "new.py").write_text(WHOLE + text, "utf-8")
        return facts._discover()

    return found


def test_a_file_may_hold_one_fact_under_its_own_name_or_several(written: Written) -> None:
    assert set(written("")) == {*facts.FACTS, "new"}


def test_several_facts_of_one_file_stand_in_order_of_their_names(written: Written) -> None:
    text = "facts = tuple(replace(fact, name=name) for name in ('zebra', 'ant'))\ndel fact"
    assert list(written(text)) == sorted([*facts.FACTS, "ant", "zebra"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("del fact", "facts/new.py declares no fact."),
        ("facts = (fact,)\ndel fact", "facts/new.py declares no fact."),
        ("facts = (replace(fact, name='referrals'),)\ndel fact", "Two facts are called"),
        ("fact = replace(fact, rule=' ')", "lacks rule"),
        ("from forwhom.facts.fact import Fact\nfact = Fact(title='a')", "The declaration lacks"),
    ],
)
def test_what_is_not_whole_is_refused_with_its_file(written: Written, text: str, told: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        written(text)
    assert told in caught.value.what
    assert "facts/new.py" in caught.value.where
    assert caught.value.remedy or told == "lacks rule"
