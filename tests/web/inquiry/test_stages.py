"""No way round an exit condition: whatever is done, a stage is left forward only when whole."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forwhom.web.accounts.viewer import Viewer, everywhere, looks
from forwhom.web.history.models import Entry
from forwhom.web.inquiry import changes, conditions, queries
from forwhom.web.inquiry.models import Inquiry, Member, Move
from forwhom.web.revisions import changes as revisions
from tests.web.an_inquiry import Begun

SHORT = """
[cycle]
title = { en = "Short", es = "Corta" }
about = { en = "Short.", es = "Corta." }
[[stage]]
name = "team"
phase = "prepare"
title = { en = "Team", es = "Equipo" }
asks = { en = "Who?", es = "¿Quién?" }
leave_when = ["two_departments", "who_decides", "missing_told"]
[[stage]]
name = "aim"
phase = "inquire"
title = { en = "Aim", es = "Meta" }
asks = { en = "What?", es = "¿Qué?" }
leave_when = ["question_told", "who_is_affected", "aim_whole"]
[[stage]]
name = "learn"
phase = "act"
title = { en = "Learn", es = "Aprender" }
asks = { en = "And now?", es = "¿Y ahora?" }
leave_when = ["two_departments", "aim_whole"]
"""
AIM = {
    "aim_what": "Days lost", "aim_whom": "All", "aim_to": "Half", "aim_measure": "suspended_days",
    "aim_by": "2027-06-01",
}  # fmt: skip
WHOLE = {**AIM, "missing": "Families"}
STEPS = st.one_of(
    st.just(("move_on",)),
    st.just(("end",)),
    st.just(("take_up_again",)),
    st.tuples(st.just("go_back"), st.sampled_from(["team", "aim", "learn", "none"]),
              st.sampled_from(["", "A reason"])),
    st.tuples(st.just("write"), st.sampled_from([WHOLE, AIM, {"missing": ""}, {"aim_to": " "}])),
    st.tuples(st.sampled_from(["leave", "join"])),
    st.tuples(st.sampled_from(["withdraw", "bring_back"])),
    st.tuples(st.just("restore"), st.integers(1, 6)),
)  # fmt: skip


def current(one: Any) -> Any:
    with everywhere(because="a test looks at all"):
        return Inquiry.objects.select_related("place").get(pk=one.pk)


@pytest.fixture
def short(begun: Begun, served: Any) -> Begun:
    """The same inquiry, on a way of three stages that a district wrote itself."""
    (served / "cycles").mkdir()
    (served / "cycles" / "short.toml").write_text(SHORT, "utf-8")
    with everywhere(because="a test sets the scene"):
        Inquiry.objects.filter(pk=begun.one.pk).update(cycle="short", stage="team")
    return begun


@pytest.mark.long
@pytest.mark.django_db
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEPS, min_size=6, max_size=14), whole=st.booleans())
def test_no_stage_is_left_forward_before_it_is_whole(
    short: Begun, steps: list[tuple[Any, ...]], whole: bool
) -> None:
    me = Viewer.of(short.lead)
    with looks(me):
        for step in [("write", WHOLE), *steps] if whole else steps:
            _one_step(short, me, step)


def _one_step(short: Begun, me: Viewer, step: tuple[Any, ...]) -> None:
    before, rows, moves = current(short.one), Entry.objects.count(), _moves(short.one)
    way = queries.way_of(before)
    missing = conditions.unmet(before, way.stages[way.at(before.stage)].leave_when)
    done = _do(short, me, before, step)
    after = current(short.one)
    gone = way.at(after.stage) - way.at(before.stage)
    ended = after.ended_at is not None and before.ended_at is None
    assert gone <= 1  # no stage is skipped
    if gone == 1 or ended:
        assert missing == []
        assert step[0] in {"move_on", "end"}
    if gone < 0:
        assert step == ("go_back", after.stage, "A reason")
    assert _moves(short.one) == moves + (gone != 0)
    assert Entry.objects.count() == rows + done


def _do(short: Begun, me: Viewer, one: Any, step: tuple[Any, ...]) -> int:
    """Do it; how many rows of history it should have left."""
    name, *told = step
    if name in {"leave", "join"}:
        return _come_or_go(short, me, one, name)
    if name in {"move_on", "go_back", "end", "take_up_again"}:
        return _go(me, one, name, told)
    if name == "write":
        return int(revisions.write(by=me, one=one, base=one.version, told=told[0]).changed)
    more = {"version": told[0]} if name == "restore" else {}
    return int(getattr(revisions, name)(by=me, one=one, **more))


def _go(me: Viewer, one: Any, name: str, told: list[str]) -> int:
    more = {"to": told[0], "why": told[1]} if name == "go_back" else {}
    try:
        done = getattr(changes, name)(by=me, inquiry=one, **more)
    except changes.NotYetError:
        return 0
    return int(done != one.stage if name == "move_on" else done)


def _come_or_go(short: Begun, me: Viewer, one: Any, name: str) -> int:
    there = Member.everywhere.filter(inquiry=one, person=short.mate, left=None).first()
    if name == "leave":
        return int(there is not None and changes.leave(by=me, inquiry=one, member=there))
    told = {"department": "Teaching", "part": "does"}
    changes.add_member(by=me, inquiry=one, person=short.mate, **told)
    return int(there is None)


def _moves(one: Any) -> int:
    with everywhere(because="a test looks at all"):
        return int(Move.objects.filter(inquiry=one).count())
