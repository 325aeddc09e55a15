"""Whatever bytes a parser is given, nothing but a ForwhomError comes of it."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from forwhom.errors import ForwhomError
from tests.fuzz.parsers import PARSERS

PIECES = st.sampled_from(
    [b"", b"\0", b'"', b",", b"\n", b"\r", b"^", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"=1+1",
     b"-1", b"9" * 40, b"1e400", b"nan", b"[", b"{", b"<a>", b"]]>", b"PK\x05\x06", b"\x1f\x8b"]
)  # fmt: skip


@pytest.mark.parametrize("name", PARSERS)
def test_good_bytes_are_read(name: str) -> None:
    for seed in PARSERS[name].seeds()[:1]:
        PARSERS[name].run(seed)


SPOILT = st.tuples(st.floats(0, 1), st.integers(0, 40), st.lists(PIECES, max_size=4))


@pytest.mark.parametrize("name", PARSERS)
@settings(max_examples=3)
@example(drawn=None)
@given(drawn=SPOILT)
def test_spoilt_bytes_are_read_or_told(name: str, drawn: Any) -> None:
    read_or_told(name, drawn)


@pytest.mark.long
@pytest.mark.parametrize("name", PARSERS)
@settings(max_examples=25)
@given(drawn=SPOILT)
def test_the_same_many_times(name: str, drawn: Any) -> None:
    read_or_told(name, drawn)


def read_or_told(name: str, drawn: Any) -> None:
    at, cut, pieces = drawn or (0.5, 10_000_000, [])
    for seed in PARSERS[name].seeds()[:1]:
        place = int(at * len(seed))
        spoilt = seed[:place] + b"".join(pieces) + seed[place + cut :]
        with contextlib.suppress(ForwhomError):
            PARSERS[name].run(spoilt)
