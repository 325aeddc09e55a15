"""The change log speaks of this version, and of the measures and years it affects."""

import re
import tomllib

from tests.house.repository import ROOT, text_of


def test_the_current_version_is_told() -> None:
    version = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]["version"]
    sections = re.split(r"^## ", text_of(ROOT / "CHANGELOG.md"), flags=re.MULTILINE)[1:]
    told = [part for part in sections if part.startswith(f"[{version}]")]
    assert told, f"CHANGELOG.md has no section [{version}]."
    assert "Measures affected:" in told[0]
    assert "Years affected:" in told[0]
