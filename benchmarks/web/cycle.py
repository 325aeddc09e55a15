"""A cycle in full swing beside the story: 12 meetings, 60 causes, 200 commitments; ten pages of it.

`python -m benchmarks.web.cycle DISTRICT` fills a served made-up district and prints the pages.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

MEETINGS, CAUSES, COMMITMENTS = 12, 60, 200
WORDS = (
    "The office writes to families in the language they read, on the day it happens, and keeps a "
    "copy that the team can count."
)


def fill(district: Path) -> list[str]:
    """Fill the newest open cycle of the story through the web's own writes; gives ten paths."""
    from forwhom.web.place_on_disk import DEMO, DISTRICT, HTTPS
    from forwhom.web.running.serve import set_up

    os.environ |= {DISTRICT: str(district), DEMO: "1", HTTPS: "0"}
    set_up()
    from forwhom.web.accounts.viewer import Viewer, everywhere, looks
    from forwhom.web.inquiry.models import Inquiry, Member

    with everywhere(because="a benchmark fills the made-up district's cycle"):
        told, one = Inquiry.objects.order_by("pk")[:2]
        member = Member.objects.filter(inquiry=one).order_by("pk")[0]
        lead = Viewer.of(member.person)
    with looks(lead):
        meeting = _work(lead, one)
    return [
        "/", "/inquiries/", f"/inquiries/{one.pk}/", f"/inquiries/{one.pk}/meetings/",
        f"/inquiries/{one.pk}/meetings/{meeting}/", f"/reasons/inquiry/{one.pk}/causes/",
        "/commitments/", f"/commitments/inquiry/{one.pk}/", f"/actions/inquiry/{told.pk}/",
        f"/progress/inquiry/{told.pk}/",
    ]  # fmt: skip


def _work(lead: object, one: object) -> int:
    from django.utils import timezone

    from forwhom.web.inquiry import changes as inquiries
    from forwhom.web.reasons import changes as reasons
    from forwhom.web.reasons.models import Cause

    today = timezone.localdate()
    above: Cause | None = None
    for at in range(CAUSES):
        told = {"text": f"{at + 1}. {WORDS}", "branch": "practice", "status": "proposed",
                "source": "assumed", "parent": above.pk if above and at % 4 else None}  # fmt: skip
        above = reasons.add(by=lead, inquiry=one, kind=Cause, told=told)
    for at in range(MEETINGS):
        meeting = inquiries.call(
            by=lead, inquiry=one, day=today - timedelta(weeks=at), starts=None, purpose=WORDS,
            protocol="",
        )  # fmt: skip
        for number in range(5):
            inquiries.add_item(by=lead, meeting=meeting, text=f"{number}. {WORDS}", minutes=10)
        for number in range(-(-COMMITMENTS // MEETINGS)):
            inquiries.promised(
                by=lead, meeting=meeting, what=f"{number}. {WORDS}", owed_by=lead.person,
                owed_by_words="The office", to="team", due=today + timedelta(days=number - 5),
            )  # fmt: skip
    return int(meeting.pk)


if __name__ == "__main__":
    print("\n".join(fill(Path(sys.argv[1]))))
