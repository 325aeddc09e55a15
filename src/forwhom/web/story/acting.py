"""The later stages of the story: what adults plan, do and count, and what they decide."""

from __future__ import annotations

from decimal import Decimal

from forwhom.web.accounts.models import Place
from forwhom.web.actions import changes as actions
from forwhom.web.actions.models import Action, Series
from forwhom.web.actions.queries import actions_of, schools_for
from forwhom.web.actions.smallest import smallest_effect
from forwhom.web.decisions import changes as decisions
from forwhom.web.inquiry import changes as inquiries
from forwhom.web.inquiry.models import Driver
from forwhom.web.progress import changes as progress
from forwhom.web.reflection.changes import reflect
from forwhom.web.revisions.changes import write
from forwhom.web.story.meeting import meet
from forwhom.web.story.telling import Telling, only


def plan(tale: Telling) -> None:
    """The aim, what moves it, what adults will do, and which schools come first."""
    head = tale.told["inquiry"]
    aim = only(head, "aim_what", "aim_whom", "aim_from", "aim_to")
    aim |= {"aim_measure": head["measure"], "aim_by": tale.day(head["aim_week"])}
    tale.one.refresh_from_db()
    write(by=tale.lead, one=tale.one, base=tale.one.version, told=aim)
    made: dict[str, Driver] = {}
    for each in tale.told["driver"]:
        made[each["name"]] = inquiries.add_driver(
            by=tale.lead, inquiry=tale.one, kind=each["kind"], text=each["text"],
            parent=made.get(each.get("under", "")),
        )  # fmt: skip
    for each in tale.told["action"]:
        told = only(each, "kind", "what", "who", "how_often", "reaches", "small_test")
        one = actions.plan(by=tale.lead, inquiry=tale.one, starts=tale.day(each["week"]), **told)
        if "draw" in each:
            _draw(tale, one, each["draw"])


def plan_to_see(tale: Telling) -> None:
    """What each action is expected to do, what could be seen of it, and what is counted."""
    for one, each in zip(_actions(tale), tale.told["action"], strict=True):
        size = each["effect"]
        effect = smallest_effect(Decimal(size["rate"]), size["students"], size["others"])
        told = {"expects": each["expects"], "smallest_effect": effect}
        write(by=tale.lead, one=one, base=one.version, told=told)
    made: dict[str, Series] = {}
    for each in tale.told["series"]:
        told = only(each, "title", "kind", "better", "group")
        if "beside" in each:
            told["beside"] = made[each["beside"]].pk
        counted = actions.count_in(by=tale.lead, inquiry=tale.one, **told)
        made[each.get("name", "")] = counted


def act_and_see(tale: Telling) -> None:
    """Weeks of doing and counting; then a meeting, a decision, and what was learned."""
    for action, each in zip(_actions(tale), tale.told["action"], strict=True):
        for at, did in enumerate(each["did"]):
            actions.note_done(
                by=tale.lead, action=action, day=tale.day(each["week"] + at), said=each["said"],
                did=did, remark="" if at else each["note"],
            )  # fmt: skip
    _count(tale)
    meet(tale, "results")
    _decide(tale)
    progress.decide(by=tale.lead, inquiry=tale.one, **tale.told["verdict"])
    progress.learn(by=tale.lead, inquiry=tale.one, is_open=True, **tale.told["card"])
    words = only(tale.told["reflection"], "expected", "surprised", "missing", "differently")
    reflect(
        by=tale.lead, place=tale.one.place, inquiry=tale.one, is_shared=True,
        day=tale.day(tale.told["decision"]["week"]), **words,
    )  # fmt: skip


def _actions(tale: Telling) -> list[Action]:
    return list(actions_of(tale.one).order_by("pk"))


def _draw(tale: Telling, one: Action, waves: int) -> None:
    """In which order the other schools begin: those like the team's own, where there are two."""
    others: list[Place] = [place for place in schools_for(one) if place.pk != one.place_id]
    alike = [place for place in others if place.level == one.place.level]
    codes = [place.code for place in (alike if len(alike) > 1 else others)]
    if len(codes) > 1:
        actions.draw_order(by=tale.lead, action=one, schools=codes, waves=min(waves, len(codes)))


def _count(tale: Telling) -> None:
    when = tale.told["counting"]
    held = list(Series.objects.filter(inquiry=tale.one).order_by("pk"))
    for series, each in zip(held, tale.told["series"], strict=True):
        for at, count in enumerate(each["counts"]):
            on = tale.day(when["week"] + at)
            actions.read_off(by=tale.lead, series=series, day=on, count=count, of=each["of"])
        progress.freeze(by=tale.lead, series=series, until=tale.day(when["baseline"]))


def _decide(tale: Telling) -> None:
    told = tale.told["decision"]
    one = decisions.begin(
        by=tale.lead, place=tale.one.place, about=tale.about,
        options=[told["chosen"], told["other"]],
        **only(told, "question", "chosen", "reason", "heard", "dissent", "decided_by"),
    )  # fmt: skip
    for each in told["expectation"]:
        decisions.expect(by=tale.lead, decision=one, **each)
    made = {"decided_on": tale.day(told["week"]), "review_on": tale.day(told["review"])}
    write(by=tale.lead, one=one, base=one.version, told={**made, "is_open": True})
