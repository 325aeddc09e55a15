"""Adding to the history: the only way a row gets in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from forwhom.results.chain import START, linked
from forwhom.web.history.models import Act, Entry, Head


@dataclass(frozen=True, kw_only=True)
class Who:
    """Somebody, as the history remembers them: their name stays after their account has gone."""

    person: int | None = None
    name: str = ""
    roles: str = ""


NOBODY = Who()
SERVER = Who(name="Forwhom")  # what the server does by itself, such as learning its schools


@transaction.atomic
def note(
    *,
    by: Who,
    act: Act,
    what: str,
    place: str = "",
    subject: str = "",
    count: int | None = None,
    why: str = "",
) -> Entry:
    """Add a row about what somebody did. Returns it once it is written.

    `subject` is the id of a thing and `count` how many rows or groups were shown; never the data.
    """
    head = _held()
    row: dict[str, Any] = {
        "number": head.number + 1,
        "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "person": by.person,
        "who": by.name,
        "roles": by.roles,
        "act": str(act),
        "what": what,
        "place": place,
        "subject": subject,
        "count": count,
        "why": why,
    }
    entry = Entry(**linked(row, head.hash))
    entry.save()
    Head.objects.filter(pk=1).update(number=entry.number, hash=entry.hash)
    return entry


def _held() -> Head:
    """The last row's number and hash; nobody else adds a row until this transaction ends."""
    held = Head.objects.select_for_update()
    return held.filter(pk=1).first() or held.get_or_create(pk=1, defaults={"hash": START})[0]
