"""What was expected is closed once the data are open; few answers say nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forwhom.web.accounts.viewer import Viewer, looks
from forwhom.web.history.models import Entry
from forwhom.web.reasons import changes
from forwhom.web.reasons.calibration import calibration
from forwhom.web.reasons.models import Prediction
from forwhom.web.revisions import changes as wording
from tests.web.inquiry.conftest import Begun, begun  # noqa: F401
from tests.web.reasons.conftest import is_met, kept, page

SAYS = {"question": "Is the gap gone for walkers?", "expects": "Yes, nearly.", "confidence": 70}


def url_of(begun: Begun) -> str:  # noqa: F811
    return f"/reasons/inquiry/{begun.one.pk}/predictions/"


def test_it_is_written_closed_answered_and_taken_back(begun: Begun, as_: Any) -> None:  # noqa: F811
    assert not is_met(begun, "prediction_written")
    assert not is_met(begun, "predictions_answered")
    begun.as_lead.post(url_of(begun), SAYS)
    assert is_met(begun, "prediction_written")
    (one,) = kept(Prediction)
    mine = f"/reasons/predictions/{one.pk}/"
    begun.as_mate.post(f"{mine}answer/", {"outcome": "came"})  # nobody has looked yet
    assert kept(Prediction)[0].outcome == ""
    assert begun.as_mate.post(mine, {**SAYS, "confidence": 60, "base": 1}).status_code == 302
    seen = as_("superintendent")
    for what in ("open", "answer", "take-back"):
        assert seen.post(f"{mine}{what}/", {"outcome": "came"}).status_code == 403
    begun.as_lead.post(f"{mine}open/")
    assert "The prediction is closed." in page(begun.as_lead, url_of(begun))
    assert not is_met(begun, "predictions_answered")
    begun.as_lead.post(f"{mine}answer/", {"outcome": "not", "learned": "Walkers are late too."})
    assert is_met(begun, "predictions_answered")
    assert "Walkers are late too." in page(begun.as_mate, url_of(begun))
    begun.as_lead.post(f"{mine}take-back/")
    assert not is_met(begun, "predictions_answered")
    assert kept(Prediction)[0].learned == "Walkers are late too."


def test_once_open_nothing_of_it_changes(begun: Begun) -> None:  # noqa: F811
    begun.as_lead.post(url_of(begun), SAYS)
    (one,) = kept(Prediction)
    mine, kept_at = f"/reasons/predictions/{one.pk}/", f"/kept/reasons.prediction/{one.pk}/"
    begun.as_lead.post(mine, {**SAYS, "confidence": 99, "base": 1})
    begun.as_lead.post(f"{mine}open/")
    opened_at = kept(Prediction)[0].opened_at
    other = {**SAYS, "confidence": 5, "base": 2}
    assert begun.as_lead.post(mine, other).status_code == 403
    assert begun.as_lead.post(mine, other, HTTP_X_AUTOSAVE="1").status_code == 403
    assert begun.as_lead.post(f"{kept_at}withdraw/").status_code == 403
    assert begun.as_lead.post(f"{kept_at}restore/1/").status_code == 403
    begun.as_lead.post(f"{mine}open/")
    (now,) = kept(Prediction)
    assert (now.confidence, now.withdrawn, now.opened_at) == (99, False, opened_at)
    assert "99" in page(begun.as_mate, mine)  # read, without a form


@pytest.mark.parametrize("other", [{"confidence": 101}, {"expects": ""}, {"question": ""}])
def test_what_is_not_whole_is_not_kept(begun: Begun, other: dict[str, Any]) -> None:  # noqa: F811
    assert begun.as_lead.post(url_of(begun), SAYS | other).status_code == 400
    assert kept(Prediction) == []


def answered(sure: int, came: bool, days: int) -> Prediction:
    opened = timezone.now() + timedelta(days=days)
    return Prediction(
        pk=days + 1, confidence=sure, outcome="came" if came else "not", opened_at=opened
    )


def test_under_ten_answers_it_says_nothing() -> None:
    nine = [answered(90, True, day) for day in range(9)]
    assert calibration([*nine, Prediction(confidence=90)]) == calibration(nine)
    assert calibration(nine).score is None
    assert calibration(nine).table is None


def test_from_ten_on_it_says_how_well_we_know() -> None:
    # Seven of ten came true where we said 70: (0.09 x 7 + 0.49 x 3) / 10 = 0.21.
    ten = [answered(70, day < 7, day) for day in range(10)]
    found = calibration(ten)
    assert (found.answered, found.score, found.latest) == (10, "0.21", None)
    told = {row.cells[0]: row.cells[1:] for row in found.table.rows}
    assert told["70–79"] == ["10", "7"]
    assert told["90–100"] == ["0", "–"]
    more = [answered(100, True, 10 + day) for day in range(10)]
    assert (calibration(ten + more).before, calibration(ten + more).latest) == ("0.21", "0.00")


def test_the_page_is_silent_and_then_speaks(begun: Begun) -> None:  # noqa: F811
    where = {"inquiry": begun.one, "place_id": begun.one.place_id, "question": "Q?", "expects": "E"}
    for n in range(10):
        if n == 9:
            assert "Too few to say: 9 answered, and it takes 10." in page(
                begun.as_lead, url_of(begun)
            )
        Prediction.objects.bulk_create(
            [Prediction(confidence=50, outcome="came", opened_at=timezone.now(), **where)]
        )
    assert "Score: 0.25, from 10 answers." in page(begun.as_lead, url_of(begun))


@pytest.mark.django_db
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(
        st.sampled_from(["write", "withdraw", "bring_back", "restore", "open", "answer", "undo"]),
        max_size=8,
    )
)
def test_no_order_of_steps_changes_what_was_closed(
    begun: Begun,  # noqa: F811
    steps: list[str],
) -> None:
    me = Viewer.of(begun.lead)
    with looks(me):
        one = changes.add(by=me, inquiry=begun.one, kind=Prediction, told=SAYS)
        for at, step in enumerate(steps):
            before, rows = Prediction.objects.get(pk=one.pk), Entry.objects.count()
            try:
                done = _step(me, before, step, at)
            except PermissionDenied:
                done = False
            now = Prediction.objects.get(pk=one.pk)
            assert Entry.objects.count() == rows + done
            if before.opened_at:
                assert now.values() == before.values()
                assert now.opened_at == before.opened_at
            else:
                assert not now.outcome


def _step(me: Viewer, one: Any, step: str, at: int) -> bool:
    if step == "write":
        told = {"confidence": at}
        return wording.write(by=me, one=one, base=one.version, told=told).changed
    if step == "restore":
        return wording.restore(by=me, one=one, version=1)
    if step in ("withdraw", "bring_back"):
        return bool(getattr(wording, step)(by=me, one=one))
    if step == "open":
        return changes.open_data(by=me, prediction=one)
    if step == "answer":
        return changes.answer(by=me, prediction=one, outcome="came", learned=str(at))
    return changes.take_back_answer(by=me, prediction=one)
