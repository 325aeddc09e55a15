"""Reading actions, their ledger and a team's counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, QuerySet, When
from django.http import Http404
from django.utils import timezone

from forwhom.web.accounts.models import Place
from forwhom.web.actions.models import Action, Done, Order, Reading, Series
from forwhom.web.actions.models.series import KINDS as SERIES_KINDS
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.ui.phrases_of import say
from forwhom.web.ui.subjects import Subject

HARDLY, MOSTLY = 0.5, 0.8  # of what was said: below the first it was hardly done


@dataclass(frozen=True)
class Dose:
    """How much of what was said was done, over the whole ledger."""

    said: int
    did: int

    @property
    def share(self) -> float | None:
        """Of what was said; None where nothing was noted."""
        return self.did / self.said if self.said else None


def action(key: int) -> Action:
    """One in sight. Http404 for any other."""
    found: Action = _one(Action.objects.select_related("inquiry__place"), key)
    return found


def series(key: int) -> Series:
    """One in sight. Http404 for any other."""
    found: Series = _one(Series.objects.select_related("inquiry__place"), key)
    return found


def actions_of(inquiry: Inquiry) -> QuerySet[Action]:
    """All actions of an inquiry, by the day they begin."""
    found: QuerySet[Action] = Action.objects.filter(inquiry=inquiry, withdrawn=False)
    return found.select_related("inquiry__place")


def series_of(inquiry: Inquiry, *kinds: str) -> QuerySet[Series]:
    """What a team counts, all of it or some kinds: what shall change first."""
    found: QuerySet[Series] = Series.objects.filter(inquiry=inquiry, withdrawn=False)
    places = [When(kind=kind, then=at) for at, kind in enumerate(SERIES_KINDS)]
    found = found.order_by(Case(*places, default=len(places)), "pk")
    return found.filter(kind__in=kinds) if kinds else found


def ledger(one: Action) -> QuerySet[Done]:
    """What was said and done, the last day first."""
    found: QuerySet[Done] = Done.objects.filter(action=one, withdrawn=False)
    return found.order_by("-day", "-pk")


def readings(one: Series) -> QuerySet[Reading]:
    """The counts of a series in the order of their days."""
    found: QuerySet[Reading] = Reading.objects.filter(series=one, withdrawn=False)
    return found


def orders(one: Action) -> QuerySet[Order]:
    """Each draw, the last one first: the last holds."""
    found: QuerySet[Order] = Order.objects.filter(action=one, withdrawn=False)
    return found.order_by("-pk")


def dose(one: Action) -> Dose:
    """How much of what was said was done."""
    rows = list(ledger(one).values_list("said", "did"))
    return Dose(sum(said for said, _ in rows), sum(did for _, did in rows))


def dose_told(one: Action) -> str:
    """The dose in words: `not tried` is told from `done`, whatever became of it."""
    found = dose(one)
    if found.share is None:
        begun = one.starts <= timezone.localdate()
        return say("action.nothing_noted") if begun else say("action.not_begun")
    told = {"did": found.did, "said": found.said}
    if found.share < HARDLY:
        return say("action.hardly_done", **told)
    return say("action.mostly_done" if found.share >= MOSTLY else "action.partly_done", **told)


def known(key: str) -> Subject | None:
    """An action as others speak of it; None out of sight."""
    found = Action.objects.filter(pk=int(key), withdrawn=False).first() if key.isdigit() else None
    return Subject(found.what, found.address(), found.place_id) if found else None


def schools_for(one: Action) -> list[Place]:
    """The schools that could begin: those of the district in which the inquiry stands."""
    district = one.place.within_id or one.place_id
    return list(Place.objects.filter(within_id=district, open=True))


def _one(found: Any, key: int) -> Any:
    one = found.filter(pk=key, withdrawn=False).first()
    if one is None:
        raise Http404
    return one
