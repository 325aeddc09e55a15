"""What was seen where students learn: where, on which day, how many; never whose."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from forwhom.web.reasons.models import Seen
from tests.web.inquiry.conftest import Begun, begun  # noqa: F401
from tests.web.reasons.conftest import is_met, kept, page

NOTE = {
    "way": "visit", "where": "Grade 7 mathematics", "how_many": 6,
    "what": "In five of six rooms students copied worked examples.",
}  # fmt: skip


def test_a_visit_is_noted_and_changed(begun: Begun, as_: Any) -> None:  # noqa: F811
    url, today = f"/reasons/inquiry/{begun.one.pk}/seen/", str(timezone.localdate())
    assert not is_met(begun, "something_seen")
    assert begun.as_lead.post(url, {**NOTE, "on": today}).status_code == 302
    assert is_met(begun, "something_seen")
    (one,) = kept(Seen)
    told = {**NOTE, "on": today, "how_many": 7, "base": 1}
    begun.as_mate.post(f"/reasons/seen/{one.pk}/", told)
    assert "Rooms visited: 7 · Grade 7 mathematics" in page(begun.as_lead, url)
    seen = as_("superintendent")
    assert NOTE["what"] in page(seen, f"/reasons/seen/{one.pk}/")
    assert seen.post(url, told).status_code == 403
    assert as_("principal", "0102").get(f"/reasons/seen/{one.pk}/").status_code == 404
    begun.as_lead.post(f"/kept/reasons.seen/{one.pk}/withdraw/")
    assert not is_met(begun, "something_seen")


@pytest.mark.parametrize(
    "other",
    [{"on": "2999-01-01"}, {"how_many": 0}, {"what": ""}, {"what": "Ms. Ortega lectured."},
     {"what": "The students do not care."}, {"where": "Room of ana@example.org"}],
)  # fmt: skip
def test_nobody_is_named_or_blamed(begun: Begun, other: dict[str, Any]) -> None:  # noqa: F811
    told = {**NOTE, "on": str(timezone.localdate()), **other}
    answer = begun.as_lead.post(f"/reasons/inquiry/{begun.one.pk}/seen/", told)
    assert answer.status_code == 400
    assert kept(Seen) == []
