"""The log of assumptions: what we take for granted, and what would change our mind."""

from __future__ import annotations

from typing import Any

import pytest

from forwhom.web.reasons.models import Belief
from tests.web.inquiry.conftest import Begun, begun  # noqa: F401
from tests.web.reasons.conftest import kept, page

LINE = {
    "statement": "Letters home are read.", "whose": "Front office", "confidence": 80,
    "change_mind": "Half the families never saw one.", "result": "open",
}  # fmt: skip


def test_a_line_is_kept_and_tested(begun: Begun, as_: Any) -> None:  # noqa: F811
    url = f"/reasons/inquiry/{begun.one.pk}/assumptions/"
    begun.as_lead.post(url, LINE)
    (one,) = kept(Belief)
    shown = page(begun.as_mate, url)
    assert "How sure: 80 of 100" in shown
    assert "Half the families never saw one." in shown
    told = {**LINE, "result": "fell", "on": "2026-03-02", "learned": "Most had not.", "base": 1}
    assert begun.as_mate.post(f"/reasons/assumptions/{one.pk}/", told).status_code == 302
    shown = page(begun.as_lead, url)
    assert "It fell" in shown
    assert "Most had not." in shown
    assert "Assumptions: 1. Tested: 1." in page(begun.as_lead, begun.url)
    for wrong in ({"on": "2999-01-01"}, {"result": "won"}):
        late = begun.as_mate.post(f"/reasons/assumptions/{one.pk}/", {**told, **wrong})
        assert late.status_code == 400
    seen = as_("superintendent")
    assert "Letters home are read." in page(seen, url)
    assert seen.post(f"/reasons/assumptions/{one.pk}/", told).status_code == 403


@pytest.mark.parametrize(
    "other",
    [{"confidence": 101}, {"confidence": -1}, {"change_mind": ""}, {"whose": ""},
     {"statement": "Parents don't care."}, {"statement": "Ask 559-555-0142"}],
)  # fmt: skip
def test_what_is_not_right_is_said_and_not_kept(begun: Begun, other: dict[str, Any]) -> None:  # noqa: F811
    url = f"/reasons/inquiry/{begun.one.pk}/assumptions/"
    assert begun.as_lead.post(url, LINE | other).status_code == 400
    assert kept(Belief) == []
