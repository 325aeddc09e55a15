"""A meeting of the story: called, held, and what was agreed and promised there."""

from __future__ import annotations

from forwhom.web.commitments.changes import answer
from forwhom.web.inquiry import changes as inquiries
from forwhom.web.inquiry.models import Meeting, Member
from forwhom.web.revisions.changes import write
from forwhom.web.story.telling import Telling


def meet(tale: Telling, name: str) -> None:
    """The meeting of this name, with its notes, who was there, and its promises."""
    told = next(each for each in tale.told["meeting"] if each["name"] == name)
    one = inquiries.call(
        by=tale.lead, inquiry=tale.one, day=tale.day(told["week"]), starts=told["starts"],
        purpose=told["purpose"], protocol=told["protocol"],
    )  # fmt: skip
    for each in told["item"]:
        item = inquiries.add_item(
            by=tale.lead, meeting=one, text=each["text"], minutes=each["minutes"]
        )
        write(by=tale.lead, one=item, base=item.version, told={"notes": each["note"]})
    team = Member.everywhere.filter(inquiry=tale.one, left=None).values_list("pk", flat=True)
    inquiries.were_there(by=tale.lead, meeting=one, members=list(team))
    inquiries.agree(by=tale.lead, meeting=one, text=told["agreed"])
    for each in tale.told["commitment"]:
        if each["meeting"] == name:
            _promise(tale, one, each)


def _promise(tale: Telling, meeting: Meeting, each: dict[str, str | int]) -> None:
    name = str(each["by"])
    made = inquiries.promised(
        by=tale.lead, meeting=meeting, what=str(each["what"]), owed_by=tale.team[name].person,
        owed_by_words=str(each["office"]), to=str(each["to"]), due=tale.day(int(each["week"])),
    )  # fmt: skip
    if "answer" in each:
        with tale.by(name) as me:
            on = tale.day(int(each["answered"]))
            answer(by=me, one=made.commitment, text=str(each["answer"]), on=on)
