"""Freezing a baseline, deciding, and writing down what was learned."""

from __future__ import annotations

from datetime import date

from forwhom.web.accounts.viewer import Viewer
from forwhom.web.actions.models import Series
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.progress.models import Baseline, Card, Verdict
from forwhom.web.revisions.changes import start


def freeze(*, by: Viewer, series: Series, until: date) -> Baseline:
    """Measure later counts against all up to this day."""
    one = Baseline(inquiry=series.inquiry, series=series, until=until)
    start(by=by, one=one)
    return one


def decide(*, by: Viewer, inquiry: Inquiry, kind: str, reason: str) -> Verdict:
    """Adopt, adapt or stop, with a reason."""
    one = Verdict(inquiry=inquiry, kind=kind, reason=reason)
    start(by=by, one=one)
    return one


def learn(
    *, by: Viewer, inquiry: Inquiry, context: str, did: str, result: str, not_for: str,
    is_open: bool = False,
) -> Card:  # fmt: skip
    """Write down what was learned."""
    one = Card(
        inquiry=inquiry, context=context, did=did, result=result, not_for=not_for, is_open=is_open
    )
    start(by=by, one=one)
    return one
