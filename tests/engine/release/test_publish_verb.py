"""`forwhom publish` and `forwhom doctor` as people type them."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from forwhom import cli
from forwhom.release.declared.lattice import least_threshold, read_lattice, threshold_is_the_states
from forwhom.release.texts import read_texts
from tests.engine.release.made_audit import YEAR, children, corrected, district, write_audit

FIRST = children(3, per_school=30)
PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "publish-a-release.md"
Ran = tuple[int, str, str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """`run("publish", folder)`: exit code, standard output and standard error."""

    def ran(*words: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["forwhom", *map(str, words)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        told = capfd.readouterr()
        assert "Traceback" not in told.err
        return int(end.value.code or 0), told.out, told.err

    return ran


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return district(tmp_path / "district", FIRST)


def test_a_district_is_published(run: Callable[..., Ran], place: Path) -> None:
    code, out, _ = run("publish", place)
    assert code == 0
    assert out.startswith("A release for the public: ")
    for word in ("District ", "Schools ", "Small groups ", "Report ", "Certificate ", "Ledger "):
        assert f"\n  {word}" in out
    code, out, _ = run("publish", place, "--quiet")
    assert out.startswith("Nothing has changed: ")


@pytest.mark.long
def test_a_correction_and_a_committee(run: Callable[..., Ran], place: Path) -> None:
    run("publish", place)
    district(place, corrected(FIRST, 1, 4), "0002")
    told = json.loads(run("publish", place, "--json")[1])
    assert (told["changed"], told["too_narrow"]) == (True, 0)
    assert told["supersedes"] in told["attacked_together_with"]
    first = json.loads(run("publish", place, "--audit", "1", "--for", "committee", "--json")[1])
    assert (first["for"], len(first["attacked_together_with"])) == ("committee", 2)
    code, out, _ = run("doctor", place)
    assert (code, "holds: 3 releases" in out) == (0, True)


def test_the_doctor_ends_with_a_fault(run: Callable[..., Ran], place: Path) -> None:
    run("publish", place, "--quiet")
    (place / "releases" / "ledger.json").write_text("[]", "utf-8")
    code, out, _ = run("doctor", place)
    assert (code, "broken" in out) == (1, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--for", "comittee"), "Did you mean `committee`?"),
        (("--audit", "0010"), "Did you mean `0001`?"),
        (("--audit", "last"), "There are 0001."),
        (("--trial",), "Name a new folder with --to."),
        (("--review", "Ana"), "Write them as [[text]]"),
    ],
)
def test_what_is_typed_wrong(
    run: Callable[..., Ran], place: Path, words: tuple[str, ...], said: str
) -> None:
    code, _, err = run("publish", place, *words)
    assert code != 0
    assert said in err
    assert not (place / "releases" / "ledger.json").exists()


def test_no_audit_yet(run: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "district" / "tables").mkdir(parents=True)
    assert "This district has no audit yet." in run("publish", tmp_path / "district")[2]
    assert "neither a district's folder nor an audit's" in run("publish", tmp_path / "no")[2]


def test_an_audit_alone_says_what_it_cannot_know(run: Callable[..., Ran], tmp_path: Path) -> None:
    alone = write_audit(tmp_path / "alone" / "audit", FIRST).folder
    (tmp_path / "release.toml").write_text('measures = ["suspended"]\ngroups = [[], ["sex"]]\n')
    lattice = ("--lattice", tmp_path / "release.toml")
    assert "stands alone" in run("publish", alone, *lattice)[2]
    code, out, _ = run("publish", alone, "--to", tmp_path / "out", *lattice)
    assert (code, "no ledger" in out) == (0, True)


def test_a_trial_is_in_no_ledger(run: Callable[..., Ran], place: Path) -> None:
    code, out, _ = run("publish", place, "--trial", "--to", place.parent / "look")
    assert (code, "Do not give it to anyone" in out) == (0, True)
    assert not (place / "releases").exists()


def test_a_text_is_read_by_command(run: Callable[..., Ran], place: Path) -> None:
    path = place / "release.toml"
    path.write_text(path.read_text("utf-8") + '\n[[text]]\nwhere = "front"\ntext = "Hello."\n')
    code, out, _ = run("publish", place, "--review", "Ana Lopez")
    assert (code, "Hello." in out) == (0, True)
    assert not (place / "releases" / "ledger.json").exists()


def about(**more: object) -> dict[str, object]:
    """What an audit says of itself, as far as a threshold needs it."""
    rules = [{"name": "privacy.threshold", "value": more.get("threshold", 11)}]
    return {"latest_year": YEAR, "rules": rules, "district": {"state": more.get("state", "")}}


@pytest.mark.parametrize(
    ("state", "own", "asked"), [("", 7, 7), ("CA", 7, 11), ("CA", 15, 15), ("DE", 11, 16)]
)
def test_the_threshold_is_never_below_the_states(state: str, own: int, asked: int) -> None:
    assert least_threshold(about(state=state, threshold=own)) == asked


def test_it_is_said_that_the_states_threshold_holds(tmp_path: Path) -> None:
    path = tmp_path / "release.toml"
    path.write_text('measures = ["suspended"]\ngroups = [[]]\n')
    audit = write_audit(tmp_path / "audit", FIRST).about
    theirs = {**audit, **about(state="CA", threshold=5)}
    assert threshold_is_the_states(read_lattice(path, theirs, "public"), theirs)
    assert not threshold_is_the_states(read_lattice(path, audit, "public"), audit)


def test_the_release_toml_of_the_page_can_be_copied(tmp_path: Path) -> None:
    text = re.search(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert text
    path = tmp_path / "release.toml"
    path.write_text(text[1], "utf-8")
    measures = ("suspended", "suspended_more_than_once")
    audit = write_audit(tmp_path / "audit", children(3, measures=2), measures)
    lattice = read_lattice(path, audit.about, "public")
    assert lattice.nested == (("suspended_more_than_once", "suspended"),)
    assert read_texts(path, lattice)[0].where == "front"
