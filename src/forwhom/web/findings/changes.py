"""Writes about findings: permission, one transaction, and a row of the history."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from forwhom.web.accounts.models import Place
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.findings.models import Asked, Assumption, Follow, Guess, Opened
from forwhom.web.findings.models.asked import ANSWERED, FAILED, WAITING
from forwhom.web.findings.models.assumption import FELL, HELD
from forwhom.web.history.changes import note
from forwhom.web.history.models import Act


def _allow(by: Viewer, may: May, place: Place) -> None:
    """Raises PermissionDenied where none of somebody's posts allows this at the place."""
    if by.person is None or place.pk not in by.places(may):
        raise PermissionDenied


def _note(by: Viewer, what: str, place: Place, subject: str) -> None:
    note(by=by.who, act=Act.CHANGED, what=what, place=place.code, subject=subject)


@transaction.atomic
def guess(
    *,
    by: Viewer,
    team: Place,
    finding: str,
    school_year: str,
    direction: str,
    points: Decimal,
    sure: str,
    because: str,
) -> Guess | None:
    """Keep what a member expects, once each; None where the team has looked already."""
    _allow(by, May.GUESS, team)
    about: dict[str, Any] = {"place": team, "finding": finding, "school_year": school_year}
    if Opened.objects.filter(**about).exists():
        return None
    told = {"direction": direction, "points": points, "sure": sure, "because": because}
    made: Guess
    made, _ = Guess.objects.update_or_create(**about, person=by.person, defaults=told)
    _note(by, "guess", team, finding)
    return made


@transaction.atomic
def take_back_guess(*, by: Viewer, team: Place, finding: str, school_year: str) -> bool:
    """Undo one's own guess; False once the team has looked, or where there is none."""
    _allow(by, May.GUESS, team)
    about: dict[str, Any] = {"place": team, "finding": finding, "school_year": school_year}
    if Opened.objects.filter(**about).exists():
        return False
    gone, _ = Guess.objects.filter(**about, person=by.person).delete()
    if gone:
        _note(by, "take_back_guess", team, finding)
    return bool(gone)


@transaction.atomic
def open_finding(*, by: Viewer, team: Place, finding: str, school_year: str) -> bool:
    """The team sees a finding: its guesses are closed. True the first time."""
    _allow(by, May.READ_INSIDE, team)
    _, new = Opened.objects.get_or_create(
        place=team, finding=finding, school_year=school_year, defaults={"person": by.person}
    )
    if new:
        _note(by, "open_finding", team, finding)
    return bool(new)


@transaction.atomic
def follow(*, by: Viewer, place: Place, kind: str, key: str, seen: str) -> bool:
    """Follow a finding, a school or a measure. True the first time."""
    _allow(by, May.FOLLOW, place)
    _, new = Follow.objects.get_or_create(
        person=by.person, place=place, kind=kind, key=key, defaults={"seen": seen}
    )
    if new:
        _note(by, "follow", place, f"{kind} {key}")
    return bool(new)


@transaction.atomic
def stop_following(*, by: Viewer, place: Place, kind: str, key: str) -> bool:
    """No longer follow it. True where it was followed."""
    _allow(by, May.FOLLOW, place)
    mine = Follow.objects.filter(person=by.person, place=place, kind=kind, key=key)
    gone, _ = mine.delete()
    if gone:
        _note(by, "stop_following", place, f"{kind} {key}")
    return bool(gone)


@transaction.atomic
def have_looked(*, by: Viewer, seen: str) -> int:
    """Remember that somebody has looked at all they follow, up to this audit or release."""
    mine = Follow.objects.filter(person=by.person).exclude(seen=seen)
    return int(mine.update(seen=seen))


@transaction.atomic
def assume(
    *, by: Viewer, place: Place, finding: str, about: str, text: str, would_show: str
) -> Assumption:
    """Write down a possible reason. The same words of the same person stand once."""
    _allow(by, May.SAY_WHY, place)
    made: Assumption
    made, new = Assumption.objects.get_or_create(
        place=place, finding=finding, person=by.person, text=text, withdrawn=False,
        defaults={"about": about, "would_show": would_show},
    )  # fmt: skip
    if new:
        _note(by, "assume", place, f"{finding} {made.pk}")
    return made


@transaction.atomic
def take_back_assumption(*, by: Viewer, assumption: Assumption) -> bool:
    """Withdraw one's own assumption, while it is untested by others' eyes or not."""
    _allow(by, May.SAY_WHY, assumption.place)
    if by.person is None or assumption.person_id != by.person.pk:
        raise PermissionDenied
    changed = Assumption.objects.filter(pk=assumption.pk, withdrawn=False).update(withdrawn=True)
    if changed:
        _note(by, "take_back_assumption", assumption.place, f"{assumption.finding} {assumption.pk}")
    return bool(changed)


@transaction.atomic
def tell_test(*, by: Viewer, assumption: Assumption, held: bool, learned: str) -> bool:
    """Say how the test of an assumption came out. True where something changed."""
    _allow(by, May.SAY_WHY, assumption.place)
    state = HELD if held else FELL
    mine = Assumption.objects.filter(pk=assumption.pk, withdrawn=False)
    told = mine.exclude(state=state, learned=learned)
    changed = told.update(state=state, learned=learned, tested_at=timezone.now())
    if changed:
        _note(by, "tell_test", assumption.place, f"{assumption.finding} {assumption.pk} {state}")
    return bool(changed)


@transaction.atomic
def ask_why(*, by: Viewer, place: Place, finding: str, audit: str) -> bool:
    """Ask the records why, in the background. False where they are being asked already."""
    _allow(by, May.SAY_WHY, place)
    made, new = Asked.objects.get_or_create(
        audit=audit, finding=finding, defaults={"place": place, "person": by.person}
    )
    if not new and made.state == WAITING and not _given_up(made):
        return False
    Asked.objects.filter(pk=made.pk).update(state=WAITING, at=timezone.now())
    _note(by, "ask_why", place, finding)
    # Imported here: Django is ready by now. The worker starts once this is kept.
    from forwhom.web.findings.tasks import answer_why

    key = made.pk
    transaction.on_commit(lambda: answer_why.enqueue(key))
    return True


PATIENCE = 600  # seconds after which a question that no worker answered may be asked again


def _given_up(asked: Asked) -> bool:
    return (timezone.now() - asked.at).total_seconds() > PATIENCE


@transaction.atomic
def answered(*, asked: Asked, failed: bool) -> None:
    """The background work on a question is over."""
    Asked.objects.filter(pk=asked.pk).update(state=FAILED if failed else ANSWERED)
