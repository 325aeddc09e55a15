"""What changed between two audits, and why: told from made-up audits changed by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forwhom.audit.compare import Comparison, compare
from forwhom.audit.compare.words import compare_lines
from forwhom.cli import main
from forwhom.results import open_audit
from tests.engine.report import folder as made

Change = Callable[[dict[str, Any]], None]


def audits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **changed: Any) -> Comparison:
    """An audit, and the same made after something changed underneath."""
    old = made.make(tmp_path / "old")
    for name, value in changed.items():
        monkeypatch.setattr(made, name, value)
    return compare(open_audit(old), open_audit(made.make(tmp_path / "new")))


def about(tmp_path: Path, change: Change) -> Comparison:
    """An audit, and one whose audit.json was changed."""
    folders = [made.make(tmp_path / name) for name in ("old", "new")]
    told = json.loads((folders[1] / "audit.json").read_text("utf-8"))
    change(told)
    (folders[1] / "audit.json").write_text(json.dumps(told), "utf-8")
    return compare(*map(open_audit, folders))


def lines(found: Comparison, tmp_path: Path, language: str = "en") -> str:
    told = compare_lines(found, open_audit(tmp_path / "new").about, language)  # type: ignore[arg-type]
    return " ".join(" ".join(told).split())


def test_the_same_audit_twice_differs_in_nothing(tmp_path: Path) -> None:
    found = about(tmp_path, lambda told: None)
    assert (found.underneath, found.restated) == ([], [])
    assert found.same > 10
    assert "Nothing: records, rules, definitions and settings are the same." in lines(
        found, tmp_path
    )


def test_other_records_are_named_as_what_may_be_why(tmp_path, monkeypatch) -> None:
    found = audits(tmp_path, monkeypatch, DISABILITY={"Yes": (500, 90), "No": (3011, 280)})
    (suspended,) = {each.measure for each in found.restated}
    assert suspended == "suspended"
    assert all(each.groups == 2 for each in found.restated)
    assert all(each.old == each.new for each in found.restated)


@pytest.mark.parametrize(
    ("change", "kind", "told"),
    [
        (lambda a: a["rules"][0].update(value=0.2), "rule", "Rule: a.rule was 0.1 and is 0.2."),
        (lambda a: a["inputs"][0].update(file="students.parquet", sha256="1"), "data", "students"),
        (lambda a: a.update(forwhom="0.2.0"), "setting", "forwhom was 0.1.0 and is 0.2.0"),
        (lambda a: a["groups"][0].update(when="On census day."), "group", "race_ethnicity"),
        (lambda a: a["groups"][0].update(reference="White"), "reference", "is White"),
    ],
)
def test_each_thing_underneath_is_told(tmp_path, change: Change, kind: str, told: str) -> None:
    found = about(tmp_path, change)
    assert [each.kind for each in found.underneath] == [kind]
    assert told in lines(found, tmp_path)


def test_a_definition_is_told_only_where_both_audits_give_it(tmp_path) -> None:
    def defined(told: dict[str, Any]) -> None:
        told["measures"][0]["definition"] = "abc"

    assert about(tmp_path, defined).underneath == []


def test_one_last_year_says_nothing_of_schools(tmp_path) -> None:
    found = about(tmp_path, lambda told: None)
    assert (found.moved, found.gaps) == ([], [])
    assert "nothing can be said of a change in schools" in lines(found, tmp_path)


def test_two_last_years_are_told_from_the_newer_audit(tmp_path) -> None:
    old, new = made.make(tmp_path / "old"), made.make(tmp_path / "new")
    told = json.loads((old / "audit.json").read_text("utf-8"))
    told |= {"latest_year": "2024-25", "school_years": ["2024-25"]}
    (old / "audit.json").write_text(json.dumps(told), "utf-8")
    found = compare(open_audit(old), open_audit(new))
    (moved,) = found.moved
    assert (moved.old_year, moved.new_year, moved.signal) == ("2024-25", "2025-26", True)
    assert moved.old == pytest.approx(185 / 3511)
    assert moved.low < moved.change < moved.high
    assert "Suspended: 5.3% in 2024-25, 10.5% in 2025-26. Change +5.3" in lines(found, tmp_path)
    assert "Cambio +5.3" in lines(found, tmp_path, "es")


def test_a_part_of_a_year_is_not_put_beside_a_whole_one(tmp_path) -> None:
    old, new = made.make(tmp_path / "old"), made.make(tmp_path / "new")
    for folder, more in ((old, {"latest_year": "2024-25"}), (new, {"as_of": "2025-11-20"})):
        told = json.loads((folder / "audit.json").read_text("utf-8"))
        (folder / "audit.json").write_text(json.dumps({**told, **more}), "utf-8")
    found = compare(open_audit(old), open_audit(new))
    assert found.moved == []
    assert "counts a part of a year" in lines(found, tmp_path)


def test_the_command_tells_both_ways(tmp_path, monkeypatch, capsys) -> None:
    for name in ("old", "new"):
        made.make(tmp_path / name)
    for more in ([], ["--json"]):
        words = ["forwhom", "compare", str(tmp_path / "old"), str(tmp_path / "new"), *more]
        monkeypatch.setattr("sys.argv", words)
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0
        out = capsys.readouterr().out
        assert json.loads(out)["same"] if more else out.startswith("From old")
