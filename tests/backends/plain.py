"""Our own small expressions read for one row, exactly: unknown stays unknown, as in SQL."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from forwhom.data.expressions import Expression

Rule = Callable[[str], Fraction]


def read(node: Any, row: dict[str, Any], rule: Rule | None = None) -> Any:
    """What the expression says of a row; numbers are taken as they are written."""
    if not isinstance(node, Expression):
        return _exact(node)
    name, parts = node.operation, node.parts
    if name in ("column", "value"):
        return _exact(row[parts[0]] if name == "column" else parts[0])
    if name == "rule":
        assert rule is not None
        return rule(parts[0])
    if name == "when":
        return read(parts[1 if read(parts[0], row, rule) is True else 2], row, rule)
    told = [read(part, row, rule) for part in parts]
    if name in LOGIC:
        return LOGIC[name](*told)
    return None if any(part is None for part in told) else PLAIN[name](*told)


def _exact(value: Any) -> Any:
    return Fraction(str(value)) if isinstance(value, float) else value


def _and(a: bool | None, b: bool | None) -> bool | None:
    if a is False or b is False:
        return False
    return None if a is None or b is None else True


def _or(a: bool | None, b: bool | None) -> bool | None:
    if a is True or b is True:
        return True
    return None if a is None or b is None else False


LOGIC: dict[str, Callable[..., Any]] = {
    "and": _and,
    "or": _or,
    "known": lambda a: a is not None,
    "or_else": lambda a, b: b if a is None else a,
}
PLAIN: dict[str, Callable[..., Any]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": lambda a, b: Fraction(a) / Fraction(b) if b else None,
    "at_least": lambda a, b: a >= b,
    "more_than": lambda a, b: a > b,
    "at_most": lambda a, b: a <= b,
    "less_than": lambda a, b: a < b,
    "equal": lambda a, b: a == b,
    "unequal": lambda a, b: a != b,
    "not": lambda a: not a,
    "one_of": lambda a, values: a in values,
    "holds": lambda words, word: word in words.split(";"),
}
