"""A test whose need is missing skips and says why; where nothing may skip, it fails."""

import pytest

from tests.conftest import needs


def test_a_need_that_is_met_lets_the_test_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORWHOM_REQUIRE_ALL", "1")
    needs("/usr/bin/chromium", "No Chromium here.")


def test_a_missing_need_skips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORWHOM_REQUIRE_ALL", raising=False)
    with pytest.raises(pytest.skip.Exception, match="No Chromium here"):
        needs("", "No Chromium here.")


def test_a_missing_need_fails_where_nothing_may_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORWHOM_REQUIRE_ALL", "1")
    with pytest.raises(pytest.fail.Exception, match="may not be skipped"):
        needs("", "No Chromium here.")
