"""Reading promises: late ones first, and nobody's name but for those who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from forwhom.web.accounts.viewer import Viewer, looking
from forwhom.web.commitments.models import Commitment
from forwhom.web.commitments.models.commitment import KEPT, OWED
from forwhom.web.ui.phrases_of import say
from forwhom.web.ui.subjects import Subject, subject

MINE, LATE, OTHERS, DONE = LISTS = ("mine", "late", "others", "done")
SOON, LATELY = timedelta(days=7), timedelta(days=14)


@dataclass(frozen=True)
class Due:
    """Something for the first page: what, in a sentence, and where."""

    text: str
    url: str


def commitment(key: int) -> Commitment:
    """One in sight. Http404 for any other."""
    found: Commitment | None = _all().filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def known(key: str) -> Subject | None:
    """A promise as others speak of it; None out of sight."""
    found = _all().filter(pk=int(key)).first() if key.isdigit() else None
    return Subject(found.what, found.address(), found.place_id) if found else None


def listed(which: str) -> QuerySet[Commitment]:
    """Those of a list: `mine`, `late`, `others` (owed by others), `done`."""
    me, today = looking().person, timezone.localdate()
    owed = Q(state=OWED)
    asked = {
        MINE: owed & Q(owed_by=me),
        LATE: owed & Q(due__lt=today),
        OTHERS: owed & ~Q(owed_by=me),
        DONE: ~owed,
    }
    order = ("-answered_on", "-changed_at") if which == DONE else ("due", "pk")
    return _all().filter(asked[which]).order_by(*order)


def counts() -> dict[str, int]:
    """How many stand in each list."""
    return {which: listed(which).count() for which in LISTS}


def about(kind: str, key: str) -> QuerySet[Commitment]:
    """All promises about one thing: owed first, by their day."""
    return _all().filter(about_kind=kind, about_key=key).order_by("-state", "due", "pk")


def owed_soon(viewer: Viewer) -> QuerySet[Commitment]:
    """What somebody owes within a week, or owes already, most pressing first."""
    until = timezone.localdate() + SOON
    return _all().filter(owed_by=viewer.person, state=OWED, due__lte=until).order_by("due")


def due_from(viewer: Viewer) -> list[Due]:
    """The same in sentences."""
    found = owed_soon(viewer)[:9]
    return [Due(_sentence(one), reverse("commitment", args=[one.pk])) for one in found]


def kept_lately(viewer: Viewer) -> QuerySet[Commitment]:
    """What others answered within two weeks, the last first."""
    since = timezone.localdate() - LATELY
    found = _all().filter(state=KEPT, answered_on__gte=since).exclude(owed_by=viewer.person)
    return found.order_by("-answered_on")


def answered_lately(viewer: Viewer) -> list[Due]:
    """Of those, what this person asked for or works on, in sentences."""
    mine = [one for one in kept_lately(viewer)[:30] if one.may_write(viewer)]
    return [Due(say("commitment.was_answered", what=one.what), one.address()) for one in mine[:9]]


def subject_of(one: Commitment) -> Subject | None:
    """What it is about, where that is in sight."""
    return subject(one.about_kind, one.about_key)


def lateness(one: Commitment, today: date | None = None) -> str:
    """When it is due, or for how long it has been late, in words."""
    today = today or timezone.localdate()
    late = one.days_late(today)
    if late:
        return say("commitment.late_one") if late == 1 else say("commitment.late", days=late)
    left = (one.due - today).days
    if left == 0:
        return say("commitment.today")
    return say("commitment.tomorrow") if left == 1 else say("commitment.in_days", days=left)


def _sentence(one: Commitment) -> str:
    return say("commitment.you_owe", what=one.what, when=lateness(one))


def _all() -> QuerySet[Commitment]:
    found: QuerySet[Commitment] = Commitment.objects.filter(withdrawn=False)
    return found.select_related("place", "owed_by")
