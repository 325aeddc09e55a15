"""A row of the history as a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.web.history.models import Act, Entry
from forwhom.web.phrases_of import phrases, say


def sentence(entry: Entry, names: Mapping[str, str]) -> str:
    """What somebody did, and where; `names` are the places in scope, by code."""
    who = entry.who or say("history.nobody")
    roles = f" ({', '.join(_word('role', role) for role in entry.roles.split())})"
    place = names.get(entry.place, entry.place)
    told = [
        say(
            f"history.says.{entry.act}",
            who=who + (roles if entry.roles else ""),
            what=_word("what", entry.what),
        ),
        say("history.says.at", place=place) if place else "",
        say("history.says.subject", subject=entry.subject) if entry.subject else "",
        say("history.says.count", n=entry.count) if entry.act in SHOWN and entry.count else "",
        say("history.says.why", why=entry.why) if entry.why else "",
    ]
    return " ".join(part for part in told if part)


SHOWN = (Act.READ, Act.EXPORTED)


def _word(kind: str, name: str) -> str:
    """The words for a name of ours; the name itself, in quotes, where there are none yet."""
    known = f"history.{kind}.{name}"
    return say(known) if known in phrases() else f"“{name.replace('_', ' ')}”"
