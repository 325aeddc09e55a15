"""The page on how to read a release names every file, column and key that there is."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet
import pytest

from forwhom.release.life import Published
from tests.engine.release.made_audit import children
from tests.engine.release.published import publish

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "read-a-release.md"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return publish(tmp_path_factory.mktemp("district"), children(1, per_school=40))


def named(names: object) -> set[str]:
    """Of these names, the ones that the page does not have."""
    text = PAGE.read_text("utf-8")
    return {str(name) for name in names if f"`{name}`" not in text}


def test_every_file(published: Published) -> None:
    assert published.ledger is not None
    inside = published.ledger.folder / ".inside" / published.row["id"]
    assert named(file.name for file in published.release.folder.iterdir()) == set()
    assert named(f".inside/<id>/{file.name}" for file in inside.iterdir()) == set()
    for file in inside.glob("*.parquet"):
        assert named(pyarrow.parquet.read_schema(file).names) == set()


def test_every_key(published: Published) -> None:
    assert published.ledger is not None
    about = published.release.about
    certificate = json.loads((published.release.folder / "certificate.json").read_text("utf-8"))
    (row,) = published.ledger.rows
    for told in (
        about,
        *about["measures"],
        *about["dimensions"],
        *about["schools"],
        certificate,
        certificate["hidden"]["school"],
        certificate["versions"],
        certificate["small_groups"][0],
        row,
    ):
        assert named(told) == set()
