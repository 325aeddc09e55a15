"""A file that tells nothing without its passphrase, and in which no byte changes unseen.

The key comes from the passphrase by scrypt (RFC 7914). Each piece of the file is sealed by
AES-256-GCM under its number, and the last one says that it is the last: pieces changed, left out,
moved or added do not open (STREAM of Hoang, Reyhanitabar, Rogaway and Vizár, CRYPTO 2015).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, BinaryIO

from forwhom.errors import WebError

MAGIC = b"forwhom sealed 1"
SALT, COST = 16, 17  # bytes; 2 to the power 17 rounds: 128 MB and half a second a guess
HEADER = len(MAGIC) + SALT
PIECE, TAG = 1 << 20, 16  # bytes of text in a piece; bytes that its seal adds
SHORTEST = 15  # characters of a passphrase


class SealedWriter:
    """Writes what it is given, sealed, to a file that is open for writing."""

    def __init__(self, to: BinaryIO, passphrase: bytes) -> None:
        self._to, self._number, self._waiting = to, 0, bytearray()
        self._header = MAGIC + os.urandom(SALT)
        self._seal = _cipher(passphrase, self._header).encrypt
        to.write(self._header)

    def write(self, data: bytes) -> int:
        """Take some bytes; whole pieces go to the file."""
        self._waiting += data
        while len(self._waiting) > PIECE:  # one piece is always left, to be the last
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def flush(self) -> None:
        """Nothing: a piece is written when it is full."""

    def close(self) -> None:
        """Seal what is left as the last piece. The file itself stays open."""
        self._put(bytes(self._waiting), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._to.write(self._seal(_nonce(self._number, last), piece, self._header))
        self._number += 1


class SealedReader:
    """Reads back what SealedWriter wrote. Raises WebError at the first byte that is not right."""

    def __init__(self, of: BinaryIO, passphrase: bytes) -> None:
        self._of, self._number, self._ready, self._ended = of, 0, b"", False
        self._header = of.read(HEADER)
        self._open = _cipher(passphrase, self._header).decrypt
        self._next = of.read(PIECE + TAG)

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; empty at the end, once the last piece was seen to be the last."""
        while not self._ended and (size < 0 or len(self._ready) < size):
            self._ready += self._piece()
        cut = len(self._ready) if size < 0 else size
        given, self._ready = self._ready[:cut], self._ready[cut:]
        return given

    def _piece(self) -> bytes:
        from cryptography.exceptions import InvalidTag

        piece, self._next = self._next, self._of.read(PIECE + TAG)
        self._ended = not self._next
        try:
            text: bytes = self._open(_nonce(self._number, self._ended), piece, self._header)
        except (InvalidTag, ValueError):
            raise _does_not_open(first=self._number == 0) from None
        self._number += 1
        return text


def is_sealed(path: Path) -> bool:
    """Whether the file begins as a sealed one."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def passphrase_in(path: Path) -> bytes:
    """The first line of a file that only its owner may read. Raises WebError."""
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise WebError(
            "Others on this machine can read the passphrase.",
            where=str(path),
            did="Nothing was done.",
            remedy=f"Keep it to yourself: chmod 600 {path.name}",
        )
    words = path.read_bytes().split(b"\n")[0].strip()
    if len(words.decode("utf-8", "replace")) < SHORTEST:
        raise WebError(
            f"The passphrase is shorter than {SHORTEST} characters, so it could be guessed.",
            where=str(path),
            did="Nothing was done.",
            remedy="Six words that have nothing to do with each other make a good one.",
        )
    return words


def _cipher(passphrase: bytes, header: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    salt = header[len(MAGIC) :]
    return AESGCM(Scrypt(salt=salt, length=32, n=2**COST, r=8, p=1).derive(passphrase))


def _nonce(number: int, last: bool) -> bytes:
    """Never twice under one key: the key is of this file alone, by its salt."""
    return number.to_bytes(11, "big") + bytes([last])


def _does_not_open(*, first: bool) -> WebError:
    return WebError(
        "The backup does not open: "
        + (
            "the passphrase is another one, or the file was changed."
            if first
            else "it was cut or changed."
        ),
        did="Nothing was put in place.",
        remedy="Try the passphrase of that day, or another backup.",
    )
