"""The first page is made before anybody asks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

from forwhom.results.index import is_ready
from forwhom.web.running import first_page


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Told each time all connections are closed; the test's own stays."""
    found: list[bool] = []
    monkeypatch.setattr(connections, "close_all", lambda: found.append(True))
    return found


@pytest.mark.parametrize("https", [True, False])
def test_it_is_whole_and_leaves_no_connection(
    db: None, served: Path, closed: list[bool], settings: Any, *, https: bool
) -> None:
    settings.SECURE_SSL_REDIRECT = https
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if https else None
    settings.ALLOWED_HOSTS = [".district.example.org"]
    assert first_page.make(WSGIHandler()) == 200
    assert closed


def test_the_newest_audit_is_read(db: None, filled: Path, closed: list[bool]) -> None:
    audit = next((filled / "audits").iterdir())
    first_page.know_the_audit()
    assert is_ready(audit)
    assert closed


def test_before_an_audit_and_with_a_spoiled_one_it_begins_too(
    db: None, filled: Path, closed: list[bool]
) -> None:
    audit = next((filled / "audits").iterdir())
    (audit / "audit.json").write_text("{")
    first_page.know_the_audit()
    audit.rename(filled / "elsewhere")
    first_page.know_the_audit()
    assert len(closed) == 2
