"""Searching the history: who, where, what and when. Millions of rows, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max

from forwhom.results.chain import START, first_broken
from forwhom.web.history.models import Act, Entry, Head, Rows
from forwhom.web.history.queries import COLUMNS

SEEN = (Act.READ, Act.EXPORTED)
ABOUT_ITSELF = ("history", "history_file")  # who reads the history sees no school's numbers


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is looked for; what is empty asks for nothing. Days are those of UTC, both included.

    `within` are the codes of the places whose rows may be shown; rows about no place always may.
    `ends` are words that may follow the subject: "invitation 5" is also "invitation 5 analyst".
    """

    within: tuple[str, ...]
    ends: tuple[str, ...] = ()
    who: str = ""
    place: str = ""
    act: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None

    def rows(self) -> Rows:
        """The rows that were asked for, newest first."""
        found: Any = Entry.objects.filter(place__in=(*self.within, ""))
        told = {"place": self.place, "act": self.act}
        found = found.filter(**{name: value for name, value in told.items() if value})
        if self.subject:
            ended = [f"{self.subject} {end}" for end in self.ends]
            found = found.filter(subject__in=[self.subject, *ended])
        if self.who:
            found = found.filter(who__icontains=self.who)
        if self.since:
            found = found.filter(at__gte=self.since.isoformat())
        if self.until:
            found = found.filter(at__lt=(self.until + timedelta(days=1)).isoformat())
        return found


def page(asked: Asked, *, before: int | None, size: int) -> tuple[list[Entry], int | None]:
    """Up to `size` rows older than row `before`, and from where the next page goes on.

    The number of a row says where to go on, so the thousandth page costs what the first does.
    """
    rows = asked.rows() if before is None else asked.rows().filter(number__lt=before)
    found = list(rows[: size + 1])
    return found[:size], found[size - 1].number if len(found) > size else None


def who_saw(asked: Asked, place: str, wider: tuple[str, ...], most: int) -> list[dict[str, Any]]:
    """Who opened or took away numbers of a place: each person once, the last to look first.

    Pages about the whole district (`wider`) show its schools too; `whole` counts those. Each row
    has `who`, `times`, `whole`, `last` (UTC).
    """
    seen = replace(asked, place="").rows().filter(act__in=SEEN)
    seen = seen.exclude(what__in=ABOUT_ITSELF)
    found: dict[tuple[Any, str], dict[str, Any]] = {}
    for codes, name in (((place,), "times"), (wider, "whole")):
        grouped = seen.filter(place__in=codes).values("person", "who").order_by()
        for row in grouped.annotate(n=Count("number"), last=Max("at")):
            one = found.setdefault(
                (row["person"], row["who"]), {"who": row["who"], "times": 0, "whole": 0, "last": ""}
            )
            one[name] += row["n"]
            one["last"] = max(one["last"], row["last"])
    return sorted(found.values(), key=lambda one: str(one["last"]), reverse=True)[:most]


def newest_hold(most: int) -> bool:
    """Whether the newest rows follow one another unchanged, up to the last one written.

    Only these: the whole history is looked over by `forwhom doctor DISTRICT --history`.
    """
    rows = list(Entry.objects.values(*COLUMNS)[:most])[::-1]
    head = Head.objects.filter(pk=1).first()
    if not rows or head is None:
        return not rows and (head is None or head.number == 0)
    first = rows[0]["previous"]
    if first == START and rows[0]["number"] != 1:
        return False
    follows = first_broken(rows, previous=first) is None
    return follows and (head.number, head.hash) == (rows[-1]["number"], rows[-1]["hash"])
