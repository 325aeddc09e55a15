"""What can speak for a cause: an explanation of the finding, or a note of what was heard."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from forwhom.web.accounts.viewer import everywhere, looking
from forwhom.web.findings.sight import sight
from forwhom.web.heard.models import Note
from forwhom.web.heard.queries import of, who_in_words
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.reasons.models.cause import ASSUMED, HEARD, MEASURED, Cause
from forwhom.web.ui.phrases_of import language, say


@dataclass(frozen=True)
class Source:
    """Something that speaks for a cause: how it is kept, its title without a number, its page."""

    kept: str
    title: str
    url: str


def sources(inquiry: Inquiry) -> list[Source]:
    """All that can speak for a cause of an inquiry, in sight of whoever looks."""
    return [*_measured(inquiry), *_heard(inquiry)]


def still_spoken_for(causes: list[Cause]) -> list[bool]:
    """Of each whether something measured or heard speaks to it today: a withdrawn note does not."""
    keys = [int(one.source_key) for one in causes if one.evidence == HEARD and one.is_evidenced]
    with everywhere(because="whether a note stands does not hang on who looks"):
        there = set(Note.objects.filter(pk__in=keys, withdrawn=False).values_list("pk", flat=True))
    return [
        one.is_evidenced and (one.evidence == MEASURED or int(one.source_key) in there)
        for one in causes
    ]


def choices(inquiry: Inquiry, now: str = "") -> list[tuple[str, object]]:
    """What a form offers, by kind; what stands now is always among it."""
    found: list[tuple[str, object]] = [(ASSUMED, say("reason.source.assumed"))]
    told = sources(inquiry)
    for kind, title in ((MEASURED, say("cause.measured")), (HEARD, say("cause.heard"))):
        of_kind = [(one.kept, one.title) for one in told if one.kept.startswith(kind)]
        if of_kind:
            found.append((title, of_kind))
    if now not in {ASSUMED, "", *(one.kept for one in told)}:
        found.append((now, say("reason.source.out_of_sight")))
    return found


def _measured(inquiry: Inquiry) -> list[Source]:
    """The explanations of the finding from which it began, for those who see that finding."""
    seen = sight() if inquiry.finding and looking().is_inside else None
    finding = next((f for f in seen.findings if f.id == inquiry.finding), None) if seen else None
    if seen is None or finding is None:
        return []
    url = reverse("finding", args=[finding.id]) + "#why"
    spoken = language()
    told = {each.cause: each.question for each in seen.why(finding) if each.status == "told"}
    return [
        Source(f"{MEASURED}:{name}", question.get(spoken, name), url)
        for name, question in told.items()
    ]


def _heard(inquiry: Inquiry) -> list[Source]:
    notes = [("inquiry", note) for note in of("inquiry", str(inquiry.pk))]
    if inquiry.finding:
        notes += [("finding", note) for note in of("finding", inquiry.finding)]
    return [_of_note(note) for _, note in notes]


def _of_note(note: Note) -> Source:
    title = f"{who_in_words(note)} · {note.on.isoformat()}"
    return Source(f"{HEARD}:{note.pk}", title, note.address())
