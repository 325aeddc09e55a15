"""ARCHITECTURE.md draws the house as it stands: what it names exists, what exists it names."""

import re

import pytest

from tests.house.repository import PACKAGE, ROOT, files, name_of, text_of

FILES_EVERYONE_LOOKS_FOR = (
    *("README.md", "ARCHITECTURE.md", "GLOSSARY.md", "CONTRIBUTING.md", "CHANGELOG.md"),
    *("LICENSE", "Makefile", "pyproject.toml", ".ci/run"),
)


def mapped() -> list[str]:
    """The paths of the map: the first word of each line of the page's first drawn block."""
    block = text_of(ROOT / "ARCHITECTURE.md").split("```")[1]
    return [line.split()[0] for line in block.splitlines()[1:] if line.strip()]


def test_what_the_map_names_exists() -> None:
    missing = [path for path in mapped() if not (ROOT / path).exists()]
    assert missing == [], "Take these off the map, or make them."


def test_every_folder_of_the_package_is_on_the_map() -> None:
    held = [p.relative_to(PACKAGE).parts for p in files() if p.is_relative_to(PACKAGE)]
    tops = {parts[0] for parts in held if len(parts) > 1 or parts[0].endswith(".py")}
    tops -= {"__init__.py", "__main__.py", "py.typed"}
    named = {path.removeprefix("src/forwhom/").strip("/") for path in mapped()}
    assert tops <= named, f"Draw these on the map: {sorted(tops - named)}"


@pytest.mark.parametrize("name", FILES_EVERYONE_LOOKS_FOR)
def test_the_usual_files_are_there(name: str) -> None:
    assert (ROOT / name).is_file()


def test_links_between_pages_lead_somewhere() -> None:
    dead = []
    for page in (path for path in files() if path.suffix == ".md"):
        for target in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
            path, _, anchor = target.partition("#")
            if "://" in target or target.startswith("mailto:") or "<" in target:
                continue
            found = (page.parent / path).resolve() if path else page
            if not found.exists() or (anchor and not has_anchor(text_of(found), anchor)):
                dead.append(f"{name_of(page)} -> {target}")
    assert dead == []


def has_anchor(text: str, anchor: str) -> bool:
    """A heading whose slug it is, or an `<a id>`."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
    return anchor in slugs or f'id="{anchor}"' in text
