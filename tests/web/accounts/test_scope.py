"""A query answers only about the places of whoever is looking."""

from __future__ import annotations

from typing import Any

from forwhom.web.accounts.models import Post
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import NO_ONE, Viewer, looks


def codes(viewer: Viewer, may: May | None = None) -> set[str]:
    return {place.code for place in viewer.places(may).values()}


def test_a_principal_sees_one_school(somebody: Any) -> None:
    assert codes(Viewer.of(somebody("principal", "0101"))) == {"0101"}


def test_a_superintendent_sees_the_district_and_its_schools(somebody: Any, elsewhere: Any) -> None:
    assert codes(Viewer.of(somebody("superintendent"))) == {"district", "0101", "0102"}


def test_a_committee_member_sees_no_exact_numbers(somebody: Any) -> None:
    viewer = Viewer.of(somebody("committee_member"))
    assert codes(viewer, May.READ_INSIDE) == set()
    assert not viewer.is_inside


def test_a_post_that_ended_opens_nothing(somebody: Any) -> None:
    from django.utils import timezone

    person = somebody("principal", "0101")
    Post.objects.filter(person=person).update(until=timezone.now())
    assert codes(Viewer.of(person)) == set()


def test_nobody_is_looking_outside_a_request() -> None:
    from forwhom.web.accounts.viewer import looking

    with looks(NO_ONE):
        assert looking().places() == {}
