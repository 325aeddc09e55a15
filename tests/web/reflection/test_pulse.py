"""The pulse tells nothing under five answers, and then the spread."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.web.accounts.viewer import Viewer, everywhere, looks
from forwhom.web.history.models import Entry
from forwhom.web.reflection import changes
from forwhom.web.reflection.models import Answered, Round, Sheet
from forwhom.web.reflection.pulse import pulse
from tests.web.an_inquiry import Begun

SHEET = st.lists(st.integers(1, 7), min_size=7, max_size=7)


@given(sheets=st.lists(SHEET, max_size=4))
def test_fewer_than_five_tell_nothing_whatever_they_are(sheets: list[list[int]]) -> None:
    assert pulse(sheets) is None


@given(sheets=st.lists(SHEET, min_size=5, max_size=12))
def test_everybody_counts_once_in_each_item(sheets: list[list[int]]) -> None:
    told = pulse(sheets)
    assert told is not None
    assert all(sum(item.chosen) == len(sheets) for item in told.items)
    assert 1 <= told.mean <= 7


def test_the_three_items_that_say_the_opposite_are_turned_round() -> None:
    safest = pulse([[1, 7, 1, 7, 1, 7, 7]] * 5)
    assert safest is not None
    assert safest.mean == 7
    assert all(item.chosen[-1] == 5 for item in safest.items)


def answers(values: list[int]) -> dict[str, int]:
    return {f"item_{at}": value for at, value in enumerate(values)}


def test_a_round_is_opened_answered_once_and_stays_silent(begun: Begun) -> None:
    url = f"/reflection/inquiry/{begun.one.pk}/"
    begun.as_lead.post(f"{url}ask/")
    rows = Entry.objects.count()
    for _ in range(2):
        begun.as_mate.post(f"{url}answer/", answers([4] * 7))
    assert Entry.objects.count() == rows
    with everywhere(because="a test looks at all"):
        assert (Sheet.objects.count(), Answered.objects.count()) == (1, 1)
        assert set(Sheet.objects.values()[0]) == {"key", "round_id", "values"}
    page = begun.as_lead.get(url).content.decode()
    assert "Too few answers to tell." in page
    assert "4.0" not in page
    begun.as_lead.post(f"{url}close/")
    assert "Too few answers to tell." in begun.as_lead.get(url).content.decode()


def test_from_five_on_the_spread_is_shown(begun: Begun) -> None:
    url = f"/reflection/inquiry/{begun.one.pk}/"
    begun.as_lead.post(f"{url}ask/")
    with everywhere(because="a test answers for five"):
        asked = Round.objects.get()
        for value in (1, 7, 4, 4, 4):
            Sheet.objects.create(round=asked, values=[8 - value, value] * 3 + [value])
    page = begun.as_mate.get(url).content.decode()
    assert "Answers: 5." in page
    assert "How many chose each answer" in page


def test_who_is_not_of_the_team_neither_asks_nor_answers(begun: Begun, as_: Any) -> None:
    url = f"/reflection/inquiry/{begun.one.pk}/"
    client = as_("superintendent")
    assert client.post(f"{url}ask/").status_code == 403
    begun.as_lead.post(f"{url}ask/")
    assert client.post(f"{url}answer/", answers([4] * 7)).status_code == 403


def test_an_answer_outside_one_to_seven_is_refused(begun: Begun) -> None:
    me = Viewer.of(begun.lead)
    with looks(me):
        asked = changes.open_round(by=me, inquiry=begun.one)
        with pytest.raises(ValueError, match="1 to 7"):
            changes.answer(by=me, one=asked, values=[0] * 7)
