"""Each dependency has a reason beside it, and the hashed lists follow pyproject.toml."""

import re
import tomllib

from tests.house.repository import ROOT, text_of

PYPROJECT = text_of(ROOT / "pyproject.toml")


def declared() -> dict[str, list[str]]:
    project = tomllib.loads(PYPROJECT)
    extras = project["project"].get("optional-dependencies", {})
    return {
        "run": project["project"]["dependencies"],
        **project["dependency-groups"],
        "extra": [line for lines in extras.values() for line in lines],
    }


def test_each_dependency_has_a_reason() -> None:
    bare = [
        requirement
        for requirements in declared().values()
        for requirement in requirements
        if not re.search(rf'^ *"{re.escape(requirement)}", *# \w.{{10,}}', PYPROJECT, re.MULTILINE)
    ]
    assert bare == [], "Say in one line, on the same line, why it is needed."


def test_hashed_lists_hold_each_dependency() -> None:
    for name in ("run", "dev", "spark"):
        text = text_of(ROOT / "requirements" / f"{name}.txt")
        locked = set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))
        asked = {re.split(r"[<>=~!\[; ]", line)[0].lower() for line in declared()[name]}
        assert asked <= locked, f"`make requirements` brings {sorted(asked - locked)} in."
