"""The driver diagram: what stands beneath what, for whom to write, and nothing that blames."""

from __future__ import annotations

import pytest

from forwhom.web.accounts.viewer import Viewer, everywhere, looks
from forwhom.web.inquiry import changes
from forwhom.web.inquiry.models import Driver
from tests.web.an_inquiry import Begun


def every() -> list[Driver]:
    with everywhere(because="a test looks at all"):
        return list(Driver.objects.order_by("pk"))


def test_a_diagram_grows_from_the_aim_to_change_ideas(begun: Begun) -> None:
    url = f"{begun.url}drivers/"
    assert "Nothing moves the aim yet." in begun.as_lead.get(url).content.decode()
    begun.as_lead.post(url, {"under-text": "Lessons that reach all", "under-kind": "primary"})
    first = every()[0]
    under = f"{url}{first.pk}/under/"
    name = f"under{first.pk}"
    begun.as_mate.post(under, {f"{name}-text": "Feedback habits", f"{name}-kind": "secondary"})
    begun.as_mate.post(under, {f"{name}-text": "Visits in pairs", f"{name}-kind": "change_idea"})
    second = every()[1]
    assert [each.parent_id for each in every()] == [None, first.pk, first.pk]
    page = begun.as_lead.get(url).content.decode()
    order = [page.index(text) for text in ("Lessons that reach all", "Feedback habits")]
    assert order == sorted(order)
    assert "Primary drivers: 1. Change ideas: 1." in begun.as_lead.get(begun.url).content.decode()
    told = {f"driver{second.pk}-text": "Feedback each week", f"driver{second.pk}-base": 1}
    begun.as_lead.post(f"{url}{second.pk}/", told)
    assert every()[1].text == "Feedback each week"
    begun.as_lead.post(f"/kept/inquiry.driver/{second.pk}/withdraw/")
    assert "Feedback each week" not in begun.as_lead.get(url).content.decode()


def test_what_ends_at_people_is_asked_back_and_what_fits_nowhere_refused(begun: Begun) -> None:
    url = f"{begun.url}drivers/"
    told = {"under-text": "Parents do not care", "under-kind": "primary"}
    answer = begun.as_lead.post(url, told)
    assert answer.status_code == 400
    assert "Parents do not care" in answer.content.decode()
    told = {"under-text": "A change out of nothing", "under-kind": "change_idea"}
    assert begun.as_lead.post(url, told).status_code == 400
    assert every() == []
    me = Viewer.of(begun.lead)
    with looks(me), pytest.raises(ValueError, match="beneath"):
        changes.add_driver(by=me, inquiry=begun.one, kind="secondary", text="A", parent=None)


def test_others_read_it_and_do_not_write(begun: Begun, as_: object) -> None:
    url = f"{begun.url}drivers/"
    begun.as_lead.post(url, {"under-text": "Lessons for all", "under-kind": "primary"})
    seen = as_("superintendent")  # type: ignore[operator]
    page = seen.get(url).content.decode()
    assert "Lessons for all" in page
    assert "Add a primary driver" not in page
    told = {"under-text": "Mine", "under-kind": "primary"}
    assert seen.post(url, told).status_code == 403
    assert as_("principal", "0102").get(url).status_code == 404  # type: ignore[operator]
