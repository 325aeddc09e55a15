"""Reading the decision journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from forwhom.web.accounts.viewer import Viewer
from forwhom.web.decisions.models import Decision, Expectation, Option
from forwhom.web.decisions.models.of_decision import OTHERWISE, TRUE
from forwhom.web.ui.phrases_of import say
from forwhom.web.ui.subjects import Subject, subject

FEW, LATELY = 5, timedelta(days=14)
MOST = 20  # rows that the first page looks through


@dataclass(frozen=True)
class Due:
    """Something for the first page: what, in a sentence, and where."""

    text: str
    url: str


def decision(key: int) -> Decision:
    """One in sight. Http404 for any other."""
    found: Decision | None = _all().filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def expectation(key: int) -> Expectation:
    """One in sight. Http404 for any other."""
    rows = Expectation.objects.filter(pk=key, withdrawn=False).select_related("decision__place")
    found: Expectation | None = rows.first()
    if found is None:
        raise Http404
    return found


def decisions() -> QuerySet[Decision]:
    """All in sight: those due for review first, then the last decided."""
    return _all()


def due() -> QuerySet[Decision]:
    """Decided, not looked at again, and the day for it has come."""
    day = timezone.localdate()
    return _all().filter(review_on__lte=day, reviewed_on=None).exclude(decided_on=None)


def about(kind: str, key: str) -> QuerySet[Decision]:
    """All about one thing."""
    return _all().filter(about_kind=kind, about_key=key)


def options(one: Decision) -> QuerySet[Option]:
    """The choices there were."""
    found: QuerySet[Option] = Option.objects.filter(decision=one, withdrawn=False)
    return found


def expectations(one: Decision) -> QuerySet[Expectation]:
    """What was expected."""
    found: QuerySet[Expectation] = Expectation.objects.filter(decision=one, withdrawn=False)
    return found


def otherwise() -> str:
    """Of all reviewed expectations in sight, how many came out otherwise; nothing under five."""
    rows = Expectation.objects.filter(withdrawn=False, came__in=(TRUE, OTHERWISE))
    found = list(rows.values_list("came", flat=True))
    if len(found) < FEW:
        return ""
    return say("decision.otherwise", n=len(found), m=found.count(OTHERWISE))


def known(key: str) -> Subject | None:
    """A decision as others speak of it; None out of sight."""
    found = _all().filter(pk=int(key)).first() if key.isdigit() else None
    return Subject(found.question, found.address(), found.place_id) if found else None


def subject_of(one: Decision) -> Subject | None:
    """What it is about, where that is in sight."""
    return subject(one.about_kind, one.about_key)


@dataclass(frozen=True)
class Week:
    """Decisions that wait for a second look, and those made lately, for the first page."""

    again: list[Due]
    lately: list[Due]


def of_week() -> QuerySet[Decision]:
    """What waits for a second look, and what was decided within two weeks."""
    today = timezone.localdate()
    again = Q(review_on__lte=today, reviewed_on=None) & ~Q(decided_on=None)
    return _all().filter(again | Q(decided_on__gte=today - LATELY))


def week_of(viewer: Viewer) -> Week:
    """What this person writes and is to look at again, and what was decided within two weeks."""
    today = timezone.localdate()
    found = list(of_week()[:MOST])
    waits = [
        Due(say("decision.look_again", question=one.question), one.address())
        for one in found
        if one.review_on and one.review_on <= today and not one.reviewed_on
        and one.may_write(viewer)
    ]  # fmt: skip
    made = [
        Due(say("decision.was_decided", question=one.question), one.address())
        for one in found
        if one.decided_on and one.decided_on >= today - LATELY
    ]
    return Week(waits, made)


def _all() -> QuerySet[Decision]:
    found: QuerySet[Decision] = Decision.objects.filter(withdrawn=False).select_related("place")
    return found
