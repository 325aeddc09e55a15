"""`forwhom explain`: one finding of an audit, from the district's own records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import forwhom
from forwhom.cli.app import app
from forwhom.cli.verbs import explain as _explain  # noqa: F401 - the verb is known then
from forwhom.errors import AuditFolderError
from forwhom.results import AuditFolder


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> AuditFolder:
    folder = tmp_path_factory.mktemp("explain")
    forwhom.make_sample(folder / "sample", students=1_200, schools=8, years=1)
    return forwhom.run_audit(folder / "sample", folder / "audit")


def test_a_finding_is_explained_as_the_audit_explains_it(audit: AuditFolder) -> None:
    from forwhom.audit.explain import explain_finding

    told = {one.finding for one in audit.causes}
    assert told
    first = next(finding for finding in audit.findings if finding.id in told)
    found = explain_finding(audit.folder, first.id[:8])
    assert found.finding == first
    there = [one for one in audit.causes if one.finding == first.id]
    for mine, theirs in zip(found.explanations, there, strict=True):
        assert mine.cause == theirs.cause
        assert mine.gap == pytest.approx(theirs.gap)
        assert [p.low for p in mine.parts] == pytest.approx([p.low for p in theirs.parts])


def test_the_screen_tells_the_gap_first_and_machines_get_all(audit: AuditFolder) -> None:
    shown = CliRunner().invoke(app, ["explain", str(audit.folder), "1"])
    assert shown.exit_code == 0, shown.output
    assert shown.output.index("The whole gap") < shown.output.index("Inside")
    machine = CliRunner().invoke(app, ["explain", str(audit.folder), "1", "--json"])
    told = json.loads(machine.output)
    assert told["finding"]["id"] == audit.findings[0].id
    assert {one["tag"] for one in told["explanations"]} == {"measured"}


@pytest.mark.parametrize("which", ["0", "999", "zz", "zzzzzz"])
def test_a_finding_that_is_not_there_is_told(audit: AuditFolder, which: str) -> None:
    from forwhom.audit.explain import explain_finding

    with pytest.raises(AuditFolderError, match="no finding"):
        explain_finding(audit.folder, which)


def test_no_row_of_a_child_is_written(audit: AuditFolder) -> None:
    before = sorted(str(path) for path in audit.folder.rglob("*"))
    CliRunner().invoke(app, ["explain", str(audit.folder), "1"])
    assert sorted(str(path) for path in audit.folder.rglob("*")) == before


def test_an_audit_away_from_its_records_says_so(audit: AuditFolder, tmp_path: Path) -> None:
    import shutil

    from forwhom.audit.explain import explain_finding

    alone = tmp_path / "a" / "b" / "alone"
    shutil.copytree(audit.folder, alone, ignore=shutil.ignore_patterns("district"))
    with pytest.raises(AuditFolderError, match="not beside it"):
        explain_finding(alone, "1")


def test_the_page_has_a_place_for_what_is_measured_heard_and_assumed(audit: AuditFolder) -> None:
    page = (audit.folder / "report.html").read_text("utf-8")
    panel = page[page.index('<dl class="why">') :]
    panel = panel[: panel.index("</dl>")]
    assert panel.index("Measured") < panel.index("Heard") < panel.index("Assumed")
