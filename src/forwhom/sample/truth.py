"""What is true of the made-up district: written beside it, so that an audit can be tested."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from forwhom.sample.planted import BLACK, FOLLOWS, GATE, Effect
from forwhom.sample.where import Places

NAME = "Sample Unified School District (made up)"


def record(planted: tuple[Effect, ...], places: Places) -> dict[str, Any]:
    """truth.json: every effect, one that follows from another included; all empty in the null."""
    effects = []
    for effect in planted:
        effects.append(effect.record(places))
        follows = FOLLOWS.get(effect.measure, ())
        if effect.group.startswith("english_learner=Long-term"):
            follows = ()  # no child of grade 3 is a long-term learner
        effects += [effect.record(places, measure) for measure in follows]
    return {"effects": effects, "causes": _causes(planted), "non_causes": _non_causes(planted)}


def _causes(planted: tuple[Effect, ...]) -> list[dict[str, Any]]:
    """The one planted road: referrals for behavior that is a matter of judgment."""
    return [
        {"measure": measure, "group": BLACK, "gate": "referral", "behaviors": GATE,
         "says": "Extra referrals are for behavior that is a matter of judgment, mostly in class."}
        for measure in ("suspended", "suspended_out_of_school") if planted
    ]  # fmt: skip


def _non_causes(planted: tuple[Effect, ...]) -> list[dict[str, Any]]:
    """The later gates, which treat a referred child of any group the same."""
    return [
        {"measure": "suspended", "group": BLACK, "gate": "suspension",
         "says": "A referred child of this group is suspended no more often than another."},
        {"measure": "suspended_out_of_school", "group": BLACK, "gate": "out_of_school",
         "says": "A suspended child of this group is sent out of school no more often."},
    ] if planted else []  # fmt: skip


def write_truth(directory: Path, truth: dict[str, Any]) -> None:
    """Write `truth.json`."""
    (directory / "truth.json").write_text(json.dumps(truth, indent=2) + "\n", encoding="utf-8")


def write_settings(directory: Path, daily_attendance: bool, declared: str = "") -> None:
    """Write `forwhom.toml`: the district's name, its state, and how attendance is recorded.

    `declared` is the text of what follows: what the district says of its programs and rules.
    """
    lines = [f'name = "{NAME}"', 'state = "CA"']
    lines += [] if daily_attendance else ['attendance = "absences only"']
    (directory / "forwhom.toml").write_text("\n".join(lines) + "\n" + declared, encoding="utf-8")
