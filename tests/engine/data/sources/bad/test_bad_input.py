"""Every bad input on every kind of export: a clear error or a listed refusal, and no value told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.data.sources.bad.shapes import SHAPES, holds, looked
from tests.engine.data.sources.bad.spoils import BYTES, VALUES


@pytest.mark.long
@pytest.mark.parametrize("what", [*BYTES, *VALUES])
@pytest.mark.parametrize("kind", SHAPES)
def test_any_bad_input_of_any_kind(tmp_path: Path, kind: str, what: str) -> None:
    shape = SHAPES[kind]
    spoil = BYTES[what] if what in BYTES else VALUES[what](shape)
    path = shape.put(tmp_path / "export-2021-22", spoil)
    holds(looked(path, tmp_path / "lists", kind=shape.kind))
