"""One cause: supported only by what was measured or heard, and acted on only within reach."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forwhom.results.explained import save_explanations
from forwhom.results.explanation import Explanation
from forwhom.web.accounts.viewer import Viewer, looks
from forwhom.web.heard.models import Note
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.reasons.models import Cause
from forwhom.web.reasons.queries import where_we_act
from forwhom.web.revisions import changes
from tests.web.findings.conftest import MINE, Audited, audited  # noqa: F401
from tests.web.inquiry.conftest import Begun, begun  # noqa: F401
from tests.web.reasons.conftest import is_met, kept, page
from tests.web.reasons.test_causes import DEEPER, RULE, add

CAUSE = {
    "text": RULE, "branch": "rule", "parent": "", "source": "assumed", "status": "proposed",
    "ring": "control",
}  # fmt: skip
NOTE = {
    "who": "students", "how_many": 6, "language": "Hmong", "on": "2026-05-04",
    "said": "We get slips when the bus is late.",
}  # fmt: skip


def change(begun: Begun, one: Any, **other: Any) -> Any:  # noqa: F811
    now = kept(Cause)[0].version
    return begun.as_lead.post(f"/reasons/causes/{one.pk}/", {**CAUSE, "base": now, **other})


def first(begun: Begun) -> Any:  # noqa: F811
    add(begun, RULE)
    return kept(Cause)[0]


def test_what_was_heard_supports_it_while_the_note_stands(begun: Begun) -> None:  # noqa: F811
    one = first(begun)
    assert not is_met(begun, "a_cause_supported")
    answer = change(begun, one, status="supported")
    assert answer.status_code == 400
    assert "Nothing speaks for it yet." in answer.content.decode()
    begun.as_lead.post(f"/heard/inquiry/{begun.one.pk}/", NOTE)
    (note,) = kept(Note)
    assert change(begun, one, status="supported", source=f"heard:{note.pk}").status_code == 302
    assert is_met(begun, "a_cause_supported")
    shown = page(begun.as_mate, f"/reasons/inquiry/{begun.one.pk}/causes/")
    assert "Students: 6" in shown
    begun.as_mate.post(f"/kept/heard.note/{note.pk}/withdraw/")
    assert not is_met(begun, "a_cause_supported")
    begun.as_mate.post(f"/kept/heard.note/{note.pk}/bring-back/")
    assert is_met(begun, "a_cause_supported")


@pytest.mark.parametrize("source", ["heard:99", "measured:made_up", "heard:", "measured", "rumor"])
def test_a_source_that_is_not_there_is_no_source(begun: Begun, source: str) -> None:  # noqa: F811
    one = first(begun)
    assert change(begun, one, status="supported", source=source).status_code == 400
    assert kept(Cause)[0].source == "assumed"


def test_what_was_measured_is_an_explanation_of_the_finding(
    begun: Begun,  # noqa: F811
    audited: Audited,  # noqa: F811
    as_: Any,
    somebody: Any,
) -> None:
    from forwhom.web.accounts.changes import give_post
    from forwhom.web.accounts.models import Place
    from forwhom.web.accounts.roles import ROLES
    from forwhom.web.history.changes import NOBODY

    both = {"en": "Does it open inside schools?", "es": "¿Nace dentro de las escuelas?"}
    said = Explanation(
        finding=audited.mine, cause="within", question=both, assumes=both, cannot=both,
        sentences={"en": ["9 in 10."], "es": ["9 de 10."]}, gap=0.1,
    )  # fmt: skip
    save_explanations(Path(audited.folder), audited.mine, [said])
    give_post(
        by=NOBODY, person=begun.lead, role=ROLES["principal"], place=Place.objects.get(code=MINE)
    )
    Inquiry.objects.model._base_manager.filter(pk=begun.one.pk).update(finding=audited.mine)
    one = first(begun)
    shown = page(begun.as_lead, f"/reasons/causes/{one.pk}/")
    assert both["en"] in shown
    assert "9 in 10." not in shown
    assert change(begun, one, status="supported", source="measured:within").status_code == 302
    shown = page(begun.as_lead, f"/reasons/inquiry/{begun.one.pk}/causes/")
    assert f"/findings/{audited.mine}/#why" in shown
    assert is_met(begun, "a_cause_supported")
    unseen = page(begun.as_mate, f"/reasons/causes/{one.pk}/")  # no sight of that school
    assert both["en"] not in unseen
    assert "you cannot see it" in unseen


def test_we_act_at_an_end_within_reach(begun: Begun) -> None:  # noqa: F811
    one = first(begun)
    assert change(begun, one, act_here="on", ring="concern").status_code == 400
    assert change(begun, one, act_here="on", ring="influence").status_code == 302
    with looks(Viewer.of(begun.lead)):
        assert [each.pk for each in where_we_act(begun.one)] == [one.pk]
    assert "we act here" in page(begun.as_mate, f"/reasons/inquiry/{begun.one.pk}/causes/")
    add(begun, DEEPER, parent=one.pk)
    with looks(Viewer.of(begun.lead)):
        assert where_we_act(begun.one) == []
    assert change(begun, one, act_here="on").status_code == 400


def test_it_is_no_why_of_itself_or_of_what_is_deeper(begun: Begun) -> None:  # noqa: F811
    one = first(begun)
    add(begun, DEEPER, parent=one.pk)
    deep = kept(Cause)[1]
    assert change(begun, one, parent=one.pk).status_code == 400
    assert change(begun, one, parent=deep.pk).status_code == 400
    shown = page(begun.as_lead, f"/reasons/causes/{deep.pk}/")
    assert shown.index(begun.one.question) < shown.index(RULE) < shown.index(DEEPER)


def test_it_saves_itself_and_only_the_team_writes(begun: Begun, as_: Any) -> None:  # noqa: F811
    one = first(begun)
    told = {**CAUSE, "text": "Two slips.", "base": 1}
    by_itself = begun.as_mate.post(f"/reasons/causes/{one.pk}/", told, HTTP_X_AUTOSAVE="1")
    assert by_itself.json()["version"] == 2
    seen = as_("superintendent")
    assert "Two slips." in page(seen, f"/reasons/causes/{one.pk}/")
    assert seen.post(f"/reasons/causes/{one.pk}/", {**told, "text": "My own."}).status_code == 403


VALUES = {
    "status": ["proposed", "supported", "refuted", "untested"],
    "source": ["assumed", "heard:1", "measured:within", "heard:"],
    "ring": ["control", "influence", "concern"],
    "act_here": [True, False],
}


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(
        st.one_of(
            st.sampled_from([(k, v) for k, vs in VALUES.items() for v in vs]),
            st.tuples(st.just("restore"), st.integers(1, 6)),
        ),
        max_size=8,
    )
)
def test_no_way_of_writing_makes_a_cause_more_than_it_is(
    begun: Begun,  # noqa: F811
    steps: list[tuple[str, Any]],
) -> None:
    me = Viewer.of(begun.lead)
    with looks(me):
        one = Cause(inquiry=begun.one, text=RULE, branch="rule")
        changes.start(by=me, one=one)
        for name, value in steps:
            if name == "restore":
                changes.restore(by=me, one=one, version=value)
            else:
                changes.write(by=me, one=one, base=1, told={name: value})
            now = Cause.objects.get(pk=one.pk)
            assert now.status != "supported" or now.is_evidenced
            assert not (now.act_here and now.ring == "concern")
