"""Reading how far an inquiry has come."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from forwhom.web.actions.models import Action, Reading
from forwhom.web.actions.models.series import KINDS, OUTCOME
from forwhom.web.actions.queries import actions_of, series_of
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.progress.models import Baseline, Card, Verdict
from forwhom.web.progress.watch import BETTER, MOVED, WORSE, Watched, watched
from forwhom.web.ui.phrases_of import say

SIGNALS = {BETTER, WORSE, MOVED}


@dataclass(frozen=True)
class Due:
    """Something for the first page: what, in a sentence, and where."""

    text: str
    url: str


def watched_in(inquiry: Inquiry) -> list[Watched]:
    """Every series of an inquiry, read: outcomes first, then what adults do, then the rest."""
    actions = list(actions_of(inquiry))
    counts: dict[int, list[Reading]] = defaultdict(list)
    for each in Reading.objects.filter(inquiry=inquiry, withdrawn=False):
        counts[each.series_id].append(each)
    frozen: dict[int, Baseline] = {}
    for each in Baseline.objects.filter(inquiry=inquiry, withdrawn=False):
        frozen.setdefault(each.series_id, each)
    return [
        watched(one, counts[one.pk], actions, frozen[one.pk].until if one.pk in frozen else None)
        for one in sorted(series_of(inquiry), key=lambda one: KINDS.index(one.kind))
    ]


def verdict(inquiry: Inquiry) -> Verdict | None:
    """What was decided last; None where nothing was."""
    found: Verdict | None = Verdict.objects.filter(inquiry=inquiry, withdrawn=False).first()
    return found


def card_of(inquiry: Inquiry) -> Card | None:
    """The practice card of an inquiry; None where none is written."""
    found: Card | None = Card.objects.filter(inquiry=inquiry, withdrawn=False).first()
    return found


def card(key: int) -> Card:
    """One in sight. Http404 for any other."""
    found: Card | None = (
        Card.objects.filter(pk=key, withdrawn=False).select_related("inquiry__place").first()
    )
    if found is None:
        raise Http404
    return found


def cards() -> QuerySet[Card]:
    """All in sight, the last changed first."""
    found: QuerySet[Card] = Card.objects.filter(withdrawn=False).select_related("inquiry__place")
    return found


def without_signal(found: list[Inquiry]) -> list[Due]:
    """Of these inquiries, plans whose time is over and whose outcome shows no signal."""
    if not found:
        return []
    over = Action.objects.filter(
        withdrawn=False, ends__lt=timezone.localdate(), inquiry__in=[one.pk for one in found]
    )
    late = set(over.values_list("inquiry", flat=True))
    told = []
    for inquiry in found:
        if inquiry.pk not in late:
            continue
        seen = {each.verdict for each in watched_in(inquiry) if each.series.kind == OUTCOME}
        if not seen & SIGNALS:
            told.append(
                Due(say("progress.no_signal_in", question=inquiry.question), inquiry.address())
            )
    return told
