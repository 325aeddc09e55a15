"""An inquiry is begun, seen by whom it should be, and moves only when a stage is whole."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from forwhom.web.accounts.viewer import Viewer, everywhere, looks
from forwhom.web.inquiry import changes, conditions, queries
from forwhom.web.inquiry.cycles import cycle, cycles, mistakes
from forwhom.web.inquiry.models import Inquiry
from tests.web.an_inquiry import Begun

START = {
    "question": "Why do bus riders come late?", "way": "data_inquiry", "department": "Transport",
    "part": "decides",
}  # fmt: skip


def test_it_is_begun_in_one_form_and_tells_what_comes_next(as_: Any, served: Any) -> None:
    from forwhom.web.accounts.models import Place

    client = as_("principal", "0101")
    told = START | {"place": Place.objects.get(code="0101").pk}
    page = client.post("/inquiries/start/", told, follow=True).content.decode()
    assert "Why do bus riders come late?" in page
    assert "Come together" in page
    assert "Bring people of at least two departments together." in page


def test_a_form_with_nothing_in_it_says_what_is_missing(as_: Any, served: Any) -> None:
    answer = as_("principal", "0101").post("/inquiries/start/", {})
    assert answer.status_code == 400
    with everywhere(because="a test looks at all"):
        assert not Inquiry.objects.exists()


def test_nobody_begins_one_where_they_may_not_look(as_: Any, served: Any) -> None:
    from forwhom.web.accounts.models import Place

    told = START | {"place": Place.objects.get(code="0102").pk}
    assert as_("principal", "0101").post("/inquiries/start/", told).status_code == 400


def test_its_page_says_on_top_whether_anybody_was_asked(begun: Begun) -> None:
    page = begun.as_lead.get(begun.url).content.decode()
    asked = page.index("Nobody has been asked yet.")
    assert page.index("<h1") < asked < page.index('class="rail"')


def test_a_stage_is_not_left_before_it_is_whole(begun: Begun) -> None:
    page = begun.as_lead.post(f"{begun.url}go-on/", follow=True).content.decode()
    assert "Something is still missing" in page
    begun.as_lead.post(f"{begun.url}team/", {"missing": "Night shift families", "base": 1})
    begun.as_mate.post(f"{begun.url}go-on/")
    with everywhere(because="a test looks at all"):
        assert Inquiry.objects.get().stage == "read_the_numbers"


def test_going_back_needs_a_reason(begun: Begun) -> None:
    begun.as_lead.post(f"{begun.url}team/", {"missing": "Families", "base": 1})
    begun.as_lead.post(f"{begun.url}go-on/")
    told = {"to": "come_together", "why": ""}
    assert begun.as_lead.post(f"{begun.url}go-back/", told).status_code == 400
    told["why"] = "The bus company was missing."
    page = begun.as_lead.post(f"{begun.url}go-back/", told, follow=True).content.decode()
    assert "The bus company was missing." in page


def test_names_are_for_the_team_alone(begun: Begun, as_: Any) -> None:
    assert "Ana Ruiz" in begun.as_mate.get(f"{begun.url}team/").content.decode()
    seen = as_("superintendent").get(f"{begun.url}team/").content.decode()
    assert "Leadership" in seen
    assert "Ana Ruiz" not in seen


@pytest.mark.parametrize(
    ("role", "at"), [("principal", "0102"), ("committee_member", "district"),
                     ("administrator", "district")],
)  # fmt: skip
def test_who_neither_sees_the_place_nor_is_of_the_team_finds_nothing(
    begun: Begun, as_: Any, role: str, at: str
) -> None:
    client = as_(role, at)
    for page in ("", "team/", "aim/"):
        assert client.get(begun.url + page).status_code == 404
    assert begun.one.question not in client.get("/inquiries/").content.decode()


def test_a_committee_member_on_the_team_writes_with_it(begun: Begun, somebody: Any) -> None:
    from django.test import Client

    family, me = somebody("committee_member", "district", "Mai Vang"), Viewer.of(begun.lead)
    with looks(me):
        changes.add_member(
            by=me, inquiry=begun.one, person=family, department="Families", part="affected"
        )
    client = Client()
    client.force_login(family)
    assert client.post(f"{begun.url}team/", {"missing": "Students", "base": 1}).status_code == 302
    assert "Students" in client.get(f"{begun.url}team/").content.decode()


def test_who_only_sees_the_place_reads_and_does_not_write(begun: Begun, as_: Any) -> None:
    client = as_("superintendent")
    assert client.get(begun.url).status_code == 200
    assert client.post(f"{begun.url}aim/", {"question": "Mine?", "base": 1}).status_code == 403
    assert client.post(f"{begun.url}go-on/").status_code == 403


def test_who_left_the_district_is_no_longer_of_the_team(begun: Begun) -> None:
    from forwhom.web.accounts.models import Post

    Post.objects.filter(person=begun.mate).delete()
    me = Viewer.of(begun.mate)
    with looks(me):
        assert not begun.one.has_member(me)
        assert not queries.inquiries().exists()


def test_the_last_member_stays(begun: Begun) -> None:
    from forwhom.web.inquiry.models import Member

    first, second = Member.everywhere.order_by("pk")
    begun.as_lead.post(f"{begun.url}team/{second.pk}/leave/")
    begun.as_lead.post(f"{begun.url}team/{first.pk}/leave/")
    assert Member.everywhere.filter(left=None).count() == 1


def test_our_own_ways_of_working_are_right() -> None:
    assert mistakes() == []
    assert set(cycles()) >= {"data_inquiry", "plan_do_study_act"}
    asked = {n for way in cycles().values() for s in way.stages for n in s.leave_when}
    assert asked <= set(conditions.known())


def test_a_districts_own_way_of_working_is_read_and_its_mistakes_are_told(served: Any) -> None:
    (served / "cycles").mkdir()
    ours = cycle("plan_do_study_act")
    head = '[cycle]\ntitle = { en = "Ours", es = "Lo nuestro" }\nabout = { en = "A.", es = "A." }\n'
    stage = '[[stage]]\nname = "go"\nphase = "act"\ntitle = { en = "Go", es = "Ir" }\n'
    stage += 'asks = { en = "Go?", es = "¿Ir?" }\nleave_when = ["aim_hole"]\n'
    (served / "cycles" / "ours.toml").write_text(head + stage)
    assert [each.said() for each in mistakes()] == [
        "ours.toml: Number 1: there is no condition aim_hole. Did you mean aim_whole?"
    ]
    (served / "cycles" / "ours.toml").write_text((head + stage).replace("hole", "whole"))
    assert [stage.name for stage in cycle("ours").stages] == ["go"]
    assert cycle("plan_do_study_act") == ours


def test_only_the_team_moves_it(begun: Begun, somebody: Any) -> None:
    me = Viewer.of(somebody("superintendent"))
    with looks(me), pytest.raises(PermissionDenied):
        changes.move_on(by=me, inquiry=begun.one)
