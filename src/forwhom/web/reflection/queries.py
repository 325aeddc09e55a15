"""Reading one's own reflections, and what a pulse tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from forwhom.web.accounts.viewer import Viewer, looking
from forwhom.web.findings.models import Guess
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.reflection.models import Answered, Reflection, Round, Sheet
from forwhom.web.reflection.pulse import Pulse, pulse
from forwhom.web.ui.phrases_of import say

MOST = 6
AGAIN, WEEK = (30, 90), 7  # days after which a reflection comes back, for a week


@dataclass(frozen=True)
class Due:
    """Something for the first page: what, in a sentence, and where."""

    text: str
    url: str


def reflection(key: int) -> Reflection:
    """One's own, or one shared with one's team. Http404 for any other."""
    found: Reflection | None = _all().filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def mine() -> QuerySet[Reflection]:
    """One's own, the last first."""
    return _all().filter(made_by=looking().person)


def shared_in(inquiry: Inquiry) -> QuerySet[Reflection]:
    """What members shared with the team of an inquiry."""
    return _all().filter(inquiry=inquiry, is_shared=True)


def guesses(inquiry: Inquiry | None) -> list[Guess]:
    """What I expected of the finding that an inquiry began from."""
    if inquiry is None or not inquiry.finding:
        return []
    return list(Guess.objects.filter(finding=inquiry.finding, person=looking().person))


def of_before(viewer: Viewer) -> QuerySet[Reflection]:
    """My reflections of a month and of a quarter ago, for the week after."""
    week = timedelta(days=WEEK)
    asked = [models.Q(day__lte=last, day__gt=last - week) for last in _then().values()]
    return _all().filter(made_by=viewer.person).filter(asked[0] | asked[1])


def coming_back(viewer: Viewer) -> list[Due]:
    """The same in sentences."""
    week = timedelta(days=WEEK)
    return [
        Due(say("reflection.comes_back", days=days), one.address())
        for one in of_before(viewer)[:MOST]
        for days, last in _then().items()
        if last - week < one.day <= last
    ]


def _then() -> dict[int, date]:
    return {days: timezone.localdate() - timedelta(days=days) for days in AGAIN}


def round_of(inquiry: Inquiry) -> Round | None:
    """The last round of an inquiry; None where the team was never asked."""
    found: Round | None = Round.objects.filter(inquiry=inquiry).first()
    return found


def have_answered(one: Round) -> bool:
    """Whether I have."""
    return Answered.objects.filter(round=one, person=looking().person).exists()


def told(one: Round) -> Pulse | None:
    """What a round tells; None under five answers."""
    return pulse(list(Sheet.objects.filter(round=one).values_list("values", flat=True)))


def _all() -> QuerySet[Reflection]:
    found: QuerySet[Reflection] = Reflection.objects.filter(withdrawn=False)
    return found.select_related("inquiry", "place", "made_by")
