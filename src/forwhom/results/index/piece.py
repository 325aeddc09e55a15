"""Some rows of a table as a few kilobytes: columns of numbers, packed; unpacked as asked."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np

LEVEL = 1  # more costs three times the time for a tenth of the room
Row = dict[str, Any]
Texts = tuple[list[str], "np.ndarray[Any, Any]"]


class Piece(NamedTuple):
    """Rows as columns: where each stands in its table, its texts as codes, its numbers."""

    at: np.ndarray[Any, Any]
    texts: Mapping[str, Texts]
    numbers: Mapping[str, np.ndarray[Any, Any]]

    def packed(self) -> bytes:
        """The piece as compressed bytes; a column without any number takes no room."""
        import numpy as np

        there = [name for name, column in self.numbers.items() if not np.isnan(column).all()]
        told = {name: _only_used(texts) for name, texts in self.texts.items()}
        head = {
            "rows": len(self.at),
            "texts": {name: values for name, (values, _) in told.items()},
            "numbers": there,
        }
        parts = [self.at.astype("<i8").tobytes()]
        parts += [codes.astype("<i4").tobytes() for _, codes in told.values()]
        parts += [self.numbers[name].astype("<f8").tobytes() for name in there]
        whole = json.dumps(head, ensure_ascii=False).encode()
        return zlib.compress(len(whole).to_bytes(4, "little") + whole + b"".join(parts), LEVEL)


def rows_of(
    data: bytes, *, columns: Sequence[str], whole: frozenset[str], asked: Mapping[str, object]
) -> list[tuple[int, Row]]:
    """The rows of a piece for which all asked texts hold, each with where it stands.

    `columns` are those of its table in their order, those in `whole` hold whole numbers.
    """
    import numpy as np

    raw = zlib.decompress(data)
    start = 4 + int.from_bytes(raw[:4], "little")
    head = json.loads(raw[4:start])
    count = head["rows"]
    at = np.frombuffer(raw, "<i8", count, start)
    start += 8 * count
    texts = {}
    for name, values in head["texts"].items():
        texts[name] = (values, np.frombuffer(raw, "<i4", count, start))
        start += 4 * count
    found = np.ones(count, bool)
    for name, value in asked.items():
        values, codes = texts[name]
        found &= codes == (values.index(value) if value in values else -1)
    chosen = np.flatnonzero(found)
    if not len(chosen):
        return []
    told: dict[str, list[Any]] = {
        name: [values[code] for code in codes[chosen].tolist()]
        for name, (values, codes) in texts.items()
    }
    for place, name in enumerate(head["numbers"]):
        column = np.frombuffer(raw, "<f8", count, start + 8 * count * place)[chosen]
        told[name] = _values(column.tolist(), whole=name in whole)
    empty = [None] * len(chosen)
    ordered = [told.get(name, empty) for name in columns]
    return [
        (number, dict(zip(columns, values, strict=True)))
        for number, *values in zip(at[chosen].tolist(), *ordered, strict=True)
    ]


def _values(column: list[float], *, whole: bool) -> list[float | int | None]:
    if whole:
        return [None if value != value else int(value) for value in column]
    return [None if value != value else value for value in column]


def _only_used(texts: Texts) -> Texts:
    """Only the values that the rows have, so that no piece carries the words of a whole table."""
    import numpy as np

    values, codes = texts
    used, own = np.unique(codes, return_inverse=True)
    return [values[code] for code in used.tolist()], own
