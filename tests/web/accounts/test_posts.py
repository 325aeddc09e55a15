"""Who may give which post, and who not: above all not oneself."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from forwhom.web.accounts import changes
from forwhom.web.accounts.models import Place, Post
from forwhom.web.accounts.refusals import LastAdministratorError
from forwhom.web.accounts.roles import ROLES, CommitteeMember
from forwhom.web.accounts.viewer import Viewer, looks
from forwhom.web.history.changes import NOBODY

TOO_MUCH = ["superintendent", "analyst", "principal", "school_team", "privacy_officer"]


@pytest.mark.parametrize("role", TOO_MUCH)
def test_nobody_gives_themselves_exact_numbers_or_the_history(somebody: Any, role: str) -> None:
    me = somebody("administrator")
    other = somebody("administrator", name="second")
    place = Place.objects.get(code="0101" if ROLES[role].at == "school" else "district")
    with looks(Viewer.of(me)), pytest.raises(PermissionDenied):
        changes.give_post(by=Viewer.of(me).who, person=me, role=ROLES[role], place=place)
    with looks(Viewer.of(other)):
        changes.give_post(by=Viewer.of(other).who, person=me, role=ROLES[role], place=place)
    assert Post.objects.held().filter(person=me).count() == 2


def test_what_opens_no_number_they_may(somebody: Any) -> None:
    me = somebody("administrator")
    district = Place.objects.get(code="district")
    with looks(Viewer.of(me)):
        changes.give_post(by=Viewer.of(me).who, person=me, role=CommitteeMember, place=district)


def test_the_last_administrator_stays(somebody: Any) -> None:
    me = somebody("administrator")
    mine = Post.objects.get(person=me)
    with looks(Viewer.of(me)):
        for change in (
            lambda: changes.end_post(by=Viewer.of(me).who, post=mine),
            lambda: changes.deactivate(by=Viewer.of(me).who, person=me),
        ):
            with pytest.raises(LastAdministratorError):
                change()
    somebody("administrator", name="second")
    with looks(Viewer.of(me)):
        changes.end_post(by=Viewer.of(me).who, post=mine)


def test_somebody_of_another_district_is_not_theirs(somebody: Any, elsewhere: Any) -> None:
    me, there = somebody("administrator"), somebody("analyst", "other-district")
    with looks(Viewer.of(me)):
        for change in (changes.deactivate, changes.end_sessions, changes.new_way_in):
            with pytest.raises(PermissionDenied):
                change(by=Viewer.of(me).who, person=there)


def test_places_are_made_once_and_follow_the_records(db: None) -> None:
    first = [("1", "North", "elementary"), ("2", "South", "middle")]
    district = changes.place_schools(by=NOBODY, district_name="Valley", schools=first)
    again = changes.place_schools(by=NOBODY, district_name="Valley", schools=first)
    assert district == again
    assert Place.objects.count() == 3
    changes.place_schools(
        by=NOBODY, district_name="Valley Unified",
        schools=[("2", "South Middle", "middle"), ("3", "West", "high")],
    )  # fmt: skip
    known = {place.code: (place.name, place.open) for place in Place.objects.all()}
    assert known == {
        "district": ("Valley Unified", True), "1": ("North", False),
        "2": ("South Middle", True), "3": ("West", True),
    }  # fmt: skip


def test_places_unchanged_leave_no_row_of_the_history(db: None) -> None:
    from forwhom.web.history.models import Entry

    for _ in range(2):
        changes.place_schools(by=NOBODY, district_name="V", schools=[("1", "North", "")])
    assert Entry.objects.filter(what="place_schools").count() == 1
