"""One small made-up district, audited once, and once more where two are to be the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.audit.audited import Ran, begin, end, make


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("made") / "sample", students=1500, schools=4, years=2)


@pytest.fixture(scope="session")
def ran(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("one") / "audit of one"
    return end(begin(sample, folder, seed=1, threads=1), folder)


@pytest.fixture(scope="session")
def ran_again(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """An audit of the same export that differs in everything that must not matter."""
    folder = tmp_path_factory.mktemp("other") / "audit of other"
    return end(begin(sample, folder, seed=2, threads=3), folder)
