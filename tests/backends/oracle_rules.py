"""A rule's value in a year, exactly."""

from __future__ import annotations

from fractions import Fraction

from forwhom.rules import Rules
from tests.backends.records import Records


def rule(records: Records, name: str, year: str) -> Fraction:
    return Fraction(str(Rules(records.overrides).value(name, year)))
