"""Nothing that was written is lost, by two people at once or by undoing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forwhom.web.accounts.viewer import Viewer, everywhere, looks
from forwhom.web.history.models import Entry
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.revisions import changes
from forwhom.web.revisions.models import Revision
from tests.web.an_inquiry import Begun

FIELDS = ("question", "aim_what", "missing")
WORDS = st.text("ab", min_size=1, max_size=3)


def current(one: Any) -> Any:
    with everywhere(because="a test looks at all"):
        return Inquiry.objects.get(pk=one.pk)


def test_two_people_in_different_fields_both_stand(begun: Begun) -> None:
    begun.as_lead.post(f"{begun.url}aim/", {"question": "New?", "base": 1})
    begun.as_mate.post(f"{begun.url}team/", {"missing": "Families", "base": 1})
    now = current(begun.one)
    assert (now.question, now.missing) == ("New?", "Families")


def test_two_people_in_one_field_see_both_wordings(begun: Begun) -> None:
    begun.as_lead.post(f"{begun.url}team/", {"missing": "Families", "base": 1})
    answer = begun.as_mate.post(f"{begun.url}team/", {"missing": "Students", "base": 1})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "They wrote: “Families”" in page
    assert "Students" in page
    assert current(begun.one).missing == "Families"
    with everywhere(because="a test looks at all"):
        beside = Revision.objects.get(did="not_taken")
    assert beside.values["missing"] == "Students"
    begun.as_mate.post(f"{begun.url}team/", {"missing": "Families, students", "base": 2})
    assert current(begun.one).missing == "Families, students"


def test_a_form_that_keeps_itself_is_told_the_version(begun: Begun) -> None:
    by_itself = {"HTTP_X_AUTOSAVE": "1"}
    url = f"{begun.url}team/"
    assert begun.as_lead.post(url, {"missing": "A", "base": 1}, **by_itself).json()["version"] == 2
    assert begun.as_mate.post(url, {"missing": "B", "base": 1}, **by_itself).status_code == 409
    bad = begun.as_lead.post(f"{begun.url}aim/", {"question": "", "base": 2}, **by_itself)
    assert bad.status_code == 400


def test_an_earlier_wording_is_read_and_comes_back(begun: Begun) -> None:
    begun.as_lead.post(f"{begun.url}aim/", {"question": "Second?", "base": 1})
    kept = f"/kept/inquiry.inquiry/{begun.one.pk}/"
    page = begun.as_mate.get(kept).content.decode()
    assert "Why are so many sent out?" in page
    assert "Ana Ruiz" in page
    begun.as_mate.post(f"{kept}restore/1/")
    assert current(begun.one).question == "Why are so many sent out?"


def test_what_is_taken_off_the_page_can_be_put_back(begun: Begun) -> None:
    kept = f"/kept/inquiry.inquiry/{begun.one.pk}/"
    begun.as_lead.post(f"{kept}withdraw/")
    assert begun.as_lead.get(begun.url).status_code == 404
    begun.as_lead.post(f"{kept}bring-back/")
    assert begun.as_lead.get(begun.url).status_code == 200


def test_who_may_not_see_it_sees_no_wording(begun: Begun, as_: Any) -> None:
    kept = f"/kept/inquiry.inquiry/{begun.one.pk}/"
    assert as_("principal", "0102").get(kept).status_code == 404
    seen = as_("superintendent")
    assert "Ana Ruiz" not in seen.get(kept).content.decode()
    assert seen.post(f"{kept}withdraw/").status_code == 403
    assert seen.get("/kept/history.entry/1/").status_code == 404


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(
        st.one_of(
            st.tuples(st.just("write"), st.sampled_from(FIELDS), WORDS, st.integers(0, 3)),
            st.tuples(st.just("restore"), st.integers(1, 6)),
            st.tuples(st.just("withdraw")),
            st.tuples(st.just("bring_back")),
        ),
        max_size=8,
    )
)
def test_each_write_has_its_row_and_what_is_undone_is_as_it_was(
    begun: Begun,
    steps: list[tuple[Any, ...]],
) -> None:
    me, one = Viewer.of(begun.lead), begun.one
    with looks(me):
        for step in steps:
            _one_step(me, one, step)


def _one_step(me: Viewer, one: Any, step: tuple[Any, ...]) -> None:
    before, rows = current(one), Entry.objects.count()
    worded = before.values()
    if step[0] == "write":
        _, name, text, behind = step
        base = max(1, before.version - behind)
        done = changes.write(by=me, one=before, base=base, told={name: text})
        did = done.changed or bool(done.clash)
        words = [r.values.get(name) for r in Revision.objects.filter(key=one.pk)]
        assert text in words or text == changes._as_of(before, base).get(name)
    elif step[0] == "restore":
        did = changes.restore(by=me, one=before, version=step[1])
        if did:
            assert current(one).values() == changes._as_of(before, step[1])
    else:
        did = getattr(changes, step[0])(by=me, one=before)
    assert Entry.objects.count() == rows + did
    if current(one).version != before.version:
        assert changes.restore(by=me, one=one, version=before.version)
        assert current(one).values() == worded
