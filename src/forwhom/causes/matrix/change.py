"""What would have followed under a matrix: whatever lies above it is brought down to its top."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from forwhom.causes.cause import Evidence, Mask, Real
from forwhom.causes.matrix.decisions import EXPELLED, SUSPENDED, Consequences, Decisions
from forwhom.causes.matrix.held import Held
from forwhom.data.matrix import RESPONSES
from forwhom.disparities.pack import Whole

POLICE = RESPONSES.index("law_enforcement")
INSIDE, OUTSIDE = SUSPENDED


@dataclass(frozen=True)
class Year:
    """What each child had in the year: days by response, how often, as the facts count them."""

    days: Real  # children x responses
    times: Whole  # children x responses

    @property
    def suspended(self) -> Real:
        """Days of suspension of both kinds."""
        return self.days[:, INSIDE] + self.days[:, OUTSIDE]


@dataclass(frozen=True)
class Change:
    """A year as it was and as it would have been; `outcome` is the finding's, of each child.

    `spared` children would not have been suspended at all; `days` is how many days of suspension
    fewer each child would have had.
    """

    outcome: Real
    spared: Mask
    days: Real
    moved: int


def changed(evidence: Evidence, decisions: Decisions, held: Held) -> Change:
    """The finding's children had every consequence kept to the matrix; nothing is made harsher."""
    assert evidence.records is not None  # its decisions were read from them
    children = len(evidence.outcome)
    brought = brought_down(decisions, held)
    before, after = (year_of(g, decisions, children) for g in (decisions.given, brought))
    year, rules = evidence.finding.school_year, evidence.records.tables.rules
    counted = rules.value("discipline.suspended_days", year)
    removed = rules.value("discipline.removed_days", year)
    outcome_of = OUTCOMES[evidence.finding.measure]
    was, would_be = (outcome_of(one, counted, removed).astype(float) for one in (before, after))
    # A child of whom nothing changes keeps the outcome that was measured.
    outcome = np.where(was == would_be, evidence.outcome, would_be)
    spared = (before.suspended >= counted) & (after.suspended < counted)
    moved = int((held.over | held.long).sum())
    return Change(outcome, spared, before.suspended - after.suspended, moved)


def brought_down(decisions: Decisions, held: Held) -> Consequences:
    """What would have followed instead.

    A response above the range becomes the highest choice that is not above it, as long as it was,
    but not longer than allowed; a referral to law enforcement falls away. What then stands twice
    in one decision counts once, with the longer length.
    """
    given, lines = decisions.given, held.lines
    line = lines.line[given.decision]
    lower = _lower(held)[line, given.response]
    response = np.where(held.over, lower, given.response)
    lasted = np.where(held.over | held.long, np.minimum(given.lasted, lines.max_days[line]),
                      given.lasted)  # fmt: skip
    key = given.decision * len(RESPONSES) + response
    _, same = np.unique(key, return_inverse=True)
    earliest = np.full(same.max(initial=-1) + 1, np.iinfo(np.int64).max)
    np.minimum.at(earliest, same, given.start)
    touched = np.bincount(same, held.over, len(earliest)) > 0
    start = np.where(touched[same], earliest[same], given.start)
    return replace(given, response=response, lasted=lasted, start=start)


def _lower(held: Held) -> Whole:
    """For each line and response: the highest choice not above it; 0 where there is none."""
    at = np.arange(len(RESPONSES))
    lower = np.maximum.accumulate(np.where(held.lines.allowed, at, 0), axis=1)
    lower[:, POLICE] = np.where(held.lines.over[:, POLICE], 0, lower[:, POLICE])
    return np.asarray(lower)


def year_of(given: Consequences, decisions: Decisions, children: int) -> Year:
    """Each child's year; two reports of one event (child, kind, first day) count once."""
    child, kinds = decisions.child[given.decision], len(RESPONSES)
    _, start = np.unique(given.start, return_inverse=True)
    key = (child * kinds + given.response) * (start.max(initial=0) + 1) + start
    once, same = np.unique(key, return_inverse=True)
    longest = np.zeros(len(once))
    np.maximum.at(longest, same, given.lasted)
    place = once // (start.max(initial=0) + 1)
    shape = (children, kinds)
    days = np.asarray(np.bincount(place, longest, children * kinds), np.float64).reshape(shape)
    times: Whole = np.bincount(place, minlength=children * kinds).reshape(shape)
    return Year(days, times)


# How each measure counts a year: days from which a suspension counts, days above which a removal
# is long.
OUTCOMES: dict[str, Callable[[Year, float, float], np.ndarray]] = {
    "suspended": lambda year, counted, _: year.suspended >= counted,
    "suspended_in_school": lambda year, *_: year.days[:, INSIDE] > 0,
    "suspended_out_of_school": lambda year, *_: year.days[:, OUTSIDE] > 0,
    "suspended_more_than_once": lambda year, *_: year.times[:, OUTSIDE] > 1,
    "days_suspended_per_100_students": lambda year, *_: year.suspended,
    "removed_more_than_10_days": lambda year, _, removed: (
        year.days[:, OUTSIDE] + year.days[:, EXPELLED] > removed
    ),
    "expelled": lambda year, *_: year.times[:, EXPELLED] > 0,
    "referred_to_law_enforcement": lambda year, *_: year.times[:, POLICE] > 0,
}
