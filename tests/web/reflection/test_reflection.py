"""A reflection is its writer's alone until shared, and comes back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from forwhom.web.accounts.viewer import Viewer, everywhere, looks
from forwhom.web.history.models import Entry
from forwhom.web.reflection import queries
from forwhom.web.reflection.models import Reflection
from tests.web.an_inquiry import Begun

SECRET = "I was afraid to say it."


def written(begun: Begun, days: int = 0, **more: Any) -> Reflection:
    day = timezone.localdate() - timedelta(days=days)
    told = {"day": day, "surprised": SECRET, "inquiry": begun.one.pk, **more}
    assert begun.as_lead.post("/reflection/", told).status_code == 302
    with everywhere(because="a test looks at all"):
        return Reflection.objects.order_by("-pk")[0]


@pytest.mark.parametrize(
    ("role", "at"),
    [("superintendent", "district"), ("privacy_officer", "district"),
     ("administrator", "district"), ("analyst", "district")],
)  # fmt: skip
def test_no_role_reads_it(begun: Begun, as_: Any, role: str, at: str) -> None:
    one = written(begun)
    client = as_(role, at)
    assert client.get(f"/reflection/{one.pk}/").status_code == 404
    assert client.get(f"/kept/reflection.reflection/{one.pk}/").status_code == 404
    assert SECRET not in client.get("/reflection/take-along/").content.decode()


def test_the_team_reads_it_only_once_it_is_shared(begun: Begun) -> None:
    one = written(begun)
    assert begun.as_mate.get(f"/reflection/{one.pk}/").status_code == 404
    told = {"day": one.day, "surprised": SECRET, "is_shared": "on", "base": 1}
    begun.as_lead.post(f"/reflection/{one.pk}/", told)
    assert SECRET in begun.as_mate.get(f"/reflection/{one.pk}/").content.decode()
    assert begun.as_mate.post(f"/reflection/{one.pk}/", told).status_code == 403
    begun.as_lead.post(f"/kept/reflection.reflection/{one.pk}/restore/1/")
    assert begun.as_mate.get(f"/reflection/{one.pk}/").status_code == 404


def test_the_history_holds_no_word_of_it(begun: Begun) -> None:
    written(begun)
    rows = [" ".join(map(str, row.values())) for row in Entry.objects.values()]
    assert not any("afraid" in row for row in rows)


@pytest.mark.parametrize(("days", "comes"), [(0, 0), (29, 0), (30, 1), (36, 1), (37, 0), (91, 1)])
def test_it_comes_back_after_a_month_and_a_quarter(begun: Begun, days: int, comes: int) -> None:
    written(begun, days)
    me = Viewer.of(begun.lead)
    with looks(me):
        assert len(queries.coming_back(me)) == comes
    other = Viewer.of(begun.mate)
    with looks(other):
        assert queries.coming_back(other) == []


def test_it_can_be_taken_along(begun: Begun) -> None:
    written(begun)
    answer = begun.as_lead.get("/reflection/take-along/")
    assert SECRET in answer.content.decode()
    assert "reflections.md" in answer["Content-Disposition"]
