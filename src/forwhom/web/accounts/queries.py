"""Reading about people: only those whose posts lie in the scope of whoever looks after them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from forwhom.web.accounts.models import Invitation, Person, Place, Post, SignIn
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking


def posts_of(person: Person) -> QuerySet[Post]:
    """The posts somebody holds today."""
    return Post.objects.held().filter(person=person).select_related("place").order_by("since")


def ended_posts_of(person: Person) -> list[Post]:
    """The last five posts somebody held that could be given again."""
    ended = Post.objects.filter(person=person, until__lte=timezone.now()).select_related("place")
    held = {(post.role, post.place_id) for post in posts_of(person)}
    found = [one for one in ended.order_by("-until") if (one.role, one.place_id) not in held]
    return list({(one.role, one.place_id): one for one in reversed(found)}.values())[-5:][::-1]


def sessions_of(person: Person) -> QuerySet[SignIn]:
    """The sessions somebody has open."""
    return SignIn.objects.filter(person=person, ended=None)


def managed_places() -> list[Place]:
    """The places whose people this person looks after: the district first, then by name."""
    found = looking().places(May.MANAGE_PEOPLE).values()
    return sorted(found, key=lambda place: (place.kind, place.name))


def managed_people(search: str = "", place: str = "", role: str = "") -> QuerySet[Person]:
    """Everybody with a post, now or once, at these places; narrowed by what was asked."""
    places = [one.pk for one in managed_places()]
    theirs = Post.objects.filter(person=OuterRef("pk"), place__in=places)
    now = Post.objects.held().filter(person=OuterRef("pk"), place__in=places)
    found = Person.objects.filter(Exists(theirs))
    if place:
        found = found.filter(Exists(now.filter(place__code=place)))
    if role:
        found = found.filter(Exists(now.filter(role=role)))
    if search:
        found = found.filter(Q(name__icontains=search) | Q(email__icontains=search))
    held = Post.objects.held().select_related("place")
    return found.prefetch_related(Prefetch("posts", held, to_attr="held")).order_by("name", "pk")


def open_invitations() -> QuerySet[Invitation]:
    """The links that wait to be used, of these places."""
    places = [one.pk for one in managed_places()]
    found = Invitation.objects.usable().filter(
        Q(place__in=places) | Q(person__posts__place__in=places)
    )
    return found.select_related("place", "person").distinct()
