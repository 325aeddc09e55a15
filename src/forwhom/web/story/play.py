"""Play the story through the writes that everybody has: each with its permission and its rows."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation

from forwhom.results import Finding
from forwhom.web.accounts.demo import PEOPLE, STUDENT
from forwhom.web.accounts.models import Person, Place
from forwhom.web.accounts.models.place import SCHOOL
from forwhom.web.accounts.viewer import Viewer, everywhere, looks
from forwhom.web.findings.queries import visible
from forwhom.web.inquiry import changes as inquiries
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.story import acting, asking
from forwhom.web.story.telling import Telling, only
from forwhom.web.story.told import Told, day, told

NAMES = {**PEOPLE, "student": STUDENT}
STAGES: tuple[Callable[[Telling], None], ...] = (
    asking.come_together, asking.read_the_numbers, asking.find_the_question,
    asking.look_at_learning, asking.look_at_our_practice, acting.plan, acting.plan_to_see,
    acting.act_and_see,
)  # fmt: skip


@transaction.atomic
def play() -> Inquiry | None:
    """Tell the story once: all of it or nothing.

    None where there is an inquiry already, nobody to tell it of, or no audit. Raises
    PermissionDenied outside the demo.
    """
    if not settings.DEMO:
        raise PermissionDenied
    with everywhere(because="whether an inquiry was ever begun does not hang on who looks"):
        if Inquiry.objects.exists():
            return None
    story = told(settings.LANGUAGE_CODE)
    team = _team(story)
    place = _school(team)
    if place is None:
        return None
    finding = _finding(team["analyst"], story["inquiry"]["measure"], place)
    if finding is None:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        return _tell(story, team, place, finding)


def _tell(story: Told, team: dict[str, Viewer], place: Place, finding: Finding) -> Inquiry:
    head, first = story["inquiry"], story["member"][0]
    lead = team[first["role"]]
    with looks(lead):
        one = inquiries.start(
            by=lead, place=place, question=head["question"], way=head["way"], finding=finding.id,
            **only(first, "department", "part"),
        )  # fmt: skip
        tale = Telling(story, team, one, timezone.localdate())
        for at, stage in enumerate(STAGES, 1):
            stage(tale)
            if at < len(STAGES):
                inquiries.move_on(by=lead, inquiry=one)
        inquiries.end(by=lead, inquiry=one)
        one.refresh_from_db()
        _begin_the_next(tale)
    return one


def _begin_the_next(tale: Telling) -> None:
    """Another inquiry, at its first stage, so that there is a next step."""
    told, first = tale.told["next"], tale.told["member"][0]
    one = inquiries.start(
        by=tale.lead, place=tale.one.place, **only(told, "question", "way"),
        **only(first, "department", "part"),
    )  # fmt: skip
    mate = tale.told["member"][1]
    person = tale.team[mate["role"]].person
    assert person is not None
    inquiries.add_member(
        by=tale.lead, inquiry=one, person=person, **only(mate, "department", "part")
    )
    inquiries.call(
        by=tale.lead, inquiry=one, day=day(tale.today, told["week"]), starts=None,
        **only(told, "purpose", "protocol"),
    )  # fmt: skip


def _team(story: Told) -> dict[str, Viewer]:
    """Those of the story's team who are there, by their names in it, in its order."""
    people = {each.name: each for each in Person.objects.filter(demo=True, is_active=True)}
    roles = [each["role"] for each in story["member"]]
    return {role: Viewer.of(people[NAMES[role]]) for role in roles if NAMES[role] in people}


def _school(team: dict[str, Viewer]) -> Place | None:
    """The principal's school: all of the team see it. None where somebody is missing."""
    if not {"principal", "school_team", "analyst", "student"} <= set(team):
        return None
    return next((place for _, place in team["principal"].posts if place.kind == SCHOOL), None)


def _finding(analyst: Viewer, measure: str, school: Place) -> Finding | None:
    """The first of this measure at the school, else of this measure, else at all."""
    with looks(analyst):
        found = visible()
    return min(
        found, key=lambda one: (one.measure != measure, one.place_id != school.code), default=None
    )
