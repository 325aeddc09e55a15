"""What people install holds every file of the package: rules, templates, fonts, and the licence."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.repository import PACKAGE, ROOT, files


@pytest.mark.long
def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    uv = Path(sys.executable).parent / "uv"
    subprocess.run([uv, "build", "-q", "--wheel", "-o", tmp_path, ROOT], check=True)
    held = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    package = {f"forwhom/{p.relative_to(PACKAGE).as_posix()}" for p in files() if _inside(p)}
    assert package - held == set()
    assert any(name.endswith("licenses/LICENSE") for name in held)


def _inside(path: Path) -> bool:
    return path.is_relative_to(PACKAGE)
