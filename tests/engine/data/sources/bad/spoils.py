"""Ways in which a file of any kind can be wrong: as bytes, and as values in it."""

from __future__ import annotations

import codecs
import gzip
import re
from collections.abc import Callable, Iterable

from tests.engine.data.sources.bad.shapes import DAY, ID, SECRET, Shape, Spoil


def _lines(good: bytes) -> list[bytes]:
    return good.splitlines(keepends=True)


def _mixed(good: bytes) -> bytes:
    ends = (b"\n", b"\r\n", b"\r")
    return b"".join(line.rstrip(b"\r\n") + ends[n % 3] for n, line in enumerate(_lines(good)))


def _secret(good: bytes) -> bytes:
    return good.replace(ID.encode(), SECRET.encode())


BYTES: dict[str, Spoil] = {
    "good": bytes,
    "byte order mark": lambda good: codecs.BOM_UTF8 + good,
    "two byte order marks": lambda good: codecs.BOM_UTF8 * 2 + good,
    "UTF-16": lambda good: good.decode().encode("utf-16"),
    "UTF-16, no mark": lambda good: good.decode().encode("utf-16-be"),
    "UTF-16, odd length": lambda good: good.decode().encode("utf-16")[:-1],
    "UTF-32": lambda good: good.decode().encode("utf-32"),
    "Windows letters": lambda good: good.replace(ID.encode(), b"Pe\xf1a"),
    "half a letter": lambda good: good.replace(ID.encode(), b"\xc3"),
    "EBCDIC": lambda good: good.decode().encode("cp500"),
    "mixed line ends": _mixed,
    "old Mac": lambda good: good.replace(b"\r\n", b"\n").replace(b"\n", b"\r"),
    "NUL in a value": lambda good: good.replace(ID.encode(), b"00\x0070" + SECRET.encode()),
    "NUL first": lambda good: b"\0" + good,
    "NUL at the end": lambda good: good + b"\0" * 4096,
    "only NUL": lambda good: b"\0" * len(good),
    "control signs": lambda good: good.replace(ID.encode(), b"\x01\x08\x1b[2J\x7f"),
    "end of file sign": lambda good: good + b"\x1a",
    "empty": lambda good: b"",
    "only a mark": lambda good: codecs.BOM_UTF8,
    "only spaces": lambda good: b" \n\t \r\n" * 9,
    "only the first line": lambda good: _lines(good)[0],
    "half": lambda good: _secret(good)[: len(good) // 2],
    "but the last bytes": lambda good: _secret(good)[:-9],
    "without its first line": lambda good: b"".join(_lines(_secret(good))[1:]),
    "each line twice": lambda good: b"".join(line * 2 for line in _lines(_secret(good))),
    "the file twice": lambda good: good + good,
    "blank lines": lambda good: good.replace(b"\n", b"\n\n \n"),
    "an open quote": lambda good: good + b'"' + _secret(good),
    "quotes within": lambda good: good.replace(ID.encode(), b'0"0"7 "0'),
    "a zip": lambda good: b"PK\x03\x04" + good,
    "a gzip cut": lambda good: gzip.compress(good)[:-20],
    "a gzip with a wrong sum": lambda good: gzip.compress(good)[:-8] + b"\0" * 8,
    "a gzip with more behind": lambda good: gzip.compress(good) + SECRET.encode(),
    "a picture": lambda good: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "a web page": lambda good: b"<!doctype html><html><body>Sign in</body></html>",
    "a PDF": lambda good: b"%PDF-1.7\n" + good,
    "JSON deep": lambda good: b'{"a":' * 50_000,
    "lists deep": lambda good: b"[" * 100_000,
    "XML deep": lambda good: b"<InterchangeStudent>" + b"<a>" * 100_000,
}


def _each(token: str, values: Iterable[str], shape: Shape) -> Spoil:
    """The child's record again for each value, the value in place of its id or date."""

    def spoil(good: bytes) -> bytes:
        found = re.search(shape.record, good.decode(), re.DOTALL)
        assert found
        old = shape.day if token == DAY else shape.write(ID)
        more = [found[0].replace(old, shape.write(value)) for value in values]
        return good.replace(found[0].encode(), "".join([found[0], *more]).encode())

    return spoil


_IDS = {
    "a formula": f"=cmd|' /C {SECRET}'!A0",
    "a sum": f"@SUM(1+1)*{SECRET}",
    "a plus": f"+1+{SECRET}",
    "a minus": f"-2+{SECRET}",
    "a tab and a formula": f"\t=HYPERLINK(\"http://{SECRET}\")",
    "zero width": "00\u200b1",
    "right to left": "\u202e001",
    "a mark inside": "\ufeff001",
    "a soft hyphen": "00\u00ad1",
    "wide digits": "\uff10\uff10\uff11",
    "emoji": "\U0001f469\u200d\U0001f469\u200d\U0001f467 " + SECRET,
    "a line break": f"00\n{SECRET}",
    "a very long one": "9" * 9_000,
    "spaces alone": "   ",
    "no-break spaces": "\u00a0\u2007\u3000",
    "SQL": f"'; DROP TABLE students; -- {SECRET}",
    "a path": f"../../{SECRET}",
    "markup": f"<script>{SECRET}</script>",
    "not a number": "NaN",
    "endless": "inf",
    "too large": "1e400",
    "NULL": "NULL",
}  # fmt: skip
_DAYS = {
    "day first": "05/04/2012",
    "with a month's name": f"5 April 2012 {SECRET}",
    "year nought": "0000-04-05",
    "year 9999": "9999-12-31",
    "beyond the calendar": "99999999-01-01",
    "before Christ": "0044-03-15 (BC)",
    "no such day": "2012-02-30",
    "with a time": "2012-04-05T00:00:00Z",
    "a serial number": "41004",
    "digits of another script": "٢٠١٢-٠٤-٠٥",
    "infinity": "infinity",
}
VALUES: dict[str, Callable[[Shape], Spoil]] = {
    "odd ids": lambda shape: _each(ID, _IDS.values(), shape),
    "an enormous id": lambda shape: _each(ID, ["9" * 900_000], shape),
    "odd dates": lambda shape: _each(DAY, _DAYS.values(), shape),
}
