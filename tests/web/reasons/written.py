"""What a team of a middle school might write of why students are sent out for coming late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from forwhom.web.reasons import changes
from forwhom.web.reasons.models import Belief, Cause, Prediction, Rival, Seen

CHAINS: list[tuple[str, list[str]]] = [
    ("rule", ["Three tardy slips make a suspension.",
              "The rule was written when every student lived within a walk.",
              "No rule has a date on which somebody must look at it again."]),
    ("rule", ["Slips are counted over the whole year and never wiped."]),
    ("time", ["The first bell rings ten minutes before the last bus comes.",
              "The bus contract and the bell schedule are decided in different offices."]),
    ("time", ["The office closes before families get off work."]),
    ("access", ["Only two of nine routes have a late bus.", "Routes follow the old boundaries."]),
    ("access", ["Letters about slips go out in English alone."]),
    ("resource", ["One counselor serves 612 students."]),
    ("resource", ["There is no adult at the gate after the bell."]),
    ("practice", ["Some rooms send students out at the door; others let them sit down.",
                  "We never agreed on what to do in the first five minutes."]),
    ("practice", ["Nobody calls home before the third slip."]),
    ("relations", ["Families hear from us only when something is wrong.",
                   "No time is set aside for the first call of the year."]),
]  # fmt: skip


def write_all(by: Any, inquiry: Any) -> None:
    """A few of everything, as a team would have it after some weeks."""
    for branch, texts in CHAINS:
        above: Any = None
        for text in texts:
            told = {"text": text, "branch": branch, "parent": above, "ring": "control"}
            above = changes.add(by=by, inquiry=inquiry, kind=Cause, told=told).pk
    today = timezone.localdate()
    add = {
        Rival: {
            "first": "The last bus comes after the bell.",
            "first_predicts": "Students who walk get as few slips as others.",
            "second": "Slips are written in some rooms and not in others.",
            "second_predicts": "Rooms differ, whatever way students come.",
            "would_separate": "Slips of one month by route and by room.", "outcome": "open",
        },
        Belief: {
            "statement": "Families read the letter about slips.", "whose": "Front office",
            "confidence": 80, "change_mind": "Half of those we ask never saw one.",
            "test": "Ask at the May family evening, in three languages.", "result": "open",
        },
        Seen: {
            "way": "visit", "where": "First period, grades 7 and 8", "how_many": 6,
            "on": today - timedelta(days=3),
            "what": "In four of six rooms students waited outside. In two they sat down.",
        },
    }  # fmt: skip
    for kind, told in add.items():
        changes.add(by=by, inquiry=inquiry, kind=kind, told=told)
    for n in range(12):
        told = {"question": f"Will slips fall where the late bus runs? (month {n + 1})",
                "expects": "Yes, by a third or more.", "confidence": 40 + 5 * n}  # fmt: skip
        one = changes.add(by=by, inquiry=inquiry, kind=Prediction, told=told)
        if n < 11:
            changes.open_data(by=by, prediction=one)
        if n < 10:
            outcome = "came" if n % 3 else "not"
            changes.answer(by=by, prediction=one, outcome=outcome, learned="")
