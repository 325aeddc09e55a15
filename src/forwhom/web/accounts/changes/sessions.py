"""Ending all sessions of a person at once."""

from __future__ import annotations

from django.db import transaction

from forwhom.web.accounts.changes.allowed import may_manage
from forwhom.web.accounts.models import Person, SignIn
from forwhom.web.accounts.sessions import now
from forwhom.web.history.changes import Who, note
from forwhom.web.history.models import Act


@transaction.atomic
def end_sessions(*, by: Who, person: Person, but: int | None = None, act: Act = Act.CHANGED) -> int:
    """End every session of a person, except that with key `but`. Returns how many ended.

    One's own always; another's only for whoever looks after people. Raises PermissionDenied.
    """
    if by.person != person.pk:
        may_manage(by=by, person=person)
    held = SignIn.objects.filter(person=person, ended=None).exclude(pk=but or 0)
    count = held.update(ended=now())
    what = "sign_out" if act == Act.SIGNED_OUT else "end_sessions"
    note(by=by, act=act, what=what, subject=f"person {person.pk}", count=count)
    return count
