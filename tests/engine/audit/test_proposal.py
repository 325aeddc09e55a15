"""A proposal that would not be used is refused in words, and never left out in silence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from forwhom.audit.proposal import read_proposal, refuse_unfit, used
from forwhom.causes import CAUSES
from forwhom.data.engine import open_duckdb
from forwhom.data.store import Tables
from forwhom.errors import AuditFolderError, DistrictError, ForwhomError
from tests.backends.records import Records as Rows
from tests.engine.causes.made import finding

SUSPENDED = {"name": "suspended", "kind": "share", "domain": "discipline"}
COLLEGE = {"name": "college_level_course", "kind": "share", "domain": "access"}
SCORE = {"name": "score_mathematics", "kind": "score", "domain": "achievement"}
ABOUT = {"measures": [SUSPENDED, COLLEGE, SCORE]}
MATRIX = '[[matrix]]\nfrom = "2026-27"\n[matrix.rows]\ndefiance = { highest = "restorative" }\n'
ACCESS = '[[access]]\nmeasure = "college_level_course"\nmark_at_least = 2.0\n'
ALGEBRA = '[[access]]\nmeasure = "algebra_by_grade_8"\nmark_at_least = 2.0\n'
TRIED = '[[tried]]\nname = "Circles"\nschools = ["nowhere"]\nsince = "2024-25"\n'


@pytest.fixture(scope="module")
def tables() -> Iterator[Tables]:
    with open_duckdb() as engine:
        yield Rows({"schools": [{"school_id": "A", "name": "Alder"}]}).on(engine)


def written(folder: Path, text: str) -> Path:
    path = folder / "proposal.toml"
    path.write_text(text, "utf-8")
    return path


def checked(path: Path, measure: str, tables: Tables) -> None:
    refuse_unfit(read_proposal(path), path, finding(measure), ABOUT, tables)


@pytest.mark.parametrize("text", ["", 'name = "x"\n', TRIED])
def test_a_file_that_proposes_nothing_is_refused(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(DistrictError, match="proposes nothing") as refused:
        read_proposal(path)
    told = refused.value
    assert told.where == str(path)
    assert told.did
    assert "[[matrix]]" in told.remedy


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AuditFolderError, match="no such proposal"):
        read_proposal(tmp_path / "none.toml")


@pytest.mark.parametrize(
    "wrong",
    [
        MATRIX + ACCESS.replace("course", "curse"),
        MATRIX + TRIED,
        MATRIX + '[[process]]\nname = "ours"\nmeasures = ["suspendid"]\n',
    ],
)
def test_what_this_finding_does_not_use_is_read_too(
    tmp_path: Path, tables: Tables, wrong: str
) -> None:
    path = written(tmp_path, wrong)
    with pytest.raises(DistrictError) as refused:
        checked(path, "suspended", tables)
    assert str(path) in refused.value.where
    assert "forwhom.toml" not in refused.value.where


@pytest.mark.parametrize(
    ("text", "measure", "told"),
    [
        (MATRIX, "score_mathematics", "suspensions"),
        (ACCESS, "suspended", "`college_level_course`"),
        (ALGEBRA, "college_level_course", "`algebra_by_grade_8`"),
        (MATRIX + ACCESS, "score_mathematics", "suspensions .* or `college_level_course`"),
    ],
)
def test_what_speaks_of_other_findings_is_refused(
    tmp_path: Path, tables: Tables, text: str, measure: str, told: str
) -> None:
    with pytest.raises(ForwhomError, match=f"not about {told}.*the proposal was not used"):
        checked(written(tmp_path, text), measure, tables)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        (MATRIX, "suspended"),
        (ACCESS, "college_level_course"),
        (MATRIX + ACCESS, "suspended"),
        (ALGEBRA + ACCESS, "college_level_course"),
    ],
)
def test_what_fits_is_taken(tmp_path: Path, tables: Tables, text: str, measure: str) -> None:
    checked(written(tmp_path, text), measure, tables)


def test_each_way_of_explaining_says_which_section_it_takes() -> None:
    taken = {name: cause.proposals for name, cause in CAUSES.items() if cause.proposals}
    assert taken == {"matrix_kept": ("matrix",), "prerequisites": ("access",)}
    assert used({"matrix": [{}]}, SUSPENDED) == {"matrix"}
    assert used({"matrix": [{}]}, SCORE) == set()
