"""One person, one browser: who they are, where, at which width and in which language."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys import full
from tests.journeys.window import DESK, PHONE, Window
from tests.web.accounts.conftest import PASSWORD

WAYS = [(language, width) for language in ("en", "es") for width in (PHONE, DESK)]


@pytest.fixture(scope="session")
def _full_once(
    _filled_once: Path, small_export: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    return full.make(_filled_once, small_export, tmp_path_factory.mktemp("full") / "district")


@pytest.fixture
def full_district(_full_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a served district with records, two audits and two releases."""
    folder = tmp_path / "full"
    shutil.copytree(_full_once, folder)
    monkeypatch.setenv("FORWHOM_DISTRICT", str(folder))
    return folder


@pytest.fixture
def window(
    transactional_db: None, browser: Any, live_server: Any
) -> Iterator[Callable[..., Window]]:
    """`window(390, "es")`: an empty browser of that width, that asks for that language."""
    contexts = []

    def opened(width: int = DESK, language: str = "en", **more: Any) -> Window:
        height = 844 if width == PHONE else 900
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=language, **more
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return Window(context.new_page(), live_server.url, width, language)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(params=WAYS, ids=lambda way: f"{way[0]}-{way[1]}")
def walks(
    request: pytest.FixtureRequest, window: Callable[..., Window], full_district: Path,
    with_password: Callable[..., Any],
) -> Callable[..., Window]:  # fmt: skip
    """`walks("principal", "0101")`: they have signed in, in each language and at each width."""
    language, width = request.param

    def signed_in(role: str, at: str = "district") -> Window:
        found = window(width, language)
        found.sign_in(with_password(role, at).email, PASSWORD)
        return found

    return signed_in
