"""Each kind of error has its exit code and its place in docs/how-to/errors.md."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import forwhom
from forwhom.errors import ForwhomError
from tests.house.repository import ROOT, text_of

RESERVED = {0, 1}  # all went well; Python's own end after a fault of ours


def kinds(kind: type[ForwhomError] = ForwhomError) -> Iterator[type[ForwhomError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from kinds(below)


@pytest.fixture(scope="module")
def all_kinds() -> list[type[ForwhomError]]:
    for module in pkgutil.walk_packages(forwhom.__path__, "forwhom."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return [kind for kind in kinds() if kind.__module__.startswith("forwhom.")]


def test_each_error_is_explained(all_kinds: list[type[ForwhomError]]) -> None:
    page = text_of(ROOT / "docs" / "how-to" / "errors.md")
    missing = [
        kind.__name__
        for kind in all_kinds
        if "anchor" not in vars(kind) or f'<a id="{kind.anchor}"></a>' not in page
    ]
    assert missing == [], "Give each an anchor of its own and a section in the page."


def test_anchors_and_exit_codes_tell_errors_apart(all_kinds: list[type[ForwhomError]]) -> None:
    for what in ("anchor", "exit_code"):
        seen = [getattr(kind, what) for kind in all_kinds]
        assert len(seen) == len(set(seen)), f"Two errors share one {what}."
    assert RESERVED.isdisjoint(kind.exit_code for kind in all_kinds)
