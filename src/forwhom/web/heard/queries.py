"""Reading what was heard, and whether anybody was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from forwhom.web.accounts.viewer import everywhere, looking
from forwhom.web.heard.models import Note, NotYet
from forwhom.web.heard.subjects import FINDING
from forwhom.web.ui.phrases_of import say


@dataclass(frozen=True)
class Said:
    """A note as a page tells it. `words` are empty where they are not cleared for the reader."""

    note: Note
    who: str
    words: str
    is_for_team: bool


def of(kind: str, key: str) -> QuerySet[Note]:
    """What was heard about something, in sight of whoever looks; the newest first."""
    found: QuerySet[Note] = Note.objects.filter(
        about_kind=kind, about_key=str(key), withdrawn=False
    ).select_related("place")
    return found


def note(key: int) -> Note:
    """One in sight. Http404 for any other."""
    found: Note | None = Note.objects.filter(pk=key, withdrawn=False).first()
    if found is None:
        raise Http404
    return found


def not_yet(kind: str, key: str) -> NotYet | None:
    """The word that nobody was asked yet, in sight; None where there is none."""
    found: NotYet | None = (
        NotYet.objects.filter(about_kind=kind, about_key=str(key), withdrawn=False)
        .select_related("place").first()
    )  # fmt: skip
    return found


def is_heard_or_not_yet(kind: str, key: str) -> bool:
    """Whether voices stand beside it, or a promise to ask whose day has not passed.

    The same for everybody: whether somebody was asked is no secret, what they said may be.
    """
    about = {"about_kind": kind, "about_key": str(key), "withdrawn": False}
    with everywhere(because="whether somebody was asked does not hang on who looks"):
        asked = bool(Note.objects.filter(**about).exists())
        today = timezone.localdate()
        return asked or bool(NotYet.objects.filter(**about, by_when__gte=today).exists())


def told(notes: list[Note]) -> list[Said]:
    """Notes about one thing as its page tells them: what is not cleared stays with the team."""
    me = looking()
    of_team = bool(notes) and notes[0].may_write(me)
    return [
        Said(
            each,
            who_in_words(each),
            each.said if each.may_quote or of_team else "",
            not each.may_quote,
        )
        for each in notes
    ]


def who_in_words(each: Note) -> str:
    """Who was asked, and how many: `Families: 6`."""
    return say("heard.how_many_of", who=say(f"heard.who.{each.who}"), n=each.how_many)


def state(kind: str, key: str) -> str:
    """How things stand, in a line."""
    notes = of(kind, key).count()
    if notes:
        return say("heard.state", n=notes)
    promised = not_yet(kind, key)
    if promised is None:
        return say("heard.nobody")
    return say("heard.late" if promised.is_late else "heard.not_yet_by", day=day(promised.by_when))


def day(when: date) -> str:
    """A day as it is written everywhere."""
    return when.isoformat()


def voices(finding: str) -> dict[str, object]:
    """What the page of a finding shows of it: at most three notes, or that nobody was asked."""
    notes = told(list(of(FINDING, finding)))
    return {
        "notes": notes[:AT_MOST], "more": max(0, len(notes) - AT_MOST),
        "not_yet": None if notes else not_yet(FINDING, finding),
    }  # fmt: skip


AT_MOST = 3
