"""An inquiry with a diagram and a meeting written out, for eyes and browsers."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from forwhom.web.accounts.viewer import Viewer, looks
from forwhom.web.inquiry import changes
from forwhom.web.inquiry.models import Member
from forwhom.web.revisions.changes import write
from tests.web.an_inquiry import Begun

PRIMARY = {
    "Rules that read the same in every classroom": {
        "What counts as disruption is left to each adult": [
            "One page that names what is handled in class",
            "Two adults read five referrals together each week",
        ],
        "The form asks for a consequence first": ["A form that asks first what was tried"],
    },
    "Adults who know a student before the first conflict": {
        "Advisory time is given away to tests": ["Advisory stays, every Tuesday, all year"],
    },
    "A way back into the lesson": {},
}


def diagram(begun: Begun) -> None:
    """Three primary drivers and what stands beneath them."""
    me = Viewer.of(begun.lead)

    def add(kind: str, text: str, parent: Any = None) -> Any:
        return changes.add_driver(by=me, inquiry=begun.one, kind=kind, text=text, parent=parent)

    with looks(me):
        aim = {
            "aim_what": "Days lost to suspension", "aim_whom": "All", "aim_to": "half as many",
            "aim_measure": "suspended_days", "aim_by": "2027-06-01",
        }  # fmt: skip
        write(by=me, one=begun.one, base=1, told=aim)
        for primary, below in PRIMARY.items():
            first = add("primary", primary)
            for secondary, ideas in below.items():
                second = add("secondary", secondary, first)
                for idea in ideas:
                    add("change_idea", idea, second)


def meeting(begun: Begun, protocol: str = "see_and_wonder") -> Any:
    """A meeting with three points, notes, decisions and a promise."""
    me = Viewer.of(begun.lead)
    with looks(me):
        one = changes.call(
            by=me, inquiry=begun.one, day=date(2026, 11, 3), starts=time(15, 30),
            purpose="Look at the first chart, choose two questions", protocol=protocol,
        )  # fmt: skip
        told = ("What came of last time", "The chart of days lost", "Whom do we ask next?")
        for text, minutes in zip(told, (5, 25, 15), strict=True):
            item = changes.add_item(by=me, meeting=one, text=text, minutes=minutes)
        notes = "The same act gets a warning in one room and a referral in the next.\n"
        notes += "Nobody knows who wrote the rule on phones."
        write(by=me, one=item, base=1, told={"notes": notes})
        changes.agree(by=me, meeting=one, text="We read five referrals together each Thursday.")
        changes.promised(
            by=me, meeting=one, what="Ask ten families, in three languages", owed_by=begun.mate,
            owed_by_words="Teaching", to="families", due=date(2026, 12, 1),
        )  # fmt: skip
        changes.were_there(
            by=me, meeting=one, members=Member.everywhere.values_list("pk", flat=True)
        )
    return one
