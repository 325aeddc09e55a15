"""The first stages of the story: who comes together, what was expected, heard, seen, and why."""

from __future__ import annotations

from forwhom.web.heard.changes import hear
from forwhom.web.inquiry import changes as inquiries
from forwhom.web.reasons import changes as reasons
from forwhom.web.reasons.models import Belief, Cause, Prediction, Rival, Seen
from forwhom.web.revisions.changes import write
from forwhom.web.story.meeting import meet
from forwhom.web.story.telling import Telling, only
from forwhom.web.story.told import Told


def come_together(tale: Telling) -> None:
    """A team of several departments, and whose voice is missing."""
    for each in tale.told["member"][1:]:
        person = tale.team[each["role"]].person
        assert person is not None
        inquiries.add_member(
            by=tale.lead, inquiry=tale.one, person=person, department=each["department"],
            part=each["part"],
        )  # fmt: skip
    told = only(tale.told["inquiry"], "missing")
    write(by=tale.lead, one=tale.one, base=1, told=told)


def read_the_numbers(tale: Telling) -> None:
    """First what they expect; then they look, and say how it came out."""
    made = []
    for each in tale.told["prediction"]:
        told = only(each, "question", "expects", "confidence")
        kept = reasons.add(by=tale.lead, inquiry=tale.one, kind=Prediction, told=told)
        made.append((kept, each))
    meet(tale, "predictions")
    for one, each in made:
        reasons.open_data(by=tale.lead, prediction=one)
        came = "came" if each["came_true"] else "not"
        reasons.answer(by=tale.lead, prediction=one, outcome=came, learned=each["outcome"])


def find_the_question(tale: Telling) -> None:
    """Voices beside the numbers."""
    for each in tale.told["heard"]:
        with tale.by(each["by"]) as me:
            kept = hear(
                by=me, place=tale.one.place, about=tale.about, who=each["who"],
                how_many=each["number"], language=each["language"], said=each["said"],
                may_quote=each["quote"], on=tale.day(each["week"]),
            )  # fmt: skip
        tale.notes[each["who"]] = kept.pk


def look_at_learning(tale: Telling) -> None:
    """Somebody goes and looks."""
    seen = tale.told["seen"]
    told = {
        "way": "visit", "on": tale.day(seen["week"]), "how_many": seen["number"],
        **only(seen, "what", "where"),
    }  # fmt: skip
    with tale.by("school_team") as me:
        reasons.add(by=me, inquiry=tale.one, kind=Seen, told=told)


def look_at_our_practice(tale: Telling) -> None:
    """Whys, each with what speaks for it; two that rival; and what was taken for granted."""
    made: dict[str, Cause] = {}
    for each in tale.told["cause"]:
        source = f"heard:{tale.notes[each['heard']]}" if "heard" in each else "assumed"
        above = made.get(each.get("under", ""))
        told = only(each, "text", "branch", "status", "ring", "act_here")
        told |= {"source": source, "parent": above.pk if above else None}
        made[each["name"]] = reasons.add(by=tale.lead, inquiry=tale.one, kind=Cause, told=told)
    _rival(tale, tale.told["rival"], made)
    belief = tale.told["belief"]
    words = only(belief, "statement", "whose", "confidence", "change_mind", "test", "result")
    words |= {"learned": belief["learned"], "on": tale.day(belief["week"])}
    reasons.add(by=tale.lead, inquiry=tale.one, kind=Belief, told=words)
    meet(tale, "causes")


def _rival(tale: Telling, rival: Told, made: dict[str, Cause]) -> None:
    told = {
        "first": made[rival["first"]].text, "second": made[rival["second"]].text,
        "would_separate": rival["separates"],
        **only(rival, "first_predicts", "second_predicts", "outcome", "learned"),
    }  # fmt: skip
    with tale.by("analyst") as me:
        reasons.add(by=me, inquiry=tale.one, kind=Rival, told=told)
