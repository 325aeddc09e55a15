"""Reading promises: late ones first, and nobody's name but for those who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer, looking
from forwhom.web.commitments.models import Commitment
from forwhom.web.commitments.models.commitment import KEPT, OWED
from forwhom.web.ui.phrases_of import say
from forwhom.web.ui.subjects import Subject, subject

MINE, LATE, OTHERS, DONE = LISTS = ("mine", "late", "others", "done")
SOON, LATELY = timedelta(days=7), timedelta(days=14)
MOST = 60  # rows that the first page looks through


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


def owed_about(kind: str, key: str) -> tuple[int, int]:
    """How many promises about one thing are owed, and how many of those are late."""
    owed = about(kind, key).filter(state=OWED).order_by()
    late = Count("pk", filter=Q(due__lt=timezone.localdate()))
    told = owed.aggregate(owed=Count("pk"), late=late)
    return int(told["owed"]), int(told["late"])


@dataclass(frozen=True)
class Week:
    """What is due from somebody, and what others answered, for the first page."""

    due: list[Due]
    answered: list[Due]


def of_week(viewer: Viewer) -> QuerySet[Commitment]:
    """What somebody owes within a week or already, and what others answered within two weeks."""
    today = timezone.localdate()
    owed = Q(owed_by=viewer.person, state=OWED, due__lte=today + SOON)
    kept = Q(state=KEPT, answered_on__gte=today - LATELY) & ~Q(owed_by=viewer.person)
    return _all().filter(owed | kept).order_by("due", "pk")


def week_of(viewer: Viewer) -> Week:
    """What somebody owes within a week or owes already, most pressing first; and what others
    answered within two weeks, that this person asked for or works on: by one question.
    """
    if viewer.person is None:
        return Week([], [])
    today = timezone.localdate()
    found = list(of_week(viewer)[:MOST])
    due = [Due(_sentence(one), one.address()) for one in found if one.state == OWED]
    told = sorted(
        (one for one in found if one.state == KEPT and _is_theirs(one, viewer)),
        key=lambda one: one.answered_on or today, reverse=True,
    )  # fmt: skip
    return Week(
        due, [Due(say("commitment.was_answered", what=one.what), one.address()) for one in told]
    )


def _is_theirs(one: Commitment, viewer: Viewer) -> bool:
    """Whether somebody asked for it, or leads where it stands."""
    person = viewer.person
    asked = person is not None and person.pk == one.made_by_id
    return asked or one.place_id in viewer.places(May.INQUIRE)


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
