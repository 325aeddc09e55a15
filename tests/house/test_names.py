"""No file or folder has a name that says nothing about what is in it."""

from tests.house.repository import ROOT, files, name_of

FORBIDDEN = {
    *("util", "utils", "helper", "helpers", "common", "misc", "core", "base"),
    *("manager", "service", "processor", "handler"),
}

# Django looks for the wrapper of a kind of database under this name.
SOUGHT = {"src/forwhom/web/sqlite/base.py"}


def test_names_say_what_is_inside() -> None:
    bad = []
    for path in files():
        parts = path.relative_to(ROOT).parts
        stems = {part.split(".")[0].lower() for part in parts}
        words = {word for stem in stems for word in (stem, stem.removeprefix("test_"))}
        bad += [name_of(path)] if words & FORBIDDEN and name_of(path) not in SOUGHT else []
    assert not bad, "Name these after the thing they hold (see GLOSSARY.md):\n" + "\n".join(bad)
