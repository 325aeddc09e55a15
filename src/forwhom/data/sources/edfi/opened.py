"""Opens a file of Ed-Fi records, plain or gzip'd, and stops where it unpacks to far too much."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, cast

from forwhom.errors import SourceError

MAGIC = b"\x1f\x8b"
PIECE = 1 << 18
MOST_TIMES, FREE = 200, 50_000_000  # a packed file may grow so many times, and by this much more


class Bytes:
    """The bytes of a file, unpacked. Raises SourceError where packing is broken or a trap."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            self.packed = file.read(2) == MAGIC
        self._file: IO[bytes] = (
            cast(IO[bytes], gzip.GzipFile(path)) if self.packed else (path.open("rb"))
        )
        self._left = path.stat().st_size * MOST_TIMES + FREE

    def __enter__(self) -> Bytes:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self) -> bytes:
        """The next piece; empty at the end."""
        return self._checked(lambda: self._file.read(PIECE))

    def line(self, longest: int) -> bytes:
        """The next line with its end, or its first `longest` bytes; empty at the end."""
        return self._checked(lambda: self._file.readline(longest))

    def _checked(self, read: Callable[[], bytes]) -> bytes:
        try:
            piece = read()
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise broken(self.path, "it is not a whole .gz file") from error
        self._left -= len(piece)
        if self.packed and self._left < 0:
            raise broken(self.path, f"it unpacks to more than {MOST_TIMES} times its size")
        return piece


def broken(path: Path, why: str, line: int | None = None, remedy: str = "") -> SourceError:
    """The error for a file that cannot be read to its end: none of it is taken."""
    return SourceError(
        f"`{path.name}` cannot be read to its end: {why}.",
        where=str(path) if line is None else f"{path}, line {line}",
        did="Nothing was taken, also not what stands before that place: records behind it would "
        "be missing and nobody would know.",
        remedy=remedy or "Export the file again, and see that it is copied whole.",
    )
