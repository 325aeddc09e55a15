"""How much each school carries: inquiries, actions that run there, promises owed there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from forwhom.web.accounts.models import Place
from forwhom.web.accounts.models.place import SCHOOL
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.actions.models import Action, Order
from forwhom.web.commitments.models import Commitment
from forwhom.web.commitments.models.commitment import OWED
from forwhom.web.inquiry.queries import inquiries


@dataclass(frozen=True)
class Initiative:
    """One thing that a school is in: its words and its page."""

    text: str
    url: str


@dataclass(frozen=True)
class Carried:
    """What one school is in."""

    school: Place
    initiatives: list[Initiative]
    promises: int

    @property
    def many(self) -> int:
        """How many initiatives."""
        return len(self.initiatives)


def carried(viewer: Viewer) -> list[Carried]:
    """Each school in scope by its name, never by how much it carries.

    An inquiry at a school counts there; an action of the district's counts at each school that was
    drawn to begin with it, and at every school where none were drawn.
    """
    places = viewer.places(May.READ_INSIDE).values()
    schools = sorted((p for p in places if p.kind == SCHOOL), key=lambda place: place.name)
    own, everywhere = _own(), _of_all()
    owed = _owed()
    return [
        Carried(
            school,
            [*own[school.pk], *(i for i, codes in everywhere if not codes or school.code in codes)],
            owed.get(school.pk, 0),
        )
        for school in schools
    ]


def _own() -> dict[int, list[Initiative]]:
    found: dict[int, list[Initiative]] = defaultdict(list)
    for one in inquiries().filter(ended_at=None, place__kind=SCHOOL):
        found[one.place_id].append(Initiative(one.question, one.address()))
    return found


def _of_all() -> list[tuple[Initiative, set[str]]]:
    """The district's actions that run today, each with the codes of the schools drawn for it."""
    today = timezone.localdate()
    running = Action.objects.filter(withdrawn=False, starts__lte=today)
    running = running.filter(Q(ends=None) | Q(ends__gte=today)).exclude(place__kind=SCHOOL)
    running = running.filter(inquiry__ended_at=None, inquiry__withdrawn=False)
    drawn: dict[int, set[str]] = {}
    for order in Order.objects.filter(withdrawn=False).order_by("-pk"):
        drawn.setdefault(order.action_id, set(order.drawn))
    return [
        (Initiative(one.what, one.address()), drawn.get(one.pk, set()))
        for one in running.select_related("inquiry")
    ]


def _owed() -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    rows = Commitment.objects.filter(withdrawn=False, state=OWED)
    for place in rows.values_list("place_id", flat=True):
        found[place] += 1
    return found
