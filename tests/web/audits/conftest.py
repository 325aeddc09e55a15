"""A small made-up district, its audits, and jobs that are done at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.web.running.conftest import database

__all__ = ["database"]


@pytest.fixture(scope="session")
def small_export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The agreed tables of 200 made-up students, in 2 years."""
    import forwhom

    folder = tmp_path_factory.mktemp("export") / "export"
    forwhom.make_sample(folder, students=200, schools=2, years=2, seed=5)
    return folder


@pytest.fixture(scope="session")
def small_district(small_export: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, brought in, with one quick audit and no report."""
    from forwhom.audit import audit_records, import_records

    folder = tmp_path_factory.mktemp("small") / "district"
    import_records(small_export, folder)
    audit_records(folder, quick=True)
    return folder


@pytest.fixture
def audited(served: Path, small_district: Path) -> Path:
    """The served district, holding the small one's records and audit."""
    shutil.copytree(small_district, served, dirs_exist_ok=True)
    return served


@pytest.fixture
def dropped(served: Path, small_export: Path) -> Path:
    """A folder of the server that web.toml opens, with the export in it."""
    drop = served.parent / "drop"
    shutil.copytree(small_export, drop / "export-2026")
    (served / "web").mkdir(exist_ok=True)
    (served / "web" / "web.toml").write_text(f'drop = ["{drop}"]\n')
    return drop


@pytest.fixture
def at_once(settings: Any) -> None:
    """Jobs are done in the request that asks for them."""
    settings.WORK_APART = False
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def last_job() -> Callable[[], Any]:
    """The job asked for last, whoever looks."""
    from forwhom.web.accounts.viewer import everywhere
    from forwhom.web.audits.models import Job

    def found() -> Any:
        with everywhere(because="a test looks"):
            return Job.objects.select_related("place").first()

    return found
