"""One made-up audit folder, with its report in English and in Spanish."""

from __future__ import annotations

from pathlib import Path

import pytest

from forwhom.report import build
from tests.engine.report.folder import make


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("audit") / "one")


@pytest.fixture(scope="session")
def english(folder: Path) -> str:
    return build(folder).read_text("utf-8")


@pytest.fixture(scope="session")
def spanish(folder: Path, english: str) -> str:
    return build(folder, language="es").read_text("utf-8")
