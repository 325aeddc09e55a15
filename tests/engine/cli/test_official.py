"""forwhom official: what it answers, what it writes, and what it says of what is not there."""

from __future__ import annotations

import csv
import json
import stat
import sys
from pathlib import Path

import pytest

from forwhom import cli

NUMBERS = (
    "measure,school_year,place_type,place_id,group,n,rate\n"
    "suspended,2024-25,district,d,all,400,12%\n"
    "suspended,2025-26,district,d,all,390,10%\n"
    "suspended,2025-26,district,d,race_ethnicity=Asian,40,*\n"
    "arts,2025-26,district,d,all,390,50%\n"
)
Ran = tuple[int, str, str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    """`run(folder, "--json")`: exit code, standard output and standard error."""

    def ran(*words: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["forwhom", "official", *map(str, words), "--quiet"])
        capfd.readouterr()
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        told = capfd.readouterr()
        assert "Traceback" not in told.err
        return code, told.out, told.err

    return ran


@pytest.fixture
def release(tmp_path: Path) -> Path:
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / "numbers.csv").write_text(NUMBERS, "utf-8")
    return folder


def test_a_plan_shows_what_the_release_shows(run, release: Path, tmp_path: Path) -> None:
    out = tmp_path / "lcap"
    code, told, _ = run(release, "--profile", "lcap", "--out", out)
    assert (code, "3, as the release shows them" in told) == (0, True)
    rows = list(csv.DictReader((out / "official.csv").read_text("utf-8").splitlines()))
    assert [(r["group"], r["school_year"], r["shown"], r["baseline"]) for r in rows] == [
        ("all", "2024-25", "12%", "12%"),
        ("all", "2025-26", "10%", "12%"),
        ("race_ethnicity: Asian", "2025-26", "*", "*"),
    ]
    assert {r["priority"] for r in rows} == {"6"}
    about = json.loads((out / "official.json").read_text("utf-8"))
    assert [value["name"] for value in about["values"]] == ["priority.suspended"]
    page = (out / "official.html").read_text("utf-8")
    assert "12%" in page
    assert "Content-Security-Policy" in page


def test_the_same_numbers_give_the_same_bytes(run, release: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert run(release, "--profile", "essa", "--out", tmp_path / name)[0] == 0
    for file in ("official.csv", "official.json", "official.html"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_value_of_ones_own_is_used_and_named(run, release: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[lcap]\n"priority.suspended" = 9\n', "utf-8")
    code, told, _ = run(release, "--profile", "lcap", "--rules", own, "--json")
    assert code == 0
    found = json.loads(told)
    assert {number["more"]["priority"] for number in found["numbers"]} == {"9"}
    assert "own" in found["values"][0]["source"]


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ('[lcap]\n"priority.suspnded" = 9\n', "Did you mean `priority.suspended`"),
        ('[lcap]\n"metrics_of_each_action" = 9\n', "not encoded"),
        ('[lcap]\n"priority.suspended" = [1, 2]\n', "one value"),
        ("[lcap\n", "cannot be read"),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_written(
    run, release: Path, tmp_path: Path, own: str, says: str
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(own, "utf-8")
    code, _, err = run(release, "--profile", "lcap", "--rules", file, "--out", tmp_path / "out")
    assert code in (6, 14)
    assert says in err
    assert not (tmp_path / "out").exists()


def test_what_is_not_there_is_said(run, release: Path, tmp_path: Path) -> None:
    code, _, err = run(release, "--profile", "lcapp")
    assert (code, "Did you mean `lcap`" in err) == (14, True)
    code, _, err = run(tmp_path, "--profile", "essa")
    assert (code, "forwhom publish" in err) == (14, True)
    code, _, err = run(release, "--profile", "lcap", "--year", "1999-00")
    assert (code, "2024-25" in err) == (14, True)
    code, _, err = run(release, "--profile", "lcap", "--place", "Nowhere")
    assert code == 14


def test_a_release_may_be_read_by_all(run, release: Path, tmp_path: Path) -> None:
    run(release, "--profile", "lcap", "--out", tmp_path / "out")
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) & 0o077


def test_a_place_that_is_not_there_is_told_with_the_nearest(run, tmp_path: Path) -> None:
    file = tmp_path / "published_counts.csv"
    file.write_text(
        "school_year,place_type,place_id,place_name,measure,dimension,group,numerator,denominator\n"
        "2025-26,district,7,Oak District,identified_autism,race_ethnicity,White,20,400\n"
    )
    out = tmp_path / "out"
    words = (file, "--profile", "idea", "--out", out, "--place")
    code, _, said = run(*words, "Oak Distrct")
    assert code == 14
    assert "Did you mean `Oak District`?" in said
    assert not out.exists()
    assert run(*words, "oak district")[0] == 0
