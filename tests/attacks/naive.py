"""The rules that agencies use, as publishers: what an outsider may read off each of them.

Each takes a district and the sums it is asked to print, and gives back what was told. They are here
to be broken: an attack that cannot break them would prove nothing about a release of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.attacks.made import RACE, Made
from tests.attacks.outside import Sum, Told

Publisher = Callable[[Made, Sequence[Sum]], list[Told]]


def exact(made: Made, of: Sum) -> Told:
    """The count itself."""
    count = made.count(of)
    return Told(of, count, count)


def fewer_than(least: int) -> Publisher:
    """Hide every group of fewer children than that; print all other counts."""

    def publish(made: Made, sums: Sequence[Sum]) -> list[Told]:
        return [exact(made, s) for s in sums if made.enrolled.children(s) >= least]

    return publish


def and_few_events(least: int, events: int = 10) -> Publisher:
    """Hide small groups, and every count from 1 to just under `events`.

    Who knows the rule reads two things: a number shown, and of a hidden one in a group that is
    large enough, that its count is one of those.
    """

    def publish(made: Made, sums: Sequence[Sum]) -> list[Told]:
        found = []
        for s in sums:
            children, count = made.enrolled.children(s), made.count(s)
            if children >= least:
                few = 0 < count < events
                found.append(Told(s, 1, min(events - 1, children)) if few else exact(made, s))
        return found

    return publish


def california(made: Made, sums: Sequence[Sum]) -> list[Told]:
    """Hide groups of ten or fewer, and `Not Reported` wherever another race is hidden."""
    size = made.enrolled.children
    blank = {s.place for s in sums if s.group.startswith(f"{RACE}=") and 0 < size(s) <= 10}
    missing = f"{RACE}=Not Reported"
    return [
        exact(made, s)
        for s in sums
        if size(s) > 10 and not (s.group == missing and s.place in blank)
    ]


def next_smallest(least: int) -> Publisher:
    """Hide small groups, and in each table of a place that has one the next smallest group too."""

    def publish(made: Made, sums: Sequence[Sum]) -> list[Told]:
        size = made.enrolled.children
        hidden = {s for s in sums if size(s) < least}
        tables: dict[tuple[str, str, str], list[Sum]] = {}
        for s in sums:
            if s.group != "all" and size(s):
                tables.setdefault((s.layer, s.place, _table(s)), []).append(s)
        for table in tables.values():
            rest = sorted((s for s in table if s not in hidden), key=lambda s: (size(s), s))
            if rest and len(rest) < len(table):
                hidden.add(rest[0])
        return [exact(made, s) for s in sums if s not in hidden]

    return publish


def _table(of: Sum) -> str:
    return " & ".join(part.split("=", 1)[0] for part in of.group.split(" & "))


def percentages(least: int, digits: int) -> Publisher:
    """Hide small groups; print rounded percentages in place of counts, and no tails."""

    def publish(made: Made, sums: Sequence[Sum]) -> list[Told]:
        unit = 10 ** -(digits + 2)
        found = []
        for s in sums:
            n, k = made.enrolled.children(s), made.count(s)
            if n >= least:
                shown = round(k / n / unit)
                alike = [c for c in range(n + 1) if round(c / n / unit) == shown]
                found.append(Told(s, alike[0], alike[-1]))
        return found

    return publish


def marked_apart(told: Sequence[Told], made: Made, sums: Sequence[Sum], events: int) -> list[Told]:
    """Two marks: `*` where a count of 1 to few is hidden, another for all that was hidden beside.

    The second mark tells that the count is 0 or not few; the first that it is few.
    """
    shown = {t.of for t in told}
    more = []
    for s in sums:
        n, k = made.enrolled.children(s), made.count(s)
        if s not in shown and n and 0 < k < events:
            more.append(Told(s, 1, min(events - 1, n)))
        elif s not in shown and n and k == 0 and n < events:
            more.append(Told(s, 0, 0))  # fewer children than few events: it can only be none
    return [*told, *more]


def each_alone(publish: Callable[[Made, Sequence[Sum]], list[Told]], made: Made,
               pieces: Sequence[Sequence[Sum]]) -> list[Told]:  # fmt: skip
    """Protect each piece by itself, and print all of them."""
    return [told for piece in pieces for told in publish(made, piece)]


def moved(of: Sum, place: str) -> Sum:
    """The same group elsewhere."""
    return replace(of, place=place)
