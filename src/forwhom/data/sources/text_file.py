"""How a text file was written: its encoding, its line ends, the sign between its columns."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from forwhom.data.sources.headings import distinct_names, refuse_too_many_columns
from forwhom.errors import SourceError, did_you_mean

CHUNK = 1 << 20
SAMPLE = 1 << 18
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe", "^": "caret"}
MOST_TIMES, ALWAYS_ALLOWED = 60, 16 << 20  # a gzip'd table is rarely a thirtieth of itself
GZIP = b"\x1f\x8b"
_MARKS = {  # that of UTF-32 begins as that of UTF-16
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_NOT_TEXT = {
    b"PK\x03\x04": "a zip archive or an Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old or password-protected Excel workbook",
    b"%PDF": "a PDF",
    b"PAR1": "a Parquet file",
    b"<": "a web page or XML, not a table",
    b"{": "JSON, not a table",
}


@dataclass(frozen=True)
class Written:
    """What a look at every byte of a file tells."""

    encoding: str  # a Python codec; `mixed` is UTF-8 with bytes of Windows-1252 among it
    plain: bool  # the engine can read it as it stands
    spaces: str  # what may stand round the values: `none`, `plain` spaces, or `odd` ones as well
    sample: str  # the beginning, decoded, its line ends made one kind
    notes: tuple[str, ...] = ()
    size: int = 0  # bytes, unpacked


def look(path: Path, encoding: str | None = None) -> Written:
    """See how the text file `path` is written; `encoding` is believed where it is given."""
    head = _head(path)
    _refuse_what_is_not_text(path, head)
    found = _known_encoding(path, encoding) if encoding else _encoding_by_mark(head)
    seen = _Seen()
    decoder = codecs.getincrementaldecoder("utf-8")()
    for chunk in _chunks(path):
        seen.add(chunk)
        # Text of plain letters needs no look, unless half a letter is left from before.
        doubtful = bool(decoder.getstate()[0]) or not chunk.isascii()
        if doubtful and found in (None, "utf-8-sig") and not seen.broken:
            seen.broken = not _decodes(decoder, chunk)
    if seen.size == 0:
        raise _empty(path)
    if seen.broken or not _decodes(decoder, b"", final=True):
        found = "mixed"
    return _written(path, found or "utf-8", seen)


def texts(path: Path, encoding: str) -> Iterator[str]:
    """The file's text in pieces, each line end a single newline. Raises SourceError."""
    mixed = encoding == "mixed"
    decoder = codecs.getincrementaldecoder("utf-8" if mixed else encoding)(
        errors="forwhom-windows" if mixed else "strict"
    )
    newlines = io.IncrementalNewlineDecoder(decoder, translate=True)
    try:
        for chunk in _chunks(path):
            yield newlines.decode(chunk)
        yield newlines.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"`{path.name}` is not written in the encoding {encoding}.",
            where=str(path),
            did="Nothing was read from it.",
            remedy="Leave the encoding out and Forwhom finds it, or name another.",
        ) from error


def delimiter_of(sample: str) -> str:
    """The sign that splits the first line into most columns and later lines into as many."""
    best, columns = ",", 1
    for sign in DELIMITERS:
        widths = [len(row) for row in _records(sample, sign)[:50]]
        if widths and widths[0] > columns and widths.count(widths[0]) * 2 >= len(widths):
            best, columns = sign, widths[0]
    return best


def header_of(path: Path, sample: str, delimiter: str) -> tuple[list[str], list[str]]:
    """The column names, made distinct, and notes on those that had to be changed."""
    records = _records(sample, delimiter)
    if not records:
        raise _empty(path)
    refuse_too_many_columns(path, len(records[0]))
    return distinct_names(records[0])


def values_missing(written: Written, delimiter: str, columns: int) -> int:
    """About how many values short rows lack in all, where most rows of the sample are short."""
    rows = _records(written.sample, delimiter)[1:]
    lacking = [columns - len(row) for row in rows if len(row) < columns]
    if len(lacking) * 2 < len(rows):
        return 0
    return sum(lacking) * written.size // len(written.sample.encode())


def _records(sample: str, delimiter: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(io.StringIO(sample), delimiter=delimiter, skipinitialspace=True))
    except csv.Error:
        rows = [line.split(delimiter) for line in sample.splitlines()]
    if len(sample) >= SAMPLE and len(rows) > 1:
        rows.pop()  # the last one is cut
    return [row for row in rows if row]


class _Seen:
    """What was seen in the bytes so far."""

    def __init__(self) -> None:
        self.size = 0
        self.blank = self.spaces = self.tabs = self.no_break = self.broken = False
        self._with_return = self._bare = False
        self._before = b"\n"
        self._held = b""

    def add(self, chunk: bytes) -> None:
        """Look at the next piece; the cheapest question first, as files may be large."""
        self.size += len(chunk)
        chunk = self._held + chunk
        self._held = b"\r" if chunk.endswith(b"\r") else b""  # its newline may be in the next
        chunk = chunk[: len(chunk) - len(self._held)]
        joined = self._before + chunk
        # Blank lines at the end harm nobody, so only one with text behind it is counted.
        body = joined.rstrip(b"\r\n")
        self.blank = self.blank or b"\n\n" in body
        self.spaces = self.spaces or b" " in chunk
        if b"\r" in chunk:
            self.blank = self.blank or b"\n\r\n" in body
            both = chunk.count(b"\r\n")
            self._with_return = True
            self._bare = self._bare or not both == chunk.count(b"\n") == chunk.count(b"\r")
        else:
            self._bare = self._bare or b"\n" in chunk
        self.tabs = self.tabs or b"\t" in chunk
        self.no_break = self.no_break or (not chunk.isascii() and b"\xc2\xa0" in chunk)
        self._before = joined[-3:]

    @property
    def one_kind_of_line_end(self) -> bool:
        """Whether all lines end alike, as the engine must have it."""
        return not (self._with_return and self._bare)


def _written(path: Path, encoding: str, seen: _Seen) -> Written:
    plain = encoding in ("utf-8", "utf-8-sig") and seen.one_kind_of_line_end and not seen.blank
    wide = encoding.startswith(("utf-16", "utf-32"))
    sample = "".join(_until(texts(path, encoding), SAMPLE)).lstrip("\ufeff\n")
    if not sample.strip():
        raise _empty(path)
    notes = []
    if encoding == "mixed":
        notes.append(
            "The file is not UTF-8; it was read as Windows-1252 (Latin-1), as Excel writes."
        )
    elif wide:
        notes.append(f"The file is {encoding[:6].upper()}.")
    if seen.blank and not wide:
        notes.append("Blank lines were passed over; row numbers do not count them.")
    odd = seen.tabs or seen.no_break or not plain
    spaces = "odd" if odd else "plain" if seen.spaces else "none"
    return Written(encoding, plain, spaces, sample, tuple(notes), seen.size)


def _until(pieces: Iterator[str], size: int) -> Iterator[str]:
    have = 0
    for piece in pieces:
        yield piece[: size - have]
        have += len(piece)
        if have >= size:
            return


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        packed, left = is_gzip(path), path.stat().st_size * MOST_TIMES + ALWAYS_ALLOWED
        with gzip.open(path) if packed else path.open("rb") as file:
            while chunk := file.read(CHUNK):
                left -= len(chunk)
                if packed and left < 0:
                    raise _bomb(path)
                yield chunk
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(
            f"`{path.name}` cannot be read to its end.",
            where=str(path),
            did="Nothing was read from it.",
            remedy="Copy or export the file again; the compressed file may be cut short.",
        ) from error


def _bomb(path: Path) -> SourceError:
    return SourceError(
        f"`{path.name}` unpacks to more than {MOST_TIMES} times its size, as no export does.",
        where=str(path),
        did="Nothing was read from it.",
        remedy="If it is your export, unpack it and name the plain file.",
    )


def is_gzip(path: Path) -> bool:
    """Whether the file is gzip'd, whatever its name says."""
    with path.open("rb") as file:
        return file.read(2) == GZIP


def _head(path: Path) -> bytes:
    return next(_chunks(path), b"")[:4096]


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _encoding_by_mark(head: bytes) -> str | None:
    for mark, name in _MARKS.items():
        if head.startswith(mark):
            return name
    # Plain letters in UTF-16 have a zero byte in every second place.
    if len(head) >= 4 and head.count(0) > len(head) // 3:
        return "utf-16-le" if head[1] == 0 else "utf-16-be"
    return None


def _known_encoding(path: Path, encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        hint = did_you_mean(encoding, ["utf-8", "utf-16", "cp1252", "latin-1", "mac-roman"])
        raise SourceError(
            f"There is no encoding called `{encoding}`.",
            where=str(path),
            did="Nothing was read from it.",
            remedy=f"{hint} Leave the encoding out and Forwhom finds it.".strip(),
        ) from None


def _refuse_what_is_not_text(path: Path, head: bytes) -> None:
    start = head.lstrip(codecs.BOM_UTF8).lstrip()
    for mark, what in _NOT_TEXT.items():
        if start.startswith(mark):
            raise SourceError(
                f"`{path.name}` is {what}.",
                where=str(path),
                did="Nothing was read from it.",
                remedy="Export the table as CSV, Parquet or Excel (.xlsx); let the ending fit.",
            )


def _empty(path: Path) -> SourceError:
    return SourceError(
        f"`{path.name}` is empty.",
        where=str(path),
        did="Nothing was read from it.",
        remedy="Export it again with its header row, or take the file away.",
    )


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    letters = (bytes([b]).decode("cp1252", "ignore") or chr(b) for b in wrong)
    return "".join(letters), error.end


codecs.register_error("forwhom-windows", _as_windows)
