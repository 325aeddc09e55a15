"""Every bad input on every kind of export: a clear error or a listed refusal, and no value told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.data.sources.bad.shapes import SHAPES, holds, looked
from tests.engine.data.sources.bad.spoils import BYTES, VALUES

SOON = [("own", what) for what in ("good", "NUL first", "UTF-32", "half", "an open quote")]
SOON += [("mapped", "EBCDIC"), ("own", "odd ids"), ("published", "odd ids"), ("CRDC", "odd ids")]
LATER = [(kind, what) for kind in SHAPES for what in (*BYTES, *VALUES)]


def look(kind: str, what: str, here: Path) -> None:
    shape = SHAPES[kind]
    spoil = BYTES[what] if what in BYTES else VALUES[what](shape)
    path = shape.put(here / "export-2021-22", spoil)
    holds(looked(path, here / "lists", kind=shape.kind))


@pytest.mark.parametrize(("kind", "what"), SOON)
def test_some_bad_input(tmp_path: Path, kind: str, what: str) -> None:
    look(kind, what, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize(("kind", "what"), [one for one in LATER if one not in SOON])
def test_any_bad_input_of_any_kind(tmp_path: Path, kind: str, what: str) -> None:
    look(kind, what, tmp_path)
