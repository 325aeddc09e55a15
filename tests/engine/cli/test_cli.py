"""The command: exit codes, JSON, words on errors, help that reads well, nothing stray on stderr."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from forwhom import cli
from tests.engine.data.small_district import write

SECRET = "SECRET123"
DAYS = "student_id,school_id,school_year,days_enrolled,days_absent\n"
BAD = DAYS + f"001,01,2025-26,180,1\n002,01,2025-26,180,{SECRET}\n"
Ran = tuple[int, str, str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    """`run("check", folder)`: exit code, standard output and standard error."""

    def ran(*words: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["forwhom", *map(str, words)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        told = capfd.readouterr()
        assert SECRET not in told.out + told.err
        assert "Traceback" not in told.err
        return int(end.value.code or 0), told.out, told.err

    return ran


def four_parts(text: str) -> bool:
    lines = text.strip().splitlines()
    return lines[-1].startswith("(docs/how-to/errors.md#") and all(
        any(line.startswith(part) for line in lines)
        for part in ("What we did:", "What you can do:")
    )


@pytest.mark.parametrize("verb", ["", "sample", "map", "check", "import", "audit"])
def test_help_shows_examples_line_by_line(run, verb: str) -> None:
    code, out, err = run(*verb.split(), "--help")
    lines = [line.strip() for line in out.splitlines()]
    examples = [line for line in lines if line.startswith(f"forwhom {verb}".strip())]
    assert (code, err) == (0, "")
    assert len(examples) >= 2
    assert all(line.count("forwhom ") == 1 for line in examples)
    assert max(map(len, out.splitlines())) <= 100


def test_no_words_show_the_help(run) -> None:
    assert run() == run("--help")


def test_check_of_sound_records(run, tmp_path: Path) -> None:
    code, out, err = run("check", write(tmp_path / "export"), "--quiet")
    assert (code, err) == (0, "")
    assert "An import would go through." in out
    assert max(map(len, out.splitlines())) <= 100


def test_progress_goes_to_standard_error(run, tmp_path: Path) -> None:
    export = write(tmp_path / "export")
    loud, quiet = run("check", export), run("check", export, "--quiet")
    assert "Reading students" in loud[2]
    assert loud[1] == quiet[1]


def test_check_of_bad_records(run, tmp_path: Path) -> None:
    export = write(tmp_path / "export", attendance_years=BAD)
    code, out, _ = run("check", export, "--quiet", "--refused", tmp_path / "refused")
    assert code == 5
    assert "attendance_years.csv, row 3: `days_absent` is not a number. Write it as" in out
    assert SECRET not in (tmp_path / "refused" / "attendance_years.csv").read_text()
    code, out, err = run("check", export, "--json")
    told = json.loads(out)
    assert (code, err, told["import_would_stop"]) == (5, "", True)
    assert told["tables"]["attendance_years"] == {
        "file": "attendance_years.csv", "rows_in": 2, "kept": 1, "refused": 1,
    }  # fmt: skip
    assert told["refused"][0]["first"] == [3]


def test_import(run, tmp_path: Path) -> None:
    export, district = write(tmp_path / "export", attendance_years=BAD), tmp_path / "district"
    code, out, err = run("import", export, "--into", district, "--quiet")
    assert (code, out) == (5, "")
    assert four_parts(err)
    code, out, err = run("import", export, "--into", district, "--json")
    assert (code, err) == (5, "")
    assert set(json.loads(out)) == {"error", "where", "did", "remedy", "help"}
    code, out, err = run("import", export, "--into", district, "--accept-refused", "--quiet")
    assert (code, err) == (0, "")
    assert "Refused rows: 1, by reason" in out
    assert f"Next          forwhom audit {district}" in out


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["chek", "x"], 2, "Did you mean 'check'?"),
        (["zzz"], 2, "`forwhom --help` explains it."),
        (["check", "x", "--quite"], 2, "Did you mean `--quiet`?"),
        (["check", "my", "export"], 2, "A name with spaces needs quotes."),
        (["check"], 2, "`forwhom check --help` explains it."),
        (["import", "x"], 2, "Missing option '--into'."),
        (["audit", "x", "--language", "fr"], 2, "'fr' is not one of 'en', 'es'."),
        (["sample", "x", "--students", "many"], 2, "'--students'"),
        (["check", "no such place"], 3, "There is nothing at `no such place`."),
        (["audit", "no such place", "--out", "o"], 3, "There is nothing at `no such place`."),
    ],
)
def test_misuse_is_explained(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ended, out, err = run(*words)
    assert (ended, out) == (code, "")
    assert told in err
    assert four_parts(err)
    ended, out, err = run(*words, "--json")
    assert (ended, err) == (code, "")
    assert json.loads(out)["did"]
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_ours_shows_no_value(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr("forwhom.audit.look.look_at", fail)
    code, out, err = run("check", tmp_path)
    assert (code, out) == (1, "")
    assert four_parts(err)
    assert "check.py, line" in err
    assert "(ValueError)" in err


def test_what_the_system_refuses_is_told(run, tmp_path: Path) -> None:
    export = write(tmp_path / "export")
    (tmp_path / "file").touch()
    code, _, err = run("check", export, "--quiet", "--refused", tmp_path / "file" / "lists")
    assert code == 2
    assert "not a directory" in err
    assert four_parts(err)
    code, _, err = run("check", "x" * 5000)
    assert code == 3
    assert four_parts(err)


def test_stopping(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("forwhom.audit.look.look_at", stop)
    code, _, err = run("check", tmp_path)
    assert code == 130
    assert err.startswith("Stopped.\nWhat we did: What was there is as it was.")


def test_measures_and_doctor(run) -> None:
    code, out, err = run("measures")
    assert (code, err) == (0, "")
    assert "  chronic_absence" in out
    assert "reads attendance or attendance_years; enrollments" in out
    assert max(map(len, out.splitlines())) <= 100
    assert json.loads(run("measures", "--json")[1])["gifted"]["reads"]
    assert json.loads(run("doctor", "--json")[1])["Libraries"] == "all there"


def test_the_definition_of_one_measure_and_a_frame(run) -> None:
    code, out, err = run("measures", "graduated_on_time")
    assert (code, err) == (0, "")
    assert "Which students earned a regular diploma within four years?" in out
    told = json.loads(run("measures", "graduated_on_time", "--json")[1])
    assert told["facts"][0]["reads"] == {"cohorts": ["outcome"]}
    code, out, err = run("measures", "--frame", "nasem16")
    assert (code, err) == (0, "")
    assert "graduated_on_time" in out
    assert json.loads(run("measures", "--frame", "crdc", "--json")[1])["lines"]
    for wrong in (("measures", "graduated"), ("measures", "--frame", "nasem")):
        code, out, err = run(*wrong)
        assert (code, out) == (2, "")
        assert "Did you mean" in err
        assert four_parts(err)


def test_map_never_writes_over_a_file(run, tmp_path: Path) -> None:
    export = write(tmp_path / "export") / "students.csv"
    kept = tmp_path / "mapping.toml"
    kept.write_text("mine")
    code, _, err = run("map", export, "--out", kept)
    assert code == 2
    assert four_parts(err)
    assert kept.read_text() == "mine"


def started(*words: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "forwhom", *map(str, words)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    child = started("measures")
    assert child.stdout is not None
    child.stdout.close()
    assert child.stderr is not None
    assert child.stderr.read() == b""
    assert child.wait() in (0, 1)
    child.stderr.close()


def test_a_quiet_audit_in_spanish(run, tmp_path: Path) -> None:
    export = write(tmp_path / "export")
    (export / "forwhom.toml").write_text('language = "es"\n')
    code, out, err = run("audit", export, "--out", tmp_path / "audit", "--quiet", "--quick")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Se revisó     4 estudiantes en 2 escuelas, 2025-26"
    assert lines[-2] == f"Abrir         {tmp_path / 'audit' / 'report.html'}"
    assert (tmp_path / "audit" / "report.html").is_file()
