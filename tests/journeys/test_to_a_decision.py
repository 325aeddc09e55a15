"""From a finding to a decision: a principal, a teacher, a superintendent, a committee member."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys.window import Window
from tests.web.filled import OWN, OWN_FINDING

pytestmark = [pytest.mark.browser, pytest.mark.long]

QUESTION, CHOSEN = "Do slips still lead to a day at home?", "A talk takes its place."


def test_a_finding_becomes_a_promise_an_action_and_a_decision(
    walks: Callable[..., Window],
) -> None:
    principal, teacher = walks("principal", OWN), walks("school_team", OWN)
    _begins_and_promises(principal)
    _plans_and_notes(teacher)
    _decides(walks("superintendent"))
    family = walks("committee_member")
    family.menu("page.decisions")
    family.follow_words(QUESTION)
    family.sees(family.page.get_by_text(CHOSEN))
    assert family.page.get_by_role("button", name=family.say("kept.save")).count() == 0


def _begins_and_promises(principal: Window) -> None:
    principal.go(f"/findings/{OWN_FINDING}/")
    principal.press("guess.skip")
    principal.follow("finding.start_inquiry")
    principal.write("team.department", "School leadership")
    principal.press("inquiry.start_do")
    principal.heading("inquiry.rooms")
    principal.follow("team.title")
    principal.write("team.missing", "Families who work nights")
    principal.press("kept.save")
    person = f"school_team of {OWN}"
    principal.field("team.person").select_option(label=person)
    principal.write("team.department", "Teaching")
    principal.press("team.add")
    principal.sees(principal.page.get_by_text(person))
    principal.menu("page.commitments")
    principal.follow("commitment.promise")
    principal.write("commitment.what", "Call before the third slip.")
    principal.write("commitment.due", (timezone.localdate() + timedelta(days=7)).isoformat())
    principal.write("commitment.office", "School leadership")
    principal.press("commitment.promise_do")
    principal.reads("commitment.promised")
    principal.menu("page.home")
    principal.heading("home.due")


def _plans_and_notes(teacher: Window) -> None:
    teacher.menu("page.home")
    teacher.heading("home.inquiries")
    teacher.menu("page.inquiries")
    teacher.page.locator("main .rows a").first.click()
    teacher.look()
    teacher.follow("action.title")
    teacher.write("action.what", "Greet each student at the door.")
    teacher.write("action.who", "First period teachers")
    teacher.write("action.how_often", "each school day")
    teacher.write("action.starts", timezone.localdate().isoformat())
    teacher.write("action.reaches", "Everybody of a first period")
    teacher.press("action.plan_do")
    teacher.heading("ledger.title")
    teacher.write("ledger.said", "5")
    teacher.write("ledger.did", "4")
    teacher.press("ledger.note")
    teacher.reads("action.mostly_done", did=4, said=5)


def _decides(superintendent: Window) -> None:
    today = timezone.localdate()
    superintendent.menu("page.decisions")
    superintendent.follow("decision.begin")
    superintendent.write("decision.question", QUESTION)
    superintendent.write("decision.first", CHOSEN)
    superintendent.write("decision.second", "As before")
    superintendent.press("decision.begin_do")
    superintendent.write("decision.heard", "Nine students and six families")
    superintendent.write("decision.chosen", CHOSEN)
    superintendent.write("decision.reason", "A day at home brought nobody earlier.")
    superintendent.write("decision.decided_by", "The cabinet")
    superintendent.write("decision.decided_on", today.isoformat())
    superintendent.write("decision.review_on", (today + timedelta(days=90)).isoformat())
    superintendent.choose(superintendent.say("decision.open"))
    superintendent.press("kept.save")
    superintendent.sees(superintendent.page.get_by_text("The cabinet"))
