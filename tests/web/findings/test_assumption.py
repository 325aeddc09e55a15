"""What people assume of why: about systems, tested or not, and taken back."""

from __future__ import annotations

from typing import Any

import pytest

from forwhom.web.accounts.viewer import everywhere
from forwhom.web.findings.about_systems import blames
from forwhom.web.findings.models import Assumption
from tests.web.findings.conftest import MINE, OTHER, Audited

TEXT = "Tardy slips turn into suspensions after the third one."
REASON = {"about": "rule", "text": TEXT, "would_show": "Schools without slips have the same gap."}


def kept() -> list[Any]:
    with everywhere(because="a test looks at all"):
        return list(Assumption.objects.order_by("pk"))


@pytest.mark.parametrize(
    "text",
    ["These students don't care about school.", "The parents never come.", "Kids are lazy",
     "A las familias no les importa.", "They are unmotivated", "Son malos padres."],
)  # fmt: skip
def test_what_blames_people_is_sent_back(text: str) -> None:
    assert blames(text)


@pytest.mark.parametrize(
    "text",
    [TEXT, "Students are not told about the program in Spanish.", "Two buses come late.",
     "Parents are called at work hours only.", "El horario deja fuera a quienes toman el autobús."],
)  # fmt: skip
def test_what_speaks_of_the_system_is_kept(text: str) -> None:
    assert not blames(text)


def test_it_is_written_tested_and_taken_back(as_: Any, audited: Audited, opened: Any) -> None:
    client = as_("principal", MINE)
    for _ in range(2):
        client.post(f"/findings/{audited.mine}/assume/", REASON)
    (one,) = kept()
    page = opened(client, audited.mine)
    assert TEXT in page
    assert "Untested." in page
    client.post(f"/findings/assumptions/{one.pk}/test/", {"outcome": "fell", "learned": "Not so."})
    assert "Tested: it did not hold." in opened(client, audited.mine)
    client.post(f"/findings/assumptions/{one.pk}/take-back/")
    assert TEXT not in opened(client, audited.mine)


def test_blame_comes_back_with_a_better_question(as_: Any, audited: Audited) -> None:
    told = REASON | {"text": "The students do not care."}
    answer = as_("principal", MINE).post(f"/findings/{audited.mine}/assume/", told)
    assert answer.status_code == 400
    assert "which practice, rule or resource" in answer.content.decode()
    assert kept() == []


def test_another_school_neither_sees_nor_changes_it(as_: Any, audited: Audited) -> None:
    as_("principal", MINE).post(f"/findings/{audited.mine}/assume/", REASON)
    (one,) = kept()
    other = as_("principal", OTHER)
    assert other.post(f"/findings/{audited.mine}/assume/", REASON).status_code == 404
    for what in ("test", "take-back"):
        answer = other.post(f"/findings/assumptions/{one.pk}/{what}/", {"outcome": "held"})
        assert answer.status_code == 404
    assert [(each.state, each.withdrawn) for each in kept()] == [("untested", False)]


def test_only_its_author_takes_it_back(as_: Any, audited: Audited) -> None:
    as_("principal", MINE).post(f"/findings/{audited.mine}/assume/", REASON)
    (one,) = kept()
    answer = as_("school_team", MINE).post(f"/findings/assumptions/{one.pk}/take-back/")
    assert answer.status_code == 403
    assert not kept()[0].withdrawn


def test_fields_it_should_not_have_change_nothing(as_: Any, audited: Audited) -> None:
    more = {"state": "held", "learned": "All", "person": "1", "withdrawn": "1", "id": "9",
            "finding": audited.other, "place": "1", "tested_at": "2001-01-01"}  # fmt: skip
    as_("principal", MINE).post(f"/findings/{audited.mine}/assume/", REASON | more)
    (one,) = kept()
    told = (one.state, one.learned, one.finding, one.place.code, one.tested_at)
    assert told == ("untested", "", audited.mine, MINE, None)
