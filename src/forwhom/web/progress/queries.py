"""Reading how far an inquiry has come."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from forwhom.web.actions.models import Action, Reading
from forwhom.web.actions.models.series import OUTCOME
from forwhom.web.actions.queries import actions_of, series_of
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.progress.models import Baseline, Card, Verdict
from forwhom.web.progress.watch import BETTER, MOVED, WORSE, Gap, Watched, gap_of, watched
from forwhom.web.ui.phrases_of import say

SIGNALS = {BETTER, WORSE, MOVED}


@dataclass(frozen=True)
class Due:
    """Something for the first page: what, in a sentence, and where."""

    text: str
    url: str


def all_of(inquiry: Inquiry) -> tuple[list[Watched], list[Gap]]:
    """Every series read, outcomes first, and the gaps between those that stand side by side."""
    actions, counts, frozen = list(actions_of(inquiry)), _counts(inquiry), _frozen(inquiry)
    held = {one.pk: one for one in series_of(inquiry)}
    seen = [watched(one, counts[one.pk], actions, frozen.get(one.pk)) for one in held.values()]
    gaps = [
        gap_of(one, other, counts[one.pk], counts[other.pk], actions, frozen.get(one.pk))
        for one in held.values()
        for other in ([held[one.beside]] if one.beside in held else [])
    ]
    return seen, gaps


def watched_in(inquiry: Inquiry) -> list[Watched]:
    """Every series of an inquiry, read: outcomes first, then what adults do, then the rest."""
    return all_of(inquiry)[0]


def first_watched(inquiry: Inquiry) -> Watched | None:
    """The first series alone, which shall change first; None where nothing is counted."""
    one = series_of(inquiry).first()
    if one is None:
        return None
    counts = list(Reading.objects.filter(series=one.pk, inquiry=inquiry, withdrawn=False))
    return watched(one, counts, [], _frozen(inquiry).get(one.pk))


def gaps_in(inquiry: Inquiry) -> list[Gap]:
    """Each series that stands beside another of the inquiry, as a gap; none withdrawn."""
    return all_of(inquiry)[1]


def _counts(inquiry: Inquiry) -> dict[int, list[Reading]]:
    found: dict[int, list[Reading]] = defaultdict(list)
    for each in Reading.objects.filter(inquiry=inquiry, withdrawn=False):
        found[each.series_id].append(each)
    return found


def _frozen(inquiry: Inquiry) -> dict[int, date]:
    """Until when each series' baseline is frozen: the first that stands."""
    found: dict[int, date] = {}
    for each in Baseline.objects.filter(inquiry=inquiry, withdrawn=False):
        found.setdefault(each.series_id, each.until)
    return found


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
