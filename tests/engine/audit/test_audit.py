"""An audit of a made-up district by the command: what is in it, and the same bytes again.

One file, so that one worker makes the audit for all of its tests.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from forwhom.cli.app import app
from forwhom.cli.verbs import explain as _explain  # noqa: F401 - the verb is known then
from forwhom.errors import AuditFolderError, DistrictError
from forwhom.groups import GROUPS
from forwhom.measures import HEADLINE, MEASURES
from forwhom.results import AuditFolder
from forwhom.results.write import _rounded
from tests.engine.audit.audited import Ran, among_findings, begin, effects, end, make

FILES = {
    *("audit.json", "cells.parquet", "disparities.parquet", "indices.parquet", "changes.parquet"),
    *("findings.json", "causes.json", "report.html"),
}
PRIVATE = 0o700
LARGE = 100  # children of the group looked at: what 1,500 students can show


@pytest.fixture(scope="module")
def audit(ran: Ran) -> AuditFolder:
    return ran.audit


def hashes(folder: Path) -> dict[str, str]:
    files = [path for path in folder.iterdir() if path.is_file()]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_an_audit_is_these_files(ran: Ran) -> None:
    assert set(hashes(ran.folder)) == FILES


@pytest.mark.long
def test_two_processes_write_the_same_bytes(ran: Ran, ran_again: Ran) -> None:
    assert (ran_again.code, ran_again.told) == (0, "")
    assert hashes(ran.folder) == hashes(ran_again.folder)


def test_the_command_says_nothing_on_standard_error_when_all_is_well(
    ran: Ran,
) -> None:
    assert (ran.code, ran.told) == (0, "")


def test_an_audit_is_for_its_owner_alone(ran: Ran) -> None:
    if os.name == "posix":
        assert ran.folder.stat().st_mode & 0o777 == PRIVATE
    assert ran.audit.about["audience"] == "inside"


def test_an_audit_tells_no_place_of_the_machine_and_no_time(ran: Ran) -> None:
    for name in ("audit.json", "findings.json", "report.html"):
        text = (ran.folder / name).read_text("utf-8")
        assert str(ran.folder.parent) not in text
        assert not re.search(r"\b\d{2}:\d{2}:\d{2}\b", text)


def test_findings_are_whole_json_with_ten_digits(ran: Ran) -> None:
    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON.")

    text = (ran.folder / "findings.json").read_text("utf-8")
    found = json.loads(text, parse_constant=refuse)
    assert found
    for entry in found:
        for value in entry.values():
            if isinstance(value, float):
                assert value == float(f"{value:.10g}")


def test_planted_effects_of_large_groups_are_found(sample: Path, audit: AuditFolder) -> None:
    missing = []
    for effect in effects(sample):
        rows = audit.rows(
            effect["measure"], audit.about["latest_year"], "district", compared_with="others"
        )
        (row,) = [row for row in rows if row["group"] == effect["group"]]
        # Surely seen: more than five standard errors from parity, with so many groups asked.
        sure = abs(row["difference"]) > 1.3 * (row["difference_high"] - row["difference_low"])
        if row["n"] >= LARGE and sure and not among_findings(effect, audit):
            missing.append(effect)
    assert not missing
    assert any(among_findings(effect, audit) for effect in effects(sample))


def test_the_audit_names_every_measure_and_group_with_its_state(audit: AuditFolder) -> None:
    assert [m["name"] for m in audit.about["measures"]] == list(MEASURES)
    assert {m["name"] for m in audit.about["measures"] if m["headline"]} == set(HEADLINE)
    assert [g["dimension"] for g in audit.about["groups"]] == list(GROUPS)
    for entry in (*audit.about["measures"], *audit.about["groups"]):
        assert entry["status"] in {"ok", "no_data"}


def test_the_district_is_never_the_sum_of_its_schools(audit: AuditFolder) -> None:
    year = audit.about["latest_year"]
    whole = audit.everyone("referred", year)
    assert whole is not None
    schools = audit.rows("referred", year, "school", depth=0)
    assert sum(row["n"] for row in schools) > whole["n"]  # children who moved are in two
    assert whole["n"] == audit.about["students"][year]


def test_each_dimension_divides_everyone(audit: AuditFolder) -> None:
    year = audit.about["latest_year"]
    for place_type, place_id in (("district", "district"), ("school", None), ("grade_band", None)):
        everyone = audit.rows("referred", year, place_type, place_id, depth=0)
        for whole in everyone:
            place = (place_type, whole["place_id"])
            singles = audit.rows("referred", year, *place, depth=1, compared_with="others")
            for dimension in {row["group"].split("=")[0] for row in singles}:
                parts = [r for r in singles if r["group"].startswith(f"{dimension}=")]
                assert sum(row["n"] for row in parts) == whole["n"], (place, dimension)
                assert sum(row["count"] for row in parts) == whole["count"]


def test_a_finding_says_what_its_row_says(audit: AuditFolder) -> None:
    assert audit.findings
    year = audit.about["latest_year"]
    rows = {
        (r["measure"], r["place_type"], r["place_id"], r["group"]): r
        for measure in sorted({found.measure for found in audit.findings})
        for r in audit.rows(measure, school_year=year, compared_with="others")
    }
    for found in audit.findings:
        row = rows[found.measure, found.place_type, found.place_id, found.group]
        assert (found.children, found.children_counted) == (row["n"], row["count"])
        assert (found.rate, found.difference) == (row["rate"], row["difference"])
        assert found.sentence_en.endswith(".")
        assert found.sentence_es.endswith(".")
        assert found.measure in HEADLINE or found.strength == "worth_a_look"
    assert len({found.id for found in audit.findings}) == len(audit.findings)


def whole(folder: Path, *, null: bool) -> tuple[Path, Ran]:
    sample = make(folder / "sample", students=20_000, schools=32, years=3, null=null)
    ran = end(begin(sample, folder / "audit", seed=1, threads=2), folder / "audit")
    assert (ran.code, ran.told) == (0, "")
    return sample, ran


@pytest.mark.long
def test_most_planted_effects_are_found_in_the_whole_sample(tmp_path: Path) -> None:
    sample, ran = whole(tmp_path, null=False)
    planted = effects(sample)
    found = [effect for effect in planted if among_findings(effect, ran.audit)]
    sure = {(f.measure, f.group) for f in ran.audit.findings if f.strength == "found"}
    assert len(planted) >= 10
    assert len(found) >= 0.7 * len(planted)
    # What is found beside them goes with a planted group: no more than a few names.
    truth = json.loads((sample / "truth.json").read_text("utf-8"))["effects"]
    assert len(sure - {(effect["measure"], effect["group"]) for effect in truth}) <= 6


@pytest.mark.long
def test_in_the_null_district_nothing_is_found(tmp_path: Path) -> None:
    _, ran = whole(tmp_path, null=True)
    assert [found for found in ran.audit.findings if found.strength == "found"] == []
    assert len(ran.audit.findings) <= 3


def test_a_finding_is_explained_as_the_audit_explains_it(audit: AuditFolder) -> None:
    from forwhom.audit.explain import explain_finding

    told = {one.finding for one in audit.causes}
    assert told
    first = next(finding for finding in audit.findings if finding.id in told)
    found = explain_finding(audit.folder, first.id[:8])
    assert found.finding == first
    there = [one for one in audit.causes if one.finding == first.id]
    assert [one.cause for one in found.explanations] == [one.cause for one in there]
    for mine, theirs in zip(found.explanations, there, strict=True):
        told = json.loads(json.dumps(_rounded(mine.as_dict())))
        assert told == json.loads(json.dumps(theirs.as_dict())), mine.cause


def test_the_screen_tells_the_gap_first_and_machines_get_all(audit: AuditFolder) -> None:
    shown = CliRunner().invoke(app, ["explain", str(audit.folder), "1"])
    assert shown.exit_code == 0, shown.output
    rows = [line for line in shown.output.splitlines() if line.startswith("  ")]
    assert rows[0].startswith("  The whole gap")
    assert [row for row in rows if row.startswith("  Inside schools")]
    machine = CliRunner().invoke(app, ["explain", str(audit.folder), "1", "--json"])
    told = json.loads(machine.output)
    assert told["finding"]["id"] == audit.findings[0].id
    assert {one["tag"] for one in told["explanations"]} == {"measured"}


@pytest.mark.long
def test_one_year_of_records_gives_the_children_of_that_year(audit: AuditFolder) -> None:
    import numpy as np

    from forwhom.audit.explain import _audit_of, _children_of_year, _tables
    from forwhom.disparities.cells import wide_table
    from forwhom.disparities.search.children import fetch_children

    _, district = _audit_of(audit.folder)
    year = audit.about["latest_year"]
    with _tables(district, audit.about) as tables:
        of_year = _children_of_year(tables, MEASURES, year)
        of_all = fetch_children(tables, wide_table(tables, MEASURES, "district"), MEASURES, year)
    assert of_year.students == of_all.students
    for name in MEASURES:
        np.testing.assert_array_equal(of_year.outcome[name], of_all.outcome[name], name)
    for name, codes in of_all.codes.items():
        mine, theirs = of_year.values[name], of_all.values[name]
        assert [mine[c] for c in of_year.codes[name]] == [theirs[c] for c in codes], name


@pytest.mark.parametrize("which", ["0", "999", "zz", "zzzzzz"])
def test_a_finding_that_is_not_there_is_told(audit: AuditFolder, which: str) -> None:
    from forwhom.audit.explain import explain_finding

    with pytest.raises(AuditFolderError, match="no finding"):
        explain_finding(audit.folder, which)


def test_a_proposal_that_does_not_fit_ends_with_an_error(
    audit: AuditFolder, tmp_path: Path
) -> None:
    from forwhom.audit.explain import explain_finding

    path = tmp_path / "proposal.toml"
    path.write_text('name = "x"\n', "utf-8")
    with pytest.raises(DistrictError, match="proposes nothing"):
        explain_finding(audit.folder, "1", path)
    path.write_text('[[access]]\nmeasure = "algebra_by_grade_8"\nmark_at_least = 2\n', "utf-8")
    number = next(n for n, f in enumerate(audit.findings, 1) if f.measure != "algebra_by_grade_8")
    with pytest.raises(AuditFolderError, match="the proposal was not used"):
        explain_finding(audit.folder, str(number), path)


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
