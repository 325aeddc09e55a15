"""Asking as a test whether a condition is met, and what is kept."""

from __future__ import annotations

from typing import Any

from forwhom.web.accounts.viewer import Viewer, everywhere, looks
from forwhom.web.inquiry import conditions
from tests.web.inquiry.conftest import Begun


def is_met(begun: Begun, name: str) -> bool:
    with looks(Viewer.of(begun.lead)):
        return conditions.known()[name].met(begun.one)


def kept(kind: Any) -> list[Any]:
    with everywhere(because="a test looks at all"):
        return list(kind.objects.order_by("pk"))


def page(client: Any, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())
