"""Adults plan, do and note; support is by need; chance chooses who is first, for all to check."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.stats.power import power_to_find
from forwhom.web.accounts.viewer import everywhere
from forwhom.web.actions.by_rule import names_a_group
from forwhom.web.actions.models import Action, Order, Series
from forwhom.web.actions.models.order import draw, in_waves
from forwhom.web.actions.smallest import smallest_effect
from tests.web.an_inquiry import Begun

PLAN = {
    "kind": "practice", "what": "Greet at the door.", "who": "First period teachers",
    "how_often": "each school day", "starts": "2026-09-01", "ends": "2026-12-01",
    "reaches": "Every student of a first period", "expects": "A third fewer slips",
}  # fmt: skip


def planned(begun: Begun, **told: str) -> Action:
    answer = begun.as_lead.post(f"/actions/inquiry/{begun.one.pk}/plan/", PLAN | told)
    assert answer.status_code == 302, answer.content.decode()
    with everywhere(because="a test looks at all"):
        return Action.objects.order_by("-pk")[0]


def conditions_met(begun: Begun) -> set[str]:
    from forwhom.web.inquiry.conditions import known

    names = (
        "an_action_planned", "smallest_effect_told", "balancing_measure_told",
        "action_prediction_written", "something_done",
    )  # fmt: skip
    with everywhere(because="a test looks at all"):
        return {name for name in names if known()[name].met(begun.one)}


def test_an_action_is_planned_done_and_counted(begun: Begun) -> None:
    one = planned(begun)
    assert conditions_met(begun) == {"an_action_planned", "action_prediction_written"}
    url = f"/actions/{one.pk}/"
    assert "Nobody has noted" in begun.as_mate.get(url).content.decode()
    begun.as_mate.post(f"{url}done/", {"day": "2026-09-11", "said": 10, "did": 2})
    assert "Not tried so far: done 2 of 10 times." in begun.as_mate.get(url).content.decode()
    begun.as_mate.post(f"{url}done/", {"day": "2026-09-18", "said": 40, "did": 40})
    assert "Done as said: 42 of 50 times." in begun.as_mate.get(url).content.decode()
    begun.as_lead.post(f"{url}effect/", {"rate": "18", "n": 300, "other_n": 900})
    assert "only a fall of" in begun.as_mate.get(url).content.decode()
    told = {"title": "First periods on time", "kind": "balancing", "better": "higher"}
    begun.as_lead.post(f"/actions/inquiry/{begun.one.pk}/count/", told)
    with everywhere(because="a test looks at all"):
        series = Series.objects.get()
    page = begun.as_mate.post(
        f"/actions/series/{series.pk}/read/", {"day": "2026-09-11", "count": 18, "of": 20},
        follow=True,
    )  # fmt: skip
    assert "18" in page.content.decode()
    assert len(conditions_met(begun)) == 5


@pytest.mark.parametrize(
    "text",
    ["Every Black student", "Girls in grade 8", "Low-income families", "Estudiantes hispanos",
     "Hmong families", "Las niñas y las mujeres"],
)  # fmt: skip
def test_support_is_not_given_by_group(begun: Begun, text: str) -> None:
    told = PLAN | {"reaches": text}
    answer = begun.as_lead.post(f"/actions/inquiry/{begun.one.pk}/plan/", told)
    assert answer.status_code == 400
    assert "Which need do you mean?" in answer.content.decode()


@pytest.mark.parametrize(
    "text",
    ["Every student who missed five days", "Students whose bus comes late", "Everyone in grade 9",
     "Quien faltó cinco días", "Students who read below the level they want to reach",
     "Students on the whiteboard list of the week"],
)  # fmt: skip
def test_a_rule_about_need_is_kept(text: str) -> None:
    assert not names_a_group(text)


def test_who_is_not_of_the_team_reads_and_does_not_plan(begun: Begun, as_: Any) -> None:
    one = planned(begun)
    client = as_("superintendent")
    assert client.get(f"/actions/{one.pk}/").status_code == 200
    assert client.post(f"/actions/inquiry/{begun.one.pk}/plan/", PLAN).status_code == 403
    line = {"day": "2026-09-11", "said": 1, "did": 1}
    assert client.post(f"/actions/{one.pk}/done/", line).status_code == 403
    assert as_("principal", "0102").get(f"/actions/{one.pk}/").status_code == 404


def test_an_order_is_drawn_once_and_again_only_with_a_reason(begun: Begun) -> None:
    one = planned(begun)
    url, told = f"/actions/{one.pk}/order/", {"schools": ["0101", "0102"], "waves": 2}
    begun.as_lead.post(url, told)
    with everywhere(because="a test looks at all"):
        first = Order.objects.get()
    assert first.drawn == draw(first.seed, ["0102", "0101"])
    assert begun.as_lead.post(url, told).status_code == 400
    begun.as_lead.post(url, told | {"why": "A school closes."})
    page = begun.as_mate.get(f"/actions/{one.pk}/").content.decode()
    assert first.seed in page
    assert "A school closes." in page


def test_more_waves_than_schools_are_refused(begun: Begun) -> None:
    one = planned(begun)
    told = {"schools": ["0101"], "waves": 2}
    assert begun.as_lead.post(f"/actions/{one.pk}/order/", told).status_code == 400


@given(
    codes=st.lists(st.text("0123456789", min_size=1, max_size=5), unique=True, min_size=1),
    seed=st.text("abcdef", max_size=8),
    waves=st.integers(1, 12),
)
def test_every_school_is_drawn_once_by_the_told_way(
    codes: list[str], seed: str, waves: int
) -> None:
    drawn = draw(seed, codes)
    hashes = [hashlib.sha256(f"{seed}:{code}".encode()).hexdigest() for code in drawn]
    assert hashes == sorted(hashes)
    cut = in_waves(drawn, waves)
    assert [code for wave in cut for code in wave] == drawn
    assert max(map(len, cut)) - min(map(len, cut)) <= 1


def test_the_smallest_effect_would_be_seen_eight_times_in_ten() -> None:
    told = smallest_effect(Decimal(20), 300, 900)
    fall = float(told.split("a fall of ")[1].split(" ")[0]) / 100
    assert power_to_find(0.2 - fall, 0.2, 300, 900) == pytest.approx(0.8, abs=0.02)
