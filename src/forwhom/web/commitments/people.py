"""Who could owe something at a place, for those who write a promise down."""

from __future__ import annotations

from typing import Any

from forwhom.web.accounts.models import Person, Place, Post
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer


def could_owe(viewer: Viewer, place: Place) -> list[Person]:
    """People with a post at a place or its district, for officials; for others nobody else."""
    if place.pk not in viewer.places(May.INQUIRE):
        return []
    reach = [key for key in (place.pk, place.within_id) if key]
    held: Any = Post.objects.held().filter(place__in=reach)
    found = Person.objects.filter(pk__in=held.values("person"), is_active=True)
    return list(found.order_by("name", "email"))


def may_promise_at(viewer: Viewer) -> list[Place]:
    """The places at which somebody takes part, the widest first."""
    return sorted(viewer.places(May.TAKE_PART).values(), key=lambda p: (p.kind, p.name))
