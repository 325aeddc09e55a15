"""Causes are spread on branches and deepened in chains; sixty of them stay readable and quick."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forwhom.web.accounts.viewer import everywhere
from forwhom.web.reasons.models import Cause
from tests.web.inquiry.conftest import Begun, begun  # noqa: F401
from tests.web.reasons.conftest import kept, page

RULE = "Three tardy slips make a suspension."
DEEPER = "The slip rule was never changed when the bus contract was."


def url_of(begun: Begun) -> str:  # noqa: F811
    return f"/reasons/inquiry/{begun.one.pk}/causes/"


def add(begun: Begun, text: str, branch: str = "rule", parent: Any = "") -> Any:  # noqa: F811
    told = {"text": text, "branch": branch, "parent": parent}
    return begun.as_lead.post(url_of(begun), told)


def sixty(begun: Begun) -> None:  # noqa: F811
    branches = ("practice", "rule", "resource", "time", "access", "relations")
    with_place = {"inquiry": begun.one, "place_id": begun.one.place_id}
    first = Cause.objects.bulk_create(
        Cause(text=f"Begins {n}", branch=branches[n % 6], **with_place) for n in range(12)
    )
    for depth in range(4):
        first = Cause.objects.bulk_create(
            Cause(text=f"Why {depth}.{n}", branch=one.branch, parent=one, **with_place)
            for n, one in enumerate(first)
        )


def test_a_cause_is_added_and_asked_why(begun: Begun) -> None:  # noqa: F811
    assert "There is no cause yet." in page(begun.as_lead, url_of(begun))
    assert add(begun, RULE).status_code == 302
    (first,) = kept(Cause)
    asked = page(begun.as_mate, f"{url_of(begun)}?why={first.pk}")
    assert "Why is this so?" in asked
    add(begun, DEEPER, parent=first.pk)
    shown = page(begun.as_mate, url_of(begun))
    assert shown.index(RULE) < shown.index(DEEPER)
    assert [(one.parent_id, one.status, one.source) for one in kept(Cause)] == [
        (None, "proposed", "assumed"), (first.pk, "proposed", "assumed"),
    ]  # fmt: skip
    assert "Causes: 2. Supported: 0." in page(begun.as_lead, begun.url)


def test_an_end_at_a_person_is_met_by_a_question(begun: Begun) -> None:  # noqa: F811
    answer = add(begun, "The students do not care.")
    assert answer.status_code == 400
    assert "which practice, rule or resource" in answer.content.decode()
    answer = add(begun, "A los padres no les importa.")
    assert answer.status_code == 400
    assert add(begun, "").status_code == 400
    assert kept(Cause) == []


def test_sixty_causes_take_few_questions_and_each_stands_once(begun: Begun) -> None:  # noqa: F811
    sixty(begun)
    begun.as_lead.get(url_of(begun))
    with CaptureQueriesContext(connection) as asked:
        shown = page(begun.as_lead, url_of(begun))
    assert len(asked) <= 12, [each["sql"][:120] for each in asked]
    for one in kept(Cause):
        assert shown.count(f'id="cause-{one.pk}"') == 1
    with CaptureQueriesContext(connection) as asked:
        page(begun.as_lead, f"/reasons/causes/{kept(Cause)[30].pk}/")
    assert len(asked) <= 12, [each["sql"][:120] for each in asked]


def test_a_status_shows_its_own_and_the_way_to_them(begun: Begun) -> None:  # noqa: F811
    sixty(begun)
    deep = kept(Cause)[-1]
    with everywhere(because="a test changes one"):
        Cause.objects.filter(pk=deep.pk).update(status="refuted")
    shown = page(begun.as_lead, f"{url_of(begun)}?status=refuted")
    assert deep.text in shown
    assert shown.count('class="whys__way"') == 4
    assert shown.count('id="cause-') == 5
    assert page(begun.as_lead, f"{url_of(begun)}?status=nonsense").count('id="cause-') == 60


def test_the_team_writes_and_others_read(begun: Begun, as_: Any) -> None:  # noqa: F811
    add(begun, RULE)
    told = {"text": "Mine.", "branch": "rule"}
    seen = as_("superintendent")
    assert RULE in page(seen, url_of(begun))
    assert seen.post(url_of(begun), told).status_code == 403
    (one,) = kept(Cause)
    for role, at in (("principal", "0102"), ("committee_member", "district")):
        client = as_(role, at)
        assert client.get(url_of(begun)).status_code == 404
        assert client.get(f"/reasons/causes/{one.pk}/").status_code == 404
        assert client.post(url_of(begun), told).status_code == 404


def test_a_parent_of_another_inquiry_is_refused(begun: Begun) -> None:  # noqa: F811
    assert add(begun, RULE, parent=999).status_code == 400
    assert kept(Cause) == []


def test_what_is_taken_off_leaves_its_deeper_ones_on_the_page(begun: Begun) -> None:  # noqa: F811
    add(begun, RULE)
    (first,) = kept(Cause)
    add(begun, DEEPER, parent=first.pk)
    begun.as_lead.post(f"/kept/reasons.cause/{first.pk}/withdraw/")
    shown = page(begun.as_lead, url_of(begun))
    assert f'id="cause-{first.pk}"' not in shown
    assert DEEPER in shown


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_speaks_both_languages(begun: Begun, language: str) -> None:  # noqa: F811
    begun.as_lead.cookies["django_language"] = language
    assert {"en": "What we do", "es": "Lo que hacemos"}[language] in page(
        begun.as_lead, url_of(begun)
    )
