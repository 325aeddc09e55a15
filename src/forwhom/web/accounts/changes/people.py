"""Changing what is known of a person, and whether they may sign in."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from forwhom.web.accounts.changes.allowed import is_last_administrator, managing, may_manage
from forwhom.web.accounts.changes.sessions import end_sessions
from forwhom.web.accounts.models import Person
from forwhom.web.accounts.refusals import LastAdministratorError
from forwhom.web.history.changes import Who, note
from forwhom.web.history.models import Act


@transaction.atomic
def deactivate(*, by: Who, person: Person) -> None:
    """Take the account out of use, and end all its sessions at once.

    Raises PermissionDenied out of scope, LastAdministratorError for the last administrator.
    """
    managing(by)
    may_manage(by=by, person=person)
    if is_last_administrator(person):
        raise LastAdministratorError
    Person.objects.filter(pk=person.pk).update(is_active=False)
    note(by=by, act=Act.CHANGED, what="deactivate", subject=f"person {person.pk}")
    end_sessions(by=by, person=person)


@transaction.atomic
def reactivate(*, by: Who, person: Person) -> None:
    """Let them sign in again; the sessions that ended stay ended. Raises PermissionDenied."""
    may_manage(by=by, person=person)
    Person.objects.filter(pk=person.pk).update(is_active=True)
    note(by=by, act=Act.CHANGED, what="reactivate", subject=f"person {person.pk}")


@transaction.atomic
def rename(*, by: Who, person: Person, name: str) -> None:
    """Change the name by which the pages call somebody. Raises PermissionDenied."""
    if by.person != person.pk:
        may_manage(by=by, person=person)
    Person.objects.filter(pk=person.pk).update(name=name)
    note(by=by, act=Act.CHANGED, what="rename", subject=f"person {person.pk}")


def choose_language(*, person: Person, language: str) -> None:
    """Keep somebody's language with them; an unknown one changes nothing."""
    if language in dict(settings.LANGUAGES):
        Person.objects.filter(pk=person.pk).update(language=language)
