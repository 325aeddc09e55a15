"""What was found out later of why is kept with the audit, whole or not at all, and only of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from forwhom.errors import AuditFolderError
from forwhom.results.explained import FOLDER, explanations, save_explanations
from forwhom.results.explanation import Explanation
from forwhom.results.index import Index
from tests.engine.report.folder import make

ID = "0123456789ab"
TEXTS = {"en": "Why?", "es": "¿Por qué?"}


def told(finding: str = ID) -> Explanation:
    return Explanation(
        finding=finding, cause="between_schools", question=TEXTS, assumes=TEXTS, cannot=TEXTS
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "audit.json").write_text("{}")
    return tmp_path


def test_it_is_read_as_it_was_written(folder: Path) -> None:
    assert explanations(folder, ID) is None
    path = save_explanations(folder, ID, [told()])
    assert explanations(folder, ID) == [told()]
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [each.name for each in path.parent.iterdir()] == [f"{ID}.json"]
    save_explanations(folder, ID, [])
    assert explanations(folder, ID) == []


@pytest.mark.parametrize("text", ["{", "{}", "[]", '{"audit": 1, "explanations": [{}]}'])
def test_half_a_file_is_as_if_nobody_had_asked(folder: Path, text: str) -> None:
    save_explanations(folder, ID, [told()]).write_text(text)
    assert explanations(folder, ID) is None


def test_of_an_earlier_audit_nothing_is_told(folder: Path) -> None:
    save_explanations(folder, ID, [told()])
    (folder / "audit.json").write_text(json.dumps({"forwhom": "9"}))
    assert explanations(folder, ID) is None


@pytest.mark.parametrize("name", ["../audit", "", "0123456789AB", "0123456789abc", "%2e"])
def test_only_ids_of_findings_name_a_file(folder: Path, name: str) -> None:
    with pytest.raises(AuditFolderError):
        save_explanations(folder, name, [])
    with pytest.raises(AuditFolderError):
        explanations(folder, name)


def test_what_cannot_be_kept_is_said_and_leaves_nothing(folder: Path) -> None:
    (folder / FOLDER).write_text("a file where the folder should be")
    with pytest.raises(AuditFolderError):
        save_explanations(folder, ID, [told()])


def test_a_page_reads_it_from_the_index(tmp_path: Path) -> None:
    folder = make(tmp_path / "audit")
    index = Index.open(folder)
    (finding,) = index.findings
    assert index.why(finding.id) == []
    save_explanations(folder, finding.id, [told(finding.id)])
    assert [one.cause for one in index.why(finding.id)] == ["between_schools"]
    assert index.within(schools={"101"}).why(finding.id) == []
