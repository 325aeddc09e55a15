"""A sealed file tells nothing, and no change of it goes unseen."""

from __future__ import annotations

import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.errors import WebError
from forwhom.web.running.saved import sealed
from forwhom.web.running.saved.sealed import HEADER, SealedReader, SealedWriter

PASS = b"six words that nobody will guess"
SMALL = 64


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small pieces and a quick key: the rules are the same."""
    monkeypatch.setattr(sealed, "PIECE", SMALL)
    monkeypatch.setattr(sealed, "COST", 2)


def closed(text: bytes, passphrase: bytes = PASS, step: int = 10**9) -> bytes:
    to = io.BytesIO()
    writer = SealedWriter(to, passphrase)
    for start in range(0, len(text), step):
        writer.write(text[start : start + step])
    writer.close()
    return to.getvalue()


def opened(data: bytes, passphrase: bytes = PASS, step: int = -1) -> bytes:
    reader = SealedReader(io.BytesIO(data), passphrase)
    if step < 0:
        return reader.read()
    parts = []
    while part := reader.read(step):
        parts.append(part)
    return b"".join(parts)


@given(st.binary(max_size=5 * SMALL), st.integers(1, 200), st.integers(1, 200))
def test_what_went_in_comes_out(text: bytes, into: int, out: int) -> None:
    assert opened(closed(text, step=into), step=out) == text


@pytest.mark.parametrize("size", [0, 1, SMALL - 1, SMALL, SMALL + 1, 3 * SMALL])
def test_each_changed_byte_is_seen(size: int) -> None:
    data = closed(b"a" * size)
    for place in range(len(sealed.MAGIC), len(data)):
        changed = bytearray(data)
        changed[place] ^= 1
        with pytest.raises(WebError, match="does not open"):
            opened(bytes(changed))


@pytest.mark.parametrize("size", [0, SMALL, 3 * SMALL])
def test_each_cut_is_seen(size: int) -> None:
    data = closed(b"a" * size)
    for end in range(HEADER, len(data)):
        with pytest.raises(WebError, match="does not open"):
            opened(data[:end])


def pieces(data: bytes) -> list[bytes]:
    step = SMALL + sealed.TAG
    return [data[at : at + step] for at in range(HEADER, len(data), step)]


def test_pieces_that_changed_places_are_seen() -> None:
    data = closed(random.Random(1).randbytes(4 * SMALL))
    one, two, *rest = pieces(data)
    with pytest.raises(WebError, match="does not open"):
        opened(data[:HEADER] + b"".join([two, one, *rest]))


def test_a_piece_left_out_doubled_or_added_is_seen() -> None:
    data = closed(random.Random(1).randbytes(4 * SMALL))
    one, two, *rest = pieces(data)
    for changed in ([one, *rest], [one, one, two, *rest], [one, two, *rest, rest[-1]]):
        with pytest.raises(WebError, match="does not open"):
            opened(data[:HEADER] + b"".join(changed))


def test_a_piece_of_another_file_is_seen() -> None:
    text = b"a" * 3 * SMALL
    mine, other = closed(text), closed(text)
    with pytest.raises(WebError, match="does not open"):
        opened(mine[:HEADER] + pieces(other)[0] + b"".join(pieces(mine)[1:]))


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(WebError, match="passphrase is another one"):
        opened(closed(b"text"), b"another one that is long enough")


def test_the_same_text_looks_different_each_time() -> None:
    assert closed(b"text") != closed(b"text")
