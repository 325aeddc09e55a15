"""One small made-up district, audited twice side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.audit.audited import Ran, begin, end, make


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("made") / "sample", students=1500, schools=4, years=2)


@pytest.fixture(scope="session")
def twice(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Ran]:
    """Two audits of one export that differ in everything that must not matter."""
    one, other = (tmp_path_factory.mktemp(name) / f"audit of {name}" for name in ("one", "other"))
    first = begin(sample, one, seed=1, threads=1)
    second = begin(sample, other, seed=2, threads=3)
    return end(first, one), end(second, other)
