"""An audit counted on a cluster is, file by file and byte by byte, the one counted here."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import forwhom
from forwhom.audit import import_records
from forwhom.data.district import District
from forwhom.data.engine import open_engine
from forwhom.data.tables import TABLES
from forwhom.errors import EngineError
from tests.backends.cluster import addresses
from tests.backends.engines import EACH_CLUSTER, ENGINES


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small made-up district, in a folder whose name Spark could take for a pattern."""
    folder = tmp_path_factory.mktemp("state")
    forwhom.make_sample(folder / "export", students=600, schools=4, years=2, daily_attendance=True)
    import_records(folder / "export", folder / "Ours [1] {a,b}")
    return folder / "Ours [1] {a,b}"


@pytest.fixture(scope="module")
def here(district: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(forwhom.run_audit(district, tmp_path_factory.mktemp("here") / "audit").folder)


@pytest.mark.parametrize("name", EACH_CLUSTER[1:])
def test_every_file_of_the_audit_is_the_same(
    name: str, district: Path, here: Path, tmp_path: Path
) -> None:
    """Over Connect alone, to save minutes: the examples run on both roads to the cluster."""
    copy = tmp_path / "copy"
    shutil.copytree(district / "tables", copy)
    forwhom.run_audit(
        district, tmp_path / "audit", engine=addresses()[name], tables_at=copy.as_uri()
    )
    for file in sorted(here.iterdir()):
        assert (tmp_path / "audit" / file.name).read_bytes() == file.read_bytes(), file.name


@pytest.mark.parametrize("name", EACH_CLUSTER)
def test_the_tables_of_the_folder_are_read_where_they_lie(
    name: str, district: Path, tmp_path: Path
) -> None:
    with ENGINES[name]() as engine:
        tables = District(district).tables(engine)
        assert len(engine.fetch(tables.frame("schools").select("school_id"))) == 4


@pytest.mark.parametrize("name", EACH_CLUSTER)
def test_tables_that_the_cluster_cannot_see_are_told(
    name: str, district: Path, tmp_path: Path
) -> None:
    nowhere = (tmp_path / "nowhere").as_uri()
    with pytest.raises(EngineError, match="cannot see") as error:
        forwhom.run_audit(district, tmp_path / "audit", engine=addresses()[name], tables_at=nowhere)
    assert "--tables" in error.value.remedy
    assert not (tmp_path / "audit").exists()


@pytest.mark.parametrize("name", EACH_CLUSTER)
def test_a_session_that_runs_in_the_same_process_goes_on(name: str) -> None:
    """As in a notebook: each keeps what it works out, and ours ends alone."""
    rows = [{"school_id": number, "name": "A school"} for number in "12"]
    with ENGINES[name]() as theirs:
        with open_engine(addresses()[name]) as ours:
            kept = ours.keep(ours.rows(TABLES["schools"], rows))
            assert len(ours.fetch(kept.select("school_id"))) == 2
        kept = theirs.keep(theirs.rows(TABLES["schools"], rows))
        assert len(theirs.fetch(kept.select("school_id"))) == 2
