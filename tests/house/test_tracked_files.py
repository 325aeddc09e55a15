"""Nothing in the repository depends on, or tells about, one machine, one registry or one child."""

import re
from pathlib import Path

from tests.house.repository import ROOT, ending, files, name_of, text_of

REGISTRY = re.compile(
    r"\b(pypi\.org|pythonhosted\.org|npmjs\.(org|com)|deb\.debian\.org|archive\.ubuntu\.com)"
    r"|--(extra-)?index-url|--find-links|--trusted-host",
    re.IGNORECASE,
)
MACHINE = re.compile(r"(?<![\w.])(/work/|/root/|/home/\w|/Users/\w|[A-Z]:\\Users\\)")


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name_of(path)}:{number}"
        for path in files()
        if path != Path(__file__)  # it has to spell them out
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_registry_addresses() -> None:
    assert lines_with(REGISTRY) == []


def test_no_machine_paths() -> None:
    assert lines_with(MACHINE) == []


def test_requirements_hold_names_and_hashes_only() -> None:
    found = list((ROOT / "requirements").glob("*.txt"))
    assert {path.name for path in found} >= {"run.txt", "dev.txt"}
    for path in found:
        text = text_of(path)
        assert "://" not in text, f"{name_of(path)} holds an address."
        packages = [line for line in text.splitlines() if "==" in line]
        assert packages
        assert all(line.endswith("\\") for line in packages), f"{name_of(path)}: no hash."


def test_nothing_of_the_real_data_is_copied_here() -> None:
    records = [name_of(p) for p in ending(".parquet", ".duckdb", ".sav", ".xlsx", ".gz", ".zip")]
    big = [name_of(p) for p in ending(".csv", ".json") if p.stat().st_size > 100_000]
    assert records + big == [], "Records stay outside the repository; tests make their own."
