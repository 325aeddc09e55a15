"""Causes as a tree: six branches, and on each the chains of whys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from forwhom.web.reasons.models.cause import BRANCHES, Cause

DEEPEST = 40  # a chain that long is a mistake; two people could also have tied one into a ring


@dataclass
class Link:
    """A cause with its deeper ones. `found` is False where it is there for the way to another."""

    cause: Cause
    deeper: list[Link] = field(default_factory=list)
    found: bool = True

    @property
    def is_where_we_act(self) -> bool:
        """Whether the team acts here: an end of a chain, within control or influence."""
        return self.cause.act_here and not self.deeper


@dataclass(frozen=True)
class Branch:
    """One bone: its name, and the chains that begin on it."""

    name: str
    chains: list[Link]

    @property
    def count(self) -> int:
        """How many causes lie on it."""
        return sum(1 for link in self.chains for _ in _every(link))


def fishbone(causes: list[Cause], status: str = "") -> list[Branch]:
    """All causes on their branches; with a status only those, and the chains that lead to them."""
    roots = forest(causes)
    shown = [kept for link in roots if (kept := _only(link, status))] if status else roots
    return [
        Branch(name, [link for link in shown if link.cause.branch == name]) for name in BRANCHES
    ]


def forest(causes: list[Cause]) -> list[Link]:
    """Chains of whys, each from what it explains to its end. Each cause stands once.

    One whose parent was taken off the page begins a chain; so does the first of a ring.
    """
    links = {one.pk: Link(one) for one in causes}
    roots: list[Link] = []
    for one in causes:
        above = links.get(one.parent_id) if one.parent_id else None
        if above is None or _is_in_ring(one, links):
            roots.append(links[one.pk])
        else:
            above.deeper.append(links[one.pk])
    return roots


def above(one: Cause, causes: list[Cause]) -> list[Cause]:
    """What it is the why of, the first link first."""
    links = {each.pk: Link(each) for each in causes}
    return [link.cause for link in _upward(one, links)][::-1]


def below(one: Cause, causes: list[Cause]) -> set[int]:
    """The keys of itself and of all that is deeper: it cannot be the why of these."""
    links = {each.pk: Link(each) for each in causes}
    return {
        each.pk
        for each in causes
        if each.pk == one.pk or any(up.cause.pk == one.pk for up in _upward(each, links))
    }


def _upward(one: Cause, links: dict[int, Link]) -> Iterator[Link]:
    found = links.get(one.parent_id) if one.parent_id else None
    for _ in range(DEEPEST):
        if found is None or found.cause.pk == one.pk:
            return
        yield found
        found = links.get(found.cause.parent_id) if found.cause.parent_id else None


def _is_in_ring(one: Cause, links: dict[int, Link]) -> bool:
    """Whether it is the first of those that are each other's why."""
    ring, at = {one.pk}, one
    for _ in range(len(links)):
        link = links.get(at.parent_id) if at.parent_id else None
        if link is None:
            return False
        if link.cause.pk == one.pk:
            return one.pk == min(ring)
        if link.cause.pk in ring:
            return False
        ring.add(link.cause.pk)
        at = link.cause
    return False


def _only(link: Link, status: str) -> Link | None:
    deeper = [kept for each in link.deeper if (kept := _only(each, status))]
    found = link.cause.status == status
    return Link(link.cause, deeper, found) if found or deeper else None


def _every(link: Link) -> Iterator[Link]:
    yield link
    for each in link.deeper:
        yield from _every(each)
