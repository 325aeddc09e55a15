"""The tiny language of measures and facts: columns, rules and what can be asked of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import narwhals as nw

# Days and shares are far coarser than this, binary fractions far finer: 0.55 * 20 is not 11.
TOLERANCE = 1e-9


@dataclass(frozen=True, eq=False)
class Expression:
    """A question about one row: an operation on other expressions, on a column or on a rule.

    Unknown stays unknown, as in SQL: a comparison with a missing value is neither true nor false.
    """

    operation: str
    parts: tuple[Any, ...]

    def __add__(self, other: object) -> Expression:
        return _make("add", self, other)

    def __sub__(self, other: object) -> Expression:
        return _make("subtract", self, other)

    def __mul__(self, other: object) -> Expression:
        return _make("multiply", self, other)

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Expression:
        return _make("divide", self, other)

    def __ge__(self, other: object) -> Expression:
        return _make("at_least", self, other)

    def __gt__(self, other: object) -> Expression:
        return _make("more_than", self, other)

    def __le__(self, other: object) -> Expression:
        return _make("at_most", self, other)

    def __lt__(self, other: object) -> Expression:
        return _make("less_than", self, other)

    def __eq__(self, other: object) -> Expression:  # type: ignore[override]
        return _make("equal", self, other)

    def __ne__(self, other: object) -> Expression:  # type: ignore[override]
        return _make("unequal", self, other)

    __hash__ = object.__hash__

    def __and__(self, other: object) -> Expression:
        return _make("and", self, other)

    def __or__(self, other: object) -> Expression:
        return _make("or", self, other)

    def __invert__(self) -> Expression:
        return _make("not", self)

    def __bool__(self) -> bool:
        raise TypeError(
            "An expression is neither true nor false before it meets a row. "
            "Use &, | and ~ instead of and, or and not, and put parentheses round comparisons."
        )

    def is_one_of(self, values: Sequence[object]) -> Expression:
        """True where the value is among `values`."""
        return Expression("one_of", (self, tuple(values)))

    def is_known(self) -> Expression:
        """True where there is a value."""
        return _make("known", self)

    def or_else(self, value: object) -> Expression:
        """The value, or another one where there is none."""
        return _make("or_else", self, value)

    def holds(self, text: str) -> Expression:
        """True where `text` is one of the words joined by `;`."""
        return Expression("holds", (self, text))

    def walk(self) -> Iterator[Expression]:
        """This expression and all expressions in it."""
        yield self
        for part in self.parts:
            if isinstance(part, Expression):
                yield from part.walk()

    @property
    def columns(self) -> set[str]:
        """The columns it reads."""
        return {node.parts[0] for node in self.walk() if node.operation == "column"}

    @property
    def rules(self) -> set[str]:
        """The rules it reads."""
        return {node.parts[0] for node in self.walk() if node.operation == "rule"}

    def bind(self, rule_value: Callable[[str], nw.Expr]) -> nw.Expr:
        """The same question for the engine; `rule_value` gives each rule's value."""
        return _bind(self, rule_value)

    def __str__(self) -> str:
        return _say(self)


def col(name: str) -> Expression:
    """A column of the row."""
    return Expression("column", (name,))


def rule(name: str) -> Expression:
    """A number from law or policy, such as `chronic_absence.share_of_days`; bound when it runs."""
    return Expression("rule", (name,))


def when(condition: Expression, then: object, otherwise: object = None) -> Expression:
    """`then` where the condition holds, `otherwise` everywhere else."""
    return _make("when", condition, then, otherwise)


def _make(operation: str, *parts: object) -> Expression:
    return Expression(operation, tuple(_expression(part) for part in parts))


def _expression(part: object) -> Expression:
    return part if isinstance(part, Expression) else Expression("value", (part,))


def _bind(node: Expression, rule_value: Callable[[str], nw.Expr]) -> nw.Expr:
    import narwhals as nw

    if node.operation == "column":
        return nw.col(node.parts[0])
    if node.operation == "rule":
        return rule_value(node.parts[0])
    if node.operation == "value":
        return nw.lit(node.parts[0])
    if node.operation == "when":
        return _bind_whens(node, rule_value)
    parts = [_bind(p, rule_value) if isinstance(p, Expression) else p for p in node.parts]
    return _APPLY[node.operation](*parts)


def _bind_whens(node: Expression, rule_value: Callable[[str], nw.Expr]) -> nw.Expr:
    """A chain of `when`, each the otherwise of the one before.

    Branches that give a known value stand side by side, the first that holds winning, as a cluster
    refuses what is nested a hundred deep.
    """
    import narwhals as nw

    flat = []
    while node.operation == "when" and _is_known_value(node.parts[1]):
        condition, then, node = node.parts
        flat.append(nw.when(_bind(condition, rule_value)).then(_bind(then, rule_value)))
    if node.operation == "when":
        condition, then, otherwise = (_bind(part, rule_value) for part in node.parts)
        last = nw.when(condition).then(then).otherwise(otherwise)
    else:
        last = _bind(node, rule_value)
    return nw.coalesce(*flat, last) if flat else last


def _is_known_value(node: Expression) -> bool:
    return node.operation == "value" and node.parts[0] is not None


def _apply_holds(words: nw.Expr, text: str) -> nw.Expr:
    import narwhals as nw

    joined = nw.concat_str([nw.lit(";"), words, nw.lit(";")])
    return joined.str.contains(f";{text};", literal=True)


def _divide(over: nw.Expr, under: nw.Expr) -> nw.Expr:
    """Unknown where it would be divided by zero: engines differ there."""
    import narwhals as nw

    return nw.when(under != 0).then(over / under).otherwise(None)


def _or_else(value: nw.Expr, other: nw.Expr) -> nw.Expr:
    import narwhals as nw

    return nw.coalesce(value, other)


_APPLY: dict[str, Callable[..., Any]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": _divide,
    "at_least": lambda a, b: (a - b) >= -TOLERANCE,
    "more_than": lambda a, b: (a - b) > TOLERANCE,
    "at_most": lambda a, b: (a - b) <= TOLERANCE,
    "less_than": lambda a, b: (a - b) < -TOLERANCE,
    "equal": lambda a, b: a == b,
    "unequal": lambda a, b: a != b,
    "and": lambda a, b: a & b,
    "or": lambda a, b: a | b,
    "not": lambda a: ~a,
    "one_of": lambda a, values: a.is_in(list(values)),
    "known": lambda a: ~a.is_null(),
    "or_else": _or_else,
    "holds": _apply_holds,
}


_SAYS = {
    "add": "{} + {}",
    "subtract": "{} - {}",
    "multiply": "{} × {}",
    "divide": "{} ÷ {}",
    "at_least": "{} ≥ {}",
    "more_than": "{} > {}",
    "at_most": "{} ≤ {}",
    "less_than": "{} < {}",
    "equal": "{} is {}",
    "unequal": "{} is not {}",
    "and": "{} and {}",
    "or": "({} or {})",
    "not": "not ({})",
    "known": "{} is known",
    "or_else": "{} (or {} where unknown)",
    "when": "{1} where {0}, otherwise {2}",
    "holds": "{} holds {}",
}


def _say(node: Expression) -> str:
    if node.operation in ("column", "rule"):
        return f"`{node.parts[0]}`"
    if node.operation == "value":
        return str(node.parts[0])
    if node.operation == "one_of":
        return f"{node.parts[0]} is one of {', '.join(map(str, node.parts[1]))}"
    return _SAYS[node.operation].format(*node.parts)
