"""The discipline matrix of forwhom.toml: what it allows, from when, and what is refused."""

from __future__ import annotations

import pytest

from forwhom.data.matrix import KINDS, RESPONSES, Range, in_force, matrices, plain
from forwhom.data.settings import Settings
from forwhom.data.tables import TABLES
from forwhom.errors import DistrictError

WHOLE = """
[[matrix]]
from = "2025-26"
name = "New code"
never = ["law_enforcement"]

[matrix.rows]
defiance.first = { highest = "restorative" }
defiance.repeat = { lowest = "classroom", highest = "in_school_suspension", max_days = 1 }
"Physical aggression" = { lowest = "restorative", highest = "out_of_school_suspension" }
weapon = { highest = "law_enforcement", never = ["other"] }

[[matrix]]
from = "2019-20"
[matrix.rows]
defiance = { highest = "out_of_school_suspension", max_days = 2.5 }
"""
AT = {name: number for number, name in enumerate(RESPONSES)}


def test_every_kind_of_consequence_has_its_place() -> None:
    assert set(KINDS) == set(TABLES["consequences"].columns["kind"].values)


def test_a_whole_matrix_is_read_oldest_first() -> None:
    old, new = matrices(Settings.from_text(WHOLE).matrix)
    assert (old.since, old.name, new.since, new.name) == (
        "2019-20", "2019-20", "2025-26", "New code",
    )  # fmt: skip
    police = frozenset({AT["law_enforcement"]})
    assert new.rows["defiance"] == (
        Range(0, AT["restorative"], None, police),
        Range(AT["classroom"], AT["in_school_suspension"], 1.0, police),
    )
    first, again = new.rows["physical aggression"]
    assert first == again == Range(
        AT["restorative"], AT["out_of_school_suspension"], None, police
    )  # fmt: skip
    assert first.choices == (2, 3, 4, 5)
    assert AT["other"] not in new.rows["weapon"][0].choices
    assert old.rows["defiance"][0].max_days == 2.5


def test_the_newest_that_has_begun_holds() -> None:
    versions = matrices(Settings.from_text(WHOLE).matrix)
    held = {year: in_force(versions, year) for year in ("2018-19", "2019-20", "2024-25", "2025-26")}
    assert [one and one.since for one in held.values()] == [None, "2019-20", "2019-20", "2025-26"]


def test_behaviors_are_compared_without_case_and_underscores() -> None:
    assert plain(" Physical_Aggression ") == plain("physical  aggression")


START = '[[matrix]]\nfrom = "2025-26"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[matrix]]\nname = 'A'", "does not say from when"),
        ("[[matrix]]\nfrom = '2025'", "does not say from when"),
        ("[[matrix]]\nfrom = '2025-27'", "does not say from when"),
        (START, "It has no rows"),
        (START + "rows = {}", "It has no rows"),
        (START + "name = 5\nrows.a = {highest = 'other'}", "Its name is no text"),
        (START + "rwos.a = {highest = 'other'}", "Did you mean `rows`?"),
        (START + "rows.a = {highest = 'clasroom'}", "Did you mean `classroom`?"),
        (START + "rows.a = {highest = 'detention at noon'}", "Use one of classroom, restorative"),
        (START + "rows.a = {highest = ['other']}", "is no response"),
        (START + "rows.a = {hihgest = 'other'}", "not known. Did you mean `highest`?"),
        (START + "rows.a = {lowest = 'other'}", "`a` has no `highest`"),
        (START + "rows.a = 'other'", "is not a range"),
        (START + "rows.a.first = {highest = 'other'}", "a.first and a.repeat"),
        (START + "rows.a.first = 1\nrows.a.repeat = 1", "`a, first` is no range"),
        (START + "rows.a = {lowest = 'expulsion', highest = 'other'}", "above the highest"),
        (START + "rows.a = {highest = 'other', max_days = 2}", "no suspension, yet it has"),
        (START + "rows.a = {highest = 'expulsion', max_days = 0}", "no number of days"),
        (START + "rows.a = {highest = 'expulsion', max_days = true}", "no number of days"),
        (START + "rows.a = {highest = 'expulsion', never = 'other'}", "is no list"),
        (START + "rows.a = {highest = 'other', never = ['other']}", "also never allowed"),
        (START + "never = ['polise']\nrows.a = {highest = 'other'}", "`polise` in `never`"),
        (
            START + "rows.A = {highest = 'other'}\nrows.a = {highest = 'other'}",
            "stands in it twice",
        ),
        (2 * (START + "rows.a = {highest = 'other'}\n"), "Two matrices hold from 2025-26"),
    ],
)
def test_what_is_not_understood_is_refused(text: str, told: str) -> None:
    with pytest.raises(DistrictError) as caught:
        Settings.from_text(text)
    error = caught.value
    assert told in f"{error.what} {error.remedy}"
    assert "forwhom.toml" in error.where
    assert error.did
    assert error.remedy
