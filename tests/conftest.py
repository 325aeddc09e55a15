"""What many tests share: real data, a browser, and the rule that a missing need skips or fails."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# No test fails because a machine is busy.
settings.register_profile("forwhom", deadline=None)
settings.load_profile("forwhom")

ROOT = Path(__file__).resolve().parents[1]
REAL = Path(os.environ.get("FORWHOM_REAL", ROOT.parent / "shared" / "real"))
TOGETHER = ("tests/engine/sample/", "tests/web/audits/")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


def needs(found: object, what: str) -> None:
    """Skip the test and say why, or fail it where FORWHOM_REQUIRE_ALL=1, unless `found`."""
    if found:
        return
    if os.environ.get("FORWHOM_REQUIRE_ALL") == "1":
        pytest.fail(f"{what} FORWHOM_REQUIRE_ALL=1 is set, so this test may not be skipped.")
    pytest.skip(what)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With `--dist loadfile`: files that share districts that take long to make stay together.

    Otherwise each worker would make the same districts for itself.
    """
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Together(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            folder = next(filter(nodeid.startswith, TOGETHER), None)
            return folder or super()._split_scope(nodeid)

    return Together(config, log)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's folder."""
    return ROOT


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Tests with transactions of their own empty all tables, which the history would refuse.

    It stands here because it may be done once only: folders that had one each did it twice.
    """
    from django.db import connection

    from forwhom.web.history.only_added import dropping, making

    kind = type(connection.ops)
    emptying, vendor = kind.sql_flush, connection.vendor

    def sql_flush(ops: Any, *args: Any, **kwargs: Any) -> list[str]:
        statements = emptying(ops, *args, **kwargs)
        return [*dropping(vendor), *statements, *making(vendor)] if statements else []

    kind.sql_flush = sql_flush


@pytest.fixture(scope="session")
def real() -> Callable[[str], Path]:
    """`real("sgpdata")`: the folder or file of real data with that name, or a skip."""

    def path(name: str) -> Path:
        found = REAL / name
        needs(found.exists(), f"Real data `{name}` is not in ../shared/real (or FORWHOM_REAL).")
        return found

    return path


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the installed Chromium or Chrome, or a skip."""
    found = next(filter(None, map(shutil.which, BROWSERS)), "")
    needs(found, "No Chromium here: install the package `chromium`.")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """A Playwright browser; each test opens, and closes, its own page."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """`axe(page)`: the accessibility faults axe finds there, as `rule: first element`.

    `colours=False` leaves out contrast, two thirds of the time, where the same page was looked at
    in another language already.
    """
    from axe_playwright_python.sync_playwright import Axe

    script = Axe().axe_script

    def faults(page: Any, *, colours: bool = True) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
        rules = {"color-contrast": {"enabled": colours}}
        options = {"resultTypes": ["violations"], "rules": rules}
        violations = page.evaluate("options => axe.run(options)", options)["violations"]
        return [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in violations]

    return faults
