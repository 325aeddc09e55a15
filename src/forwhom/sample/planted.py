"""What is planted: which groups are treated differently, in what, and by how much.

A planted *ratio* multiplies the chance of the outcome for a child of the group: it is the chance
the child has, over the chance the same child would have in the same school and grade without the
membership. A planted *difference* is added to the chance instead. Several memberships multiply.
Given school, grade and the other planted memberships the size holds exactly, up to chance, since
nothing else that is drawn depends on a group. Against all others of the same school and grade it
holds nearly: groups overlap a little. Groups are as reported: a child whose race is not reported
is in no group of race.

Referral leads to suspension: a size planted on `referred` holds for `suspended` and
`suspended_out_of_school` too, as the later steps are the same for all. Grade 3's reading test is
`proficient_reading`'s, so what is planted there holds for `reading_on_track_grade_3`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from forwhom.sample.membership import Groups
from forwhom.sample.paths import Paths
from forwhom.sample.streams import Floats
from forwhom.sample.where import Places


@dataclass(frozen=True)
class Effect:
    """One planted effect: see the module's words for what `size` means."""

    measure: str
    group: str
    size: float
    kind: str = "ratio"
    place: int = -1  # a school's position; -1: the whole district

    def record(self, places: Places, measure: str = "") -> dict[str, Any]:
        """The effect as truth.json has it."""
        return {
            "measure": measure or self.measure,
            "group": self.group,
            "place_id": places.ids[self.place] if self.place >= 0 else None,
            "kind": self.kind,
            "size": self.size,
        }


BLACK = "race_ethnicity=Black or African American"
HISPANIC = "race_ethnicity=Hispanic or Latino"
LOW_INCOME = "economically_disadvantaged=Yes"
EVERYWHERE = (
    Effect("referred", BLACK, 2.0),
    Effect("referred", LOW_INCOME, 1.3),
    Effect("referred", "disability=Yes & sex=Male", 2.5),
    Effect("chronic_absence", "homeless=Yes", 1.5),
    Effect("chronic_absence", "disability=Yes", 1.3),
    Effect("chronic_absence", "english_learner=Long-term & sex=Male", 1.5),
    Effect("proficient_reading", "english_learner=Current", 0.5),
    Effect("proficient_reading", "english_learner=Long-term", 0.5),
    Effect("proficient_mathematics", "disability=Yes", 0.5),
    Effect("proficient_mathematics", LOW_INCOME, 0.77),
    Effect("gifted", HISPANIC, 0.4),
    Effect("algebra_by_grade_8", f"{HISPANIC} & sex=Female", 0.67),
    Effect("college_level_course", LOW_INCOME, 0.67),
    Effect("on_track_grade_9", "sex=Male", -0.08, "difference"),
    Effect("graduated_on_time", "disability=Yes", 0.77),
)
FOLLOWS = {  # an effect on the first is an effect of the same size on the others
    "referred": ("suspended", "suspended_out_of_school"),
    "proficient_reading": ("reading_on_track_grade_3",),
}
GATE = "subjective"  # the kind of behavior through which BLACK's extra referrals come
HIGHEST = 0.97  # no child's chance is above this


def effects(places: Places, null: bool) -> tuple[Effect, ...]:
    """The effects of this district: those everywhere and one at the first high school."""
    if null:
        return ()
    high = [i for i, level in enumerate(places.level) if level == "high"]
    here = [Effect("college_level_course", HISPANIC, 0.5, place=high[0])] if high else []
    return (*EVERYWHERE, *here)


def with_effects(
    base: Floats, measure: str, planted: tuple[Effect, ...], groups: Groups, paths: Paths
) -> Floats:
    """Chances, children x years, after the measure's planted effects on the base chances."""
    chances = base
    for effect in planted:
        if effect.measure != measure:
            continue
        inside = groups.members(effect.group)
        if effect.place >= 0:
            inside = inside & (paths.main == effect.place)
        changed = chances * effect.size if effect.kind == "ratio" else chances + effect.size
        chances = np.where(inside, changed, chances)
    return chances.clip(0.0005, HIGHEST)
