"""Writing together: every wording is kept, and two people never lose each other's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from forwhom.web.accounts.viewer import Viewer
from forwhom.web.history.changes import note
from forwhom.web.history.models import Act
from forwhom.web.revisions.models import WITHDRAWN, Did, Kept, Revision, Values, plain


@dataclass(frozen=True)
class Written:
    """What became of a change. `clash`: field -> (mine, theirs), where both wrote the same one."""

    one: Any
    changed: bool
    clash: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@transaction.atomic
def start(*, by: Viewer, one: Kept) -> None:
    """Keep something new, with its first wording. Raises PermissionDenied."""
    one.made_by = by.person
    one.save(force_insert=True)
    begun(by=by, one=one)


@transaction.atomic
def begun(*, by: Viewer, one: Kept) -> None:
    """The first wording of something that was just saved. Raises PermissionDenied."""
    if not one.may_write(by):  # asked once it stands: who may write often hangs on what it is of
        raise PermissionDenied
    _keep(by, one, Did.STARTED)


@transaction.atomic
def write(*, by: Viewer, one: Kept, base: int, told: Values) -> Written:
    """Change fields, told of a wording that somebody saw as version `base`.

    A field that another person changed meanwhile keeps the other's words, and both are given back;
    one's own stay among the wordings, as not taken. Raises PermissionDenied.
    """
    held = _held(by, one)
    stored = held.values()
    mine = {name: plain(_python(held, name, value)) for name, value in told.items()}
    seen = _as_of(held, base)
    clash = {
        name: (value, stored[name])
        for name, value in mine.items()
        if value != stored[name] and stored[name] != seen.get(name) and value != seen.get(name)
    }
    moved = {
        name: value
        for name, value in mine.items()
        if name not in clash and value not in (stored[name], seen.get(name))
    }
    if clash:
        _revision(by, held, Did.NOT_TAKEN, {**stored, **{n: m for n, (m, _) in clash.items()}})
    if moved:
        _renew(by, held, moved, Did.WRITTEN)
    elif clash:
        _note(by, held, Did.NOT_TAKEN)
    return Written(held, bool(moved), clash)


@transaction.atomic
def withdraw(*, by: Viewer, one: Kept) -> bool:
    """Take it from the page; it can be brought back. False where it was withdrawn already.

    Raises PermissionDenied.
    """
    held = _held(by, one)
    if not held.may_withdraw(by):
        raise PermissionDenied
    return not held.withdrawn and _renew(by, held, {WITHDRAWN: True}, Did.WITHDRAWN)


@transaction.atomic
def bring_back(*, by: Viewer, one: Kept) -> bool:
    """Undo a withdrawal. False where nothing was withdrawn."""
    held = _held(by, one)
    return held.withdrawn and _renew(by, held, {WITHDRAWN: False}, Did.BROUGHT_BACK)


@transaction.atomic
def restore(*, by: Viewer, one: Kept, version: int) -> bool:
    """Make it read as it did in a version. False where it reads so now, or there is none."""
    held = _held(by, one)
    then = _as_of(held, version)
    if not then or then == held.values():
        return False
    return _renew(by, held, {n: v for n, v in then.items() if n in held.values()}, Did.RESTORED)


def _held(by: Viewer, one: Kept) -> Kept:
    """Today's row, held until the transaction ends. Raises PermissionDenied."""
    found: Kept = type(one).objects.select_for_update().get(pk=one.pk)
    if not found.may_write(by):
        raise PermissionDenied
    return found


def _python(one: Kept, name: str, value: Any) -> Any:
    if name not in one.KEEPS:
        raise ValueError(f"{one.thing()} keeps no field {name}.")
    return one.read(name, value)


def _as_of(one: Kept, version: int) -> Values:
    """How it read in a version; empty where there was none."""
    of = Revision.objects.filter(thing=one.thing(), key=one.pk, version=version)
    found = of.exclude(did=Did.NOT_TAKEN).first()
    return dict(found.values) if found else {}


def _renew(by: Viewer, one: Kept, values: Values, did: Did) -> bool:
    one.take(values)
    one.version += 1
    one.save()
    _keep(by, one, did)
    return True


def _keep(by: Viewer, one: Kept, did: Did) -> None:
    _revision(by, one, did, one.values())
    _note(by, one, did)


def _revision(by: Viewer, one: Kept, did: Did, values: Values) -> None:
    Revision.objects.create(
        place_id=one.place_id, thing=one.thing(), key=one.pk, version=one.version,
        values=values, did=did, person=by.person,
    )  # fmt: skip


def _note(by: Viewer, one: Kept, did: Did) -> None:
    subject = f"{one.thing()} {one.pk} {one.version}"
    note(by=by.who, act=Act.CHANGED, what=f"kept_{did}", place=one.place.code, subject=subject)
