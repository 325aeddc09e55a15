"""How much each school carries, and what the week of somebody holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from forwhom.web.accounts.models import Place
from forwhom.web.accounts.viewer import Viewer, looks
from forwhom.web.actions import changes as acting
from forwhom.web.commitments.changes import promise
from forwhom.web.inquiry import changes as inquiring
from tests.web.an_inquiry import Begun


def of_district(somebody: Any, schools: list[str]) -> None:
    """An inquiry of the district with an action that runs, at the schools drawn for it."""
    me = Viewer.of(somebody("superintendent"))
    with looks(me):
        one = inquiring.start(
            by=me, place=Place.objects.get(code="district"), question="Why?", way="data_inquiry",
            department="Cabinet", part="decides",
        )  # fmt: skip
        action = acting.plan(
            by=me, inquiry=one, kind="rule", what="No day at home for slips", who="Offices",
            how_often="always", starts=timezone.localdate(), reaches="All",
        )  # fmt: skip
        if schools:
            acting.draw_order(by=me, action=action, schools=schools, waves=1)


def test_a_school_carries_its_own_and_the_districts(begun: Begun, somebody: Any, as_: Any) -> None:
    of_district(somebody, ["0102"])
    page = as_("analyst").get("/load/").content.decode()
    lassen, tehama = page.index("Lassen Middle"), page.index("Tehama Middle")
    assert lassen < tehama
    assert "This school is in one initiative." in page[lassen:tehama]
    assert "No day at home for slips" in page[lassen:tehama]
    assert begun.one.question in page[tehama:]
    assert "No day at home for slips" not in page[tehama:]


def test_where_no_school_was_drawn_all_carry_it(begun: Begun, somebody: Any, as_: Any) -> None:
    of_district(somebody, [])
    page = as_("analyst").get("/load/").content.decode()
    assert "This school is in 2 initiatives." in page


def test_a_principal_sees_the_own_school_alone(begun: Begun, somebody: Any) -> None:
    page = begun.as_lead.get("/load/").content.decode()
    assert "Tehama Middle" in page
    assert "Lassen Middle" not in page


def test_monday_tells_what_is_due_and_what_comes_next(begun: Begun) -> None:
    me = Viewer.of(begun.lead)
    with looks(me):
        promise(
            by=me, place=begun.one.place, about=("inquiry", str(begun.one.pk)),
            what="Call before the third slip.", owed_by=begun.mate, owed_by_words="Teaching",
            to="team", due=timezone.localdate() - timedelta(days=2),
        )  # fmt: skip
    page = begun.as_mate.get("/").content.decode()
    assert "You promised: Call before the third slip. Late by 2 days." in page
    assert begun.one.question in page
    assert "Now: Who must be at the table" in page
    assert "Call before" not in begun.as_lead.get("/").content.decode()
