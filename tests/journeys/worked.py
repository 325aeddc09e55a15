"""An inquiry that a school's team has worked on for some weeks: a few of everything it may hold."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from forwhom.web.accounts.models import Person, Place
from forwhom.web.accounts.viewer import Viewer, looks
from forwhom.web.actions import changes as actions
from forwhom.web.actions.models import Series
from forwhom.web.commitments import changes as commitments
from forwhom.web.decisions import changes as decisions
from forwhom.web.heard import changes as heard
from forwhom.web.inquiry import changes as inquiries
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.progress import changes as progress
from forwhom.web.reasons.models import Belief, Cause, Prediction, Rival, Seen
from forwhom.web.reflection import changes as reflection
from tests.web.addresses import WRITTEN
from tests.web.filled import OWN, OWN_FINDING
from tests.web.reasons.written import write_all

COUNTS = (6, 7, 6, 5, 7, 6, 12, 15, 16, 15, 17, 16)
SAID = "The bus comes ten minutes after the bell, and then we get a slip."


def work(lead: Person, mates: list[Person]) -> dict[str, list[dict[str, Any]]]:
    """What the team wrote; gives back the blanks of the addresses of it all."""
    me = Viewer.of(lead)
    with looks(me):
        place = Place.objects.get(code=OWN)
        one = inquiries.start(
            by=me, place=place, question="Why are so many sent out?", way="data_inquiry",
            department="Leadership", part="decides", finding=OWN_FINDING,
        )  # fmt: skip
        for mate in mates:
            inquiries.add_member(
                by=me, inquiry=one, person=mate, department="Teaching", part="does"
            )
        write_all(me, one)
        made = {**_heard_and_promised(me, one, place), **_done_and_counted(me, one)}
        made |= {**_learned(me, one), **_decided_and_looked_back(me, one, place)}
        for name, kind in (
            ("cause", Cause), ("rival", Rival), ("belief", Belief), ("seen", Seen),
            ("prediction", Prediction),
        ):  # fmt: skip
            made[name] = [kind.objects.order_by("pk")[0].pk]
        met = _met(me, one)
    blanks = {name: [{"key": key} for key in keys] for name, keys in made.items()}
    rooms = [name for name in WRITTEN if name.startswith("inquiry") and _asks_for_a_key(name)]
    blanks |= {name: [{"key": one.pk}] for name in (*rooms, "drivers", "meetings")}
    blanks |= {name: [{"key": one.pk, "meeting": met}] for name in ("meeting", "minutes")}
    return {**blanks, "wordings": [{"kind": "inquiry.inquiry", "key": one.pk}]}


def _asks_for_a_key(name: str) -> bool:
    return set(WRITTEN[name].get("path", {})) == {"key"}


def _heard_and_promised(me: Viewer, one: Inquiry, place: Place) -> dict[str, list[int]]:
    about, today = ("inquiry", str(one.pk)), timezone.localdate()
    note = heard.hear(
        by=me, place=place, about=about, who="students", how_many=6, language="Hmong", said=SAID,
        may_quote=True, on=today,
    )  # fmt: skip
    owed = [
        commitments.promise(
            by=me, place=place, about=about, what="Call before the third slip.", owed_by=me.person,
            owed_by_words="Teaching", to=to, due=today + timedelta(days=days),
        )
        for to, days in (("team", 7), ("students", -3))
    ]  # fmt: skip
    return {"heard_note": [note.pk], "commitment": [each.pk for each in owed]}


def _done_and_counted(me: Viewer, one: Inquiry) -> dict[str, list[int]]:
    first = date(2026, 9, 7)
    action = actions.plan(
        by=me, inquiry=one, kind="practice", what="Greet at the door.", who="Teachers",
        how_often="each school day", starts=first + timedelta(weeks=6), ends=None,
        reaches="Every student of a first period", expects="A third fewer slips",
    )  # fmt: skip
    actions.note_done(by=me, action=action, day=first + timedelta(weeks=7), said=10, did=8)
    actions.draw_order(by=me, action=action, schools=["0101", "0102"], waves=2)
    series: Series = actions.count_in(
        by=me, inquiry=one, title="Open doors", kind="outcome", better="higher"
    )
    for week, count in enumerate(COUNTS):
        day = first + timedelta(weeks=week)
        actions.read_off(by=me, series=series, day=day, count=count, of=20)
    progress.freeze(by=me, series=series, until=first + timedelta(weeks=5))
    return {"action": [action.pk], "series": [series.pk]}


def _learned(me: Viewer, one: Inquiry) -> dict[str, list[int]]:
    progress.decide(by=me, inquiry=one, kind="adapt", reason="It helps where the bus is late.")
    card = progress.learn(
        by=me, inquiry=one, context="A middle school of 700", did="Greeted at the door",
        result="More doors stayed open", not_for="Schools without a first bell", is_open=True,
    )  # fmt: skip
    return {"card": [card.pk]}


def _met(me: Viewer, one: Inquiry) -> int:
    """A meeting with a protocol, an agenda and a promise; its key."""
    meeting = inquiries.call(
        by=me, inquiry=one, day=timezone.localdate(), starts=None, purpose="Look at a chart",
        protocol="see_and_wonder",
    )  # fmt: skip
    inquiries.add_item(by=me, meeting=meeting, text="What do we see?", minutes=5)
    inquiries.agree(by=me, meeting=meeting, text="We ask the families first.")
    inquiries.promised(
        by=me, meeting=meeting, what="Write the letter", owed_by=me.person,
        owed_by_words="Leadership", to="team", due=timezone.localdate(),
    )  # fmt: skip
    return int(meeting.pk)


def _decided_and_looked_back(me: Viewer, one: Inquiry, place: Place) -> dict[str, list[int]]:
    decision = decisions.begin(
        by=me, place=place, about=("inquiry", str(one.pk)), options=["Yes", "No"],
        question="Do slips lead to a day at home?",
    )  # fmt: skip
    decisions.expect(
        by=me, decision=decision, who="Students of grade 7", what="Days at home", expects="Fewer",
        sure=60,
    )  # fmt: skip
    looked = reflection.reflect(
        by=me, place=place, inquiry=one, day=timezone.localdate(), expected="A rule",
        surprised="The bus", missing="Families", differently="Ask first",
    )  # fmt: skip
    reflection.open_round(by=me, inquiry=one)
    return {"decision": [decision.pk], "reflection": [looked.pk]}
