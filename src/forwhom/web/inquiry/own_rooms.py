"""The rooms that every inquiry has from its first minute: its team and its aim."""

from __future__ import annotations

from forwhom.web.commitments.queries import owed_about
from forwhom.web.heard.queries import state
from forwhom.web.inquiry.models import Inquiry, Meeting, Member
from forwhom.web.inquiry.models.driver import CHANGE_IDEA, PRIMARY
from forwhom.web.inquiry.own_conditions import aim_whole
from forwhom.web.inquiry.reading_drivers import drivers
from forwhom.web.inquiry.reading_meetings import next_one
from forwhom.web.inquiry.rooms import room
from forwhom.web.ui.phrases_of import say


@room(10, "team.title", page="inquiry_team")
def team(inquiry: Inquiry) -> str:
    """How many people, of how many departments."""
    found = Member.everywhere.filter(inquiry=inquiry, left=None)
    departments = {each.strip().lower() for each in found.values_list("department", flat=True)}
    return say("team.state", people=found.count(), departments=len(departments))


@room(20, "aim.title", page="inquiry_aim")
def aim(inquiry: Inquiry) -> str:
    """The aim in a line, or that it is not whole yet."""
    if not aim_whole(inquiry):
        return say("aim.not_whole")
    day = inquiry.aim_by.strftime("%Y-%m-%d") if inquiry.aim_by else ""
    return say("aim.state", what=inquiry.aim_what, to=inquiry.aim_to, by=day)


@room(30, "heard.title", page="inquiry_heard")
def heard(inquiry: Inquiry) -> str:
    """How many notes, or that nobody was asked yet and by when somebody will be."""
    return state("inquiry", str(inquiry.pk))


@room(50, "driver.title", page="drivers")
def diagram(inquiry: Inquiry) -> str:
    """How many primary drivers, how many change ideas."""
    kinds = [each.kind for each in drivers(inquiry)]
    return say("driver.state", primary=kinds.count(PRIMARY), ideas=kinds.count(CHANGE_IDEA))


@room(70, "meeting.title", page="meetings")
def meetings(inquiry: Inquiry) -> str:
    """How many meetings, and the next day."""
    count = Meeting.objects.filter(inquiry=inquiry, withdrawn=False).count()
    ahead = next_one(inquiry) if count else None
    if ahead is None:
        return say("meeting.state", count=count)
    return say("meeting.state_next", count=count, day=ahead.day.strftime("%Y-%m-%d"))


@room(75, "page.commitments", page="inquiry_commitments")
def commitments(inquiry: Inquiry) -> str:
    """How many are owed, and how many of those are late."""
    owed, late = owed_about("inquiry", str(inquiry.pk))
    return say("commitment.room", owed=owed, late=late)
