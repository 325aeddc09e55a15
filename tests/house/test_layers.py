"""Each folder imports only what stands below it."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.house.repository import PACKAGE, ROOT

PURE = {"stats", "privacy", "rules", "words"}


def contracts() -> list[dict[str, object]]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["tool"]["importlinter"]["contracts"]


def test_layers_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_pure_folders_are_all_under_the_contract() -> None:
    pure = next(c for c in contracts() if "pure" in str(c["name"]))
    held = {str(name).removeprefix("forwhom.") for name in pure["source_modules"]}
    there = {name for name in PURE if (PACKAGE / name).exists()}
    assert there <= held, f"Name them in full in that contract: {sorted(there - held)}"


def test_layers_that_exist_are_no_longer_optional() -> None:
    layers = next(c for c in contracts() if c["type"] == "layers")["layers"]
    optional = {part.strip() for layer in layers for part in layer.split("|") if "(" in part}
    names = {part.strip("()") for part in optional}
    there = {n for n in names if (PACKAGE / n).is_dir() or (PACKAGE / f"{n}.py").is_file()}
    assert not there, f"Take the parentheses off in pyproject.toml: {sorted(there)}"
