"""Writing the decision journal."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from forwhom.web.accounts.models import Place
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.decisions.models import Decision, Expectation, Option
from forwhom.web.revisions.changes import Written, start, write
from forwhom.web.ui.subjects import ours


@transaction.atomic
def begin(
    *, by: Viewer, place: Place, about: tuple[str, str], question: str, options: list[str],
    **told: Any,
) -> Decision:  # fmt: skip
    """Begin a line of the journal with the choices there are.

    Who leads at the place may, and the team of what it is about. Raises PermissionDenied.
    """
    is_ours = about[1] in ours().get(about[0], [])
    if place.pk not in by.places(May.TAKE_PART if is_ours else May.INQUIRE):
        raise PermissionDenied
    one = Decision(place=place, about_kind=about[0], about_key=about[1], question=question, **told)
    start(by=by, one=one)
    for text in options:
        add_option(by=by, decision=one, text=text)
    return one


def add_option(*, by: Viewer, decision: Decision, text: str) -> Option:
    """One more choice."""
    one = Option(decision=decision, text=text)
    start(by=by, one=one)
    return one


def expect(
    *, by: Viewer, decision: Decision, who: str, what: str, expects: str, sure: int
) -> Expectation:
    """Write down what is expected for whom, before it is decided.

    Raises PermissionDenied afterwards: what was expected is not told once it may be known.
    """
    if decision.decided_on is not None:
        raise PermissionDenied
    one = Expectation(decision=decision, who=who, what=what, expects=expects, sure=sure)
    start(by=by, one=one)
    return one


def came_out(*, by: Viewer, expectation: Expectation, came: str) -> Written:
    """Say how an expectation came out."""
    return write(by=by, one=expectation, base=expectation.version, told={"came": came})
