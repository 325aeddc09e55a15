"""What a team must have of its own: departments, voices, a question and a whole aim."""

from __future__ import annotations

from typing import Any

from forwhom.web.heard.queries import is_heard_or_not_yet
from forwhom.web.inquiry.conditions import condition
from forwhom.web.inquiry.models import Inquiry, Member
from forwhom.web.inquiry.models.member import AFFECTED, DECIDES


@condition("two_departments", phrase="condition.two_departments", page="inquiry_team")
def two_departments(inquiry: Inquiry) -> bool:
    """People of two departments or more are on the team."""
    told = {each.strip().lower() for each in _team(inquiry).values_list("department", flat=True)}
    return len(told) > 1


@condition("who_decides", phrase="condition.who_decides", page="inquiry_team")
def who_decides(inquiry: Inquiry) -> bool:
    """Somebody on the team can decide."""
    return bool(_team(inquiry).filter(part=DECIDES).exists())


@condition("who_is_affected", phrase="condition.who_is_affected", page="inquiry_team")
def who_is_affected(inquiry: Inquiry) -> bool:
    """Somebody whom it affects is on the team, or the team says that they are missing."""
    return bool(_team(inquiry).filter(part=AFFECTED).exists() or inquiry.missing.strip())


@condition("missing_told", phrase="condition.missing_told", page="inquiry_team")
def missing_told(inquiry: Inquiry) -> bool:
    """The team has said who is not at the table."""
    return bool(inquiry.missing.strip())


@condition("question_told", phrase="condition.question_told", page="inquiry_aim")
def question_told(inquiry: Inquiry) -> bool:
    """There is a question."""
    return bool(inquiry.question.strip())


@condition("aim_whole", phrase="condition.aim_whole", page="inquiry_aim")
def aim_whole(inquiry: Inquiry) -> bool:
    """What, for whom, from where to where, by when, and measured by what."""
    told = (inquiry.aim_what, inquiry.aim_whom, inquiry.aim_to, inquiry.aim_measure)
    return bool(all(each.strip() for each in told) and inquiry.aim_by)


def _team(inquiry: Inquiry) -> Any:
    return Member.everywhere.filter(inquiry=inquiry, left=None)


@condition(
    "somebody_heard_or_not_yet", phrase="condition.somebody_heard_or_not_yet", page="inquiry_heard"
)
def somebody_heard_or_not_yet(inquiry: Inquiry) -> bool:
    """Voices stand beside the numbers, here or at the finding, or it is said why not yet."""
    if is_heard_or_not_yet("inquiry", str(inquiry.pk)):
        return True
    return bool(inquiry.finding) and is_heard_or_not_yet("finding", inquiry.finding)
