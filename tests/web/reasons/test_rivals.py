"""Two explanations side by side, and what would tell them apart."""

from __future__ import annotations

from typing import Any

from forwhom.web.reasons.models import Rival
from tests.web.inquiry.conftest import Begun, begun  # noqa: F401
from tests.web.reasons.conftest import is_met, kept, page

PAIR = {
    "first": "The bus comes late.", "first_predicts": "Those who walk are on time.",
    "second": "The bell rings early.", "second_predicts": "Those who walk are late as well.",
    "would_separate": "Slips by how students come.", "outcome": "open",
}  # fmt: skip


def test_a_pair_is_kept_told_apart_and_taken_off(begun: Begun, as_: Any) -> None:  # noqa: F811
    url = f"/reasons/inquiry/{begun.one.pk}/rivals/"
    assert not is_met(begun, "a_rival_told")
    for name in ("first", "second_predicts", "would_separate"):
        assert begun.as_lead.post(url, {**PAIR, name: " "}).status_code == 400
    blame = {**PAIR, "second": "The parents do not care."}
    assert begun.as_lead.post(url, blame).status_code == 400
    assert not is_met(begun, "a_rival_told")
    begun.as_lead.post(url, PAIR)
    assert is_met(begun, "a_rival_told")
    (one,) = kept(Rival)
    told = {**PAIR, "outcome": "first", "learned": "Walkers are on time.", "base": 1}
    begun.as_mate.post(f"/reasons/rivals/{one.pk}/", told)
    shown = page(begun.as_lead, url)
    assert "The first fits" in shown
    assert "Walkers are on time." in shown
    assert "Told apart: 1." in page(begun.as_lead, begun.url)
    seen = as_("superintendent")
    assert "The bell rings early." in page(seen, f"/reasons/rivals/{one.pk}/")
    assert seen.post(f"/reasons/rivals/{one.pk}/", told).status_code == 403
    assert seen.post(url, PAIR).status_code == 403
    begun.as_mate.post(f"/kept/reasons.rival/{one.pk}/withdraw/")
    assert not is_met(begun, "a_rival_told")
