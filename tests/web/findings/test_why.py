"""Asking the records why: once, in the background, kept beside the audit."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from forwhom.errors import AuditFolderError
from forwhom.results.explanation import Explanation
from forwhom.web.accounts.viewer import everywhere
from forwhom.web.findings import tasks
from forwhom.web.findings.models import Asked
from forwhom.web.history.models import Entry
from tests.web.findings.conftest import MINE, OTHER, Audited

SAID = "More than half of the gap opens inside schools."


@pytest.fixture(autouse=True)
def _now(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids that were asked about; the records answer with one sentence."""
    found: list[str] = []

    def answer(folder: Any, which: str) -> Any:
        found.append(which)
        both = {"en": SAID, "es": "Más de la mitad."}
        one = Explanation(
            finding=which, cause="within", question=both, assumes=both, cannot=both,
            sentences={"en": [SAID], "es": ["Más de la mitad."]}, gap=0.1,
        )  # fmt: skip
        return SimpleNamespace(explanations=[one])

    monkeypatch.setattr(tasks, "explain_finding", answer)
    return found


def states() -> list[str]:
    with everywhere(because="a test looks at all"):
        return [one.state for one in Asked.objects.all()]


def test_the_answer_is_kept_and_shown(
    as_: Any,
    audited: Audited,
    opened: Any,
    asked: list[str],
    django_capture_on_commit_callbacks: Any,
) -> None:
    client = as_("principal", MINE)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/findings/{audited.mine}/why/")
    assert asked == [audited.mine]
    assert states() == ["answered"]
    assert SAID in opened(client, audited.mine)


def test_asked_twice_it_is_asked_once(
    as_: Any,
    audited: Audited,
    opened: Any,
    asked: list[str],
    django_capture_on_commit_callbacks: Any,
) -> None:
    client = as_("analyst")
    with django_capture_on_commit_callbacks() as waiting:
        client.post(f"/findings/{audited.district}/why/")
        client.post(f"/findings/{audited.district}/why/")
    assert len(waiting) == 1
    assert states() == ["waiting"]
    assert "You may go on meanwhile." in opened(client, audited.district)


def test_what_cannot_be_answered_says_so_and_can_be_asked_again(
    as_: Any, audited: Audited, opened: Any, monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    def fails(*_: Any) -> None:
        raise AuditFolderError("Gone.", did="Nothing.", remedy="Look.")

    monkeypatch.setattr(tasks, "explain_finding", fails)
    client = as_("analyst")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/findings/{audited.district}/why/")
    assert states() == ["failed"]
    page = opened(client, audited.district)
    assert "The records could not be asked." in page
    assert "Ask the records why" in page


def test_another_school_cannot_ask(as_: Any, audited: Audited, asked: list[str]) -> None:
    assert as_("principal", OTHER).post(f"/findings/{audited.mine}/why/").status_code == 404
    assert states() == []


def test_the_page_asks_whether_there_is_an_answer_and_the_history_is_not_told_each_time(
    as_: Any, audited: Audited, opened: Any, asked: list[str],
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    client = as_("principal", MINE)
    opened(client, audited.mine)
    with django_capture_on_commit_callbacks(execute=False) as later:
        client.post(f"/findings/{audited.mine}/why/")
    assert f'hx-get="/findings/{audited.mine}/why/answered/"' in opened(client, audited.mine)
    before = Entry.objects.count()
    waits = client.get(f"/findings/{audited.mine}/why/answered/")
    assert (waits.status_code, waits.has_header("HX-Refresh")) == (204, False)
    for one in later:
        one()
    assert client.get(f"/findings/{audited.mine}/why/answered/")["HX-Refresh"] == "true"
    assert Entry.objects.count() == before
    assert "why/answered/" not in opened(client, audited.mine)
    assert client.get(f"/findings/{audited.other}/why/answered/").status_code == 404
