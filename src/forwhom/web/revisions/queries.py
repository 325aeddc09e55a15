"""Earlier wordings, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.http import Http404

from forwhom.web.accounts.viewer import looking
from forwhom.web.revisions.models import Kept, Revision


@dataclass(frozen=True)
class Wording:
    """One wording as a page tells it: `who` is empty for those who may not see names."""

    version: int
    did: str
    who: str
    at: datetime
    told: list[tuple[str, Any]]
    now: bool


def of_kind(kind: str, key: int) -> Kept:
    """One thing in sight by the name of its kind and its key. Http404 for any other."""
    found = {m.thing(): m for m in apps.get_models() if issubclass(m, Kept)}
    one = found[kind].objects.filter(pk=key).first() if kind in found else None
    if not isinstance(one, Kept) or not one.shows_wordings(looking()):
        raise Http404
    return one


def wordings(one: Kept) -> list[Wording]:
    """Every wording of one thing, the newest first, each with the fields that it changed."""
    rows = list(Revision.objects.filter(thing=one.thing(), key=one.pk).select_related("person"))
    named = one.shows_names(looking())
    found = []
    for at, row in enumerate(rows):
        before = rows[at + 1].values if at + 1 < len(rows) else {}
        told = [(n, row.values[n]) for n in one.KEEPS if row.values.get(n) != before.get(n)]
        who = str(row.person or "") if named else ""
        now = row.version == one.version and row.did != "not_taken"
        found.append(Wording(row.version, row.did, who, row.at, told, now))
    return found
