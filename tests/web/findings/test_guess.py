"""Guess, then reveal: kept once, closed by the first look, told kindly and without names."""

from __future__ import annotations

from typing import Any

import pytest

from forwhom.web.accounts.viewer import everywhere
from forwhom.web.findings.models import Guess, Opened
from forwhom.web.findings.queries import waiting_for
from tests.web.findings.conftest import MINE, Audited

FIVE = {"direction": "more", "points": "5", "sure": "fairly", "because": "The bus is late."}


@pytest.fixture
def team(somebody: Any, audited: Audited) -> list[Any]:
    """Three people at one school, each signed in."""
    from django.test import Client

    found = []
    for number in range(3):
        client = Client()
        client.force_login(somebody("school_team", MINE, name=f"Member {number}"))
        found.append(client)
    return found


def kept() -> list[Any]:
    with everywhere(because="a test looks at all"):
        return list(Guess.objects.order_by("pk"))


def test_pressed_twice_it_is_kept_once_and_can_be_taken_back(
    team: list[Any], audited: Audited
) -> None:
    for _ in range(2):
        assert team[0].post(f"/findings/{audited.mine}/guess/", FIVE).status_code == 302
    assert [guess.expected for guess in kept()] == [5.0]
    page = team[0].get(f"/findings/{audited.mine}/").content.decode()
    assert "Your guess is kept" in page
    assert f"/findings/{audited.mine}/guess/take-back/" in page
    team[0].post(f"/findings/{audited.mine}/guess/take-back/")
    assert kept() == []


def test_one_look_closes_the_guesses_of_that_team_only(
    team: list[Any], audited: Audited, as_: Any
) -> None:
    team[0].post(f"/findings/{audited.mine}/open/")
    team[1].post(f"/findings/{audited.mine}/guess/", FIVE)
    assert kept() == []
    team[0].post(f"/findings/{audited.mine}/guess/take-back/")
    superintendent = as_("superintendent")
    superintendent.post(f"/findings/{audited.mine}/guess/", FIVE)
    assert len(kept()) == 1


def test_each_sees_their_own_error_and_three_make_a_team(team: list[Any], audited: Audited) -> None:
    for client, points in zip(team, (2, 9, 30), strict=True):
        client.post(f"/findings/{audited.mine}/guess/", FIVE | {"points": points})
    team[0].post(f"/findings/{audited.mine}/open/")
    page = team[1].get(f"/findings/{audited.mine}/").content.decode()
    assert "You expected +9 points." in page
    assert "3 guessed: the middle guess was +9 points, from +2 points to +30 points" in page
    assert "Member 0" not in page
    assert "The bus is late" not in page


def test_two_guesses_tell_of_nobody_else(team: list[Any], audited: Audited) -> None:
    for client in team[:2]:
        client.post(f"/findings/{audited.mine}/guess/", FIVE)
    team[2].post(f"/findings/{audited.mine}/open/")
    page = team[2].get(f"/findings/{audited.mine}/").content.decode()
    assert "Too few of your team guessed" in page
    assert "+5 points" not in page
    assert "middle guess was" not in team[0].get(f"/findings/{audited.mine}/").content.decode()


def test_a_guess_without_a_size_is_asked_for_one(team: list[Any], audited: Audited) -> None:
    answer = team[0].post(f"/findings/{audited.mine}/guess/", {"direction": "less"})
    assert answer.status_code == 400
    assert "A rough number is fine." in answer.content.decode()
    assert "Beside everyone else, this group has it" in answer.content.decode()
    assert "18 of 100" not in answer.content.decode()


def test_no_difference_needs_no_size(team: list[Any], audited: Audited) -> None:
    team[0].post(f"/findings/{audited.mine}/guess/", {"direction": "same"})
    assert [guess.expected for guess in kept()] == [0.0]


def test_fields_it_should_not_have_change_nothing(team: list[Any], audited: Audited) -> None:
    more = {"person": "1", "place": "1", "finding": audited.other, "school_year": "2020-21",
            "at": "2001-01-01", "id": "77", "expected": "4"}  # fmt: skip
    team[0].post(f"/findings/{audited.mine}/guess/", FIVE | more)
    (guess,) = kept()
    assert (guess.finding, guess.school_year, guess.place.code) == (audited.mine, "2025-26", MINE)
    assert guess.pk != 77
    assert guess.person.name == "Member 0"


def test_skipping_for_today_opens_the_next_at_once(as_: Any, audited: Audited) -> None:
    client = as_("analyst")
    client.post(f"/findings/{audited.district}/open/", {"for": "today"})
    assert "<svg" in client.get(f"/findings/{audited.mine}/").content.decode()
    with everywhere(because="a test looks at all"):
        assert Opened.objects.count() == 2


def test_the_team_waits_for_those_who_have_not_guessed(
    team: list[Any], somebody: Any, audited: Audited
) -> None:
    from forwhom.web.accounts.viewer import Viewer, looks

    team[0].post(f"/findings/{audited.mine}/guess/", FIVE)
    fourth = Viewer.of(somebody("principal", MINE))
    with looks(fourth):
        (waits,) = waiting_for(fourth)
    assert waits.url == f"/findings/{audited.mine}/"
    assert "Your team is guessing." in waits.text
