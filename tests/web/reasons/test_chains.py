"""Whatever is tied to whatever, each cause stands on the picture exactly once."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.web.reasons.chains import above, below, fishbone, forest
from forwhom.web.reasons.models import Cause

PARENTS = st.lists(st.one_of(st.none(), st.integers(1, 9)), min_size=1, max_size=9)
MARKS = st.lists(st.sampled_from(["proposed", "refuted"]), min_size=9, max_size=9)


def causes(parents: list[int | None], marks: list[str]) -> list[Cause]:
    return [
        Cause(pk=key, text=str(key), branch="rule", parent_id=parent, status=marks[key - 1])
        for key, parent in enumerate(parents, start=1)
    ]


def keys(links: list[Any]) -> list[int]:
    return [key for one in links for key in (one.cause.pk, *keys(one.deeper))]


@settings(deadline=None)
@given(PARENTS, MARKS)
def test_each_stands_once_even_where_two_are_each_others_why(
    parents: list[int | None], marks: list[str]
) -> None:
    found = causes(parents, marks)
    assert sorted(keys(forest(found))) == [one.pk for one in found]
    (rib,) = [branch for branch in fishbone(found) if branch.chains]
    assert rib.count == len(found)
    shown = {key for branch in fishbone(found, "refuted") for key in keys(branch.chains)}
    assert {one.pk for one in found if one.status == "refuted"} <= shown


@settings(deadline=None)
@given(PARENTS, MARKS)
def test_what_is_above_is_never_below(parents: list[int | None], marks: list[str]) -> None:
    found = causes(parents, marks)
    for one in found:
        under = below(one, found)
        assert one.pk in under
        ends = above(one, found)
        assert len(ends) <= 40
