"""Who is looking, and at which places they may look: known to every query of this request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from forwhom.web.accounts.models import Person, Place, Post
from forwhom.web.accounts.models.place import DISTRICT
from forwhom.web.accounts.roles import NEEDS_SECOND_FACTOR, ROLES, May
from forwhom.web.history.changes import NOBODY, Who

Found = TypeVar("Found")


@dataclass(frozen=True)
class Viewer:
    """Somebody with the posts they hold at this moment."""

    person: Person | None
    posts: tuple[tuple[str, Place], ...] = ()

    @classmethod
    def of(cls, person: Person) -> Viewer:
        """Somebody signed in, with today's posts: a change acts on the next request."""
        held = Post.objects.held().filter(person=person).select_related("place__within")
        return cls(person, tuple((post.role, post.place) for post in held.order_by("pk")))

    @cached_property
    def _below(self) -> dict[int, list[Place]]:
        """The schools of each district at which a post is held."""
        found: dict[int, list[Place]] = {
            place.pk: [] for _, place in self.posts if place.kind == DISTRICT
        }
        for place in self._every if found else ():
            if place.within_id in found:
                found[place.within_id].append(place)
        return found

    @cached_property
    def _every(self) -> list[Place]:
        return list(Place.objects.all())

    def once(self, name: str, of: Callable[[], Found]) -> Found:
        """What `of` finds, looked for once in a request: the parts of a page ask for the same.

        Nothing is kept for nobody, who never ends.
        """
        if self.person is None:
            return of()
        kept = self._kept
        if name not in kept:
            kept[name] = of()
        found: Found = kept[name]  # type: ignore[assignment]
        return found

    @cached_property
    def _kept(self) -> dict[str, object]:
        return {}

    def places(self, may: May | None = None) -> dict[int, Place]:
        """The places in scope, by key: those of the posts that allow `may`, or of all posts."""
        found: dict[int, Place] = {}
        for role, place in self.posts:
            if may is None or may in ROLES[role].may:
                found |= {place.pk: place} | {p.pk: p for p in self._below.get(place.pk, [])}
        return found

    @cached_property
    def sees_every_place(self) -> bool:
        """Whether no place lies outside of their scope: a condition on places then says nothing.

        Asked once in a request, as a hundred schools in every query cost more than the rows.
        """
        scope = self.places()
        return bool(self._below) and all(place.pk in scope for place in self._every)

    def may(self, may: May) -> bool:
        """Whether any post allows this, somewhere."""
        return any(may in ROLES[role].may for role, _ in self.posts)

    @property
    def is_inside(self) -> bool:
        """Whether they see exact numbers of any place."""
        return self.may(May.READ_INSIDE)

    @property
    def needs_second_factor(self) -> bool:
        """Whether a password alone is too little for what they may do."""
        return any(ROLES[role].may & NEEDS_SECOND_FACTOR for role, _ in self.posts)

    @property
    def manages_people(self) -> bool:
        """Whether the pages about people are theirs."""
        return self.may(May.MANAGE_PEOPLE)

    @property
    def roles(self) -> list[str]:
        """The names of the roles held, each once."""
        return list(dict.fromkeys(role for role, _ in self.posts))

    @property
    def who(self) -> Who:
        """As the history remembers them."""
        if self.person is None:
            return NOBODY
        return Who(person=self.person.pk, name=str(self.person), roles=" ".join(self.roles))


NO_ONE = Viewer(None)
_looking: ContextVar[Viewer] = ContextVar("looking", default=NO_ONE)
_everywhere: ContextVar[str] = ContextVar("everywhere", default="")


def looking() -> Viewer:
    """Whoever is looking; nobody outside a request."""
    return _looking.get()


@contextmanager
def looks(viewer: Viewer) -> Iterator[None]:
    """While the block runs, every query answers as this viewer may see it."""
    token = _looking.set(viewer)
    try:
        yield
    finally:
        _looking.reset(token)


@contextmanager
def everywhere(because: str) -> Iterator[None]:
    """The named way around scope, for work that nobody looks at, such as a background job."""
    token = _everywhere.set(because)
    try:
        yield
    finally:
        _everywhere.reset(token)


def is_everywhere() -> bool:
    """Whether a block with `everywhere` is running."""
    return bool(_everywhere.get())
