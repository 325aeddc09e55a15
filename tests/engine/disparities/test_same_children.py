"""The same children in two years: who counts, in which group, and how far they and a gap moved."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import forwhom
from forwhom.audit.changes import changes
from forwhom.data.district import District
from forwhom.data.engine import open_duckdb
from forwhom.disparities.same_children import changes_of, count_same_children, repeated
from forwhom.measures import MEASURES
from forwhom.results import AuditFolder, Finding
from forwhom.stats.changes import change
from forwhom.stats.paired import mean_change, tango
from tests.backends.records import Records, typed

BEFORE, AFTER = "2024-25", "2025-26"
CHILDREN = range(120)
CUT_SHORT = {(1, AFTER), (2, AFTER), (5, BEFORE), (8, BEFORE)}
ENGLISH, LONG_TERM = "english_learner", "long_term_english_learner"


def sex(child: int) -> str:
    return "F" if child % 3 else "M"


def english(child: int, year: str) -> str:
    """Some learn English no longer in the later year, which decides."""
    learning = child < (40 if year == BEFORE else 12)
    return "Long-term" if child < 6 else "Current" if learning else "Never"


def foster(child: int) -> str:
    """All but four, so that there is a small group and a small rest."""
    return "No" if 90 <= child < 94 else "Yes"


def is_there(child: int, year: str) -> bool:
    """The last ten come in the later year, the ten before them leave."""
    return child < 110 if year == BEFORE else not 100 <= child < 110


def days_absent(child: int, year: str) -> int:
    return random.Random(f"{child} {year}").choice((2, 8, 19, 30) if child % 3 else (2, 30))


def days_enrolled(child: int, year: str) -> int:
    """A few are there too few days to be asked about, in one of the years."""
    return 5 if (child, year) in CUT_SHORT else 180


def tables() -> dict[str, str]:
    years = (BEFORE, AFTER)
    there = [(child, year) for year in years for child in CHILDREN if is_there(child, year)]
    enrolled = [(child, "A", year, 5 if year == BEFORE else 6) for child, year in there]
    enrolled += [(7, "B", year, 6) for year in years]  # at two schools in a year
    absent = [
        (child, "", year, days_enrolled(child, year), min(days_absent(child, year), 5))
        if days_enrolled(child, year) == 5 else (child, "", year, 180, days_absent(child, year))
        for child, year in there
    ]  # fmt: skip
    learning = [
        (child, dimension, value, year)
        for child, year in there
        for dimension, value in ((ENGLISH, english(child, year)), ("foster", foster(child)))
    ]
    discipline = [(child, "A", AFTER, 1) for child in (3, 4)]
    discipline += [(child, "A", BEFORE, 1) for child in (4, 105)]
    return {
        "schools": rows("school_id,name", [("A", "Oak"), ("B", "Elm")]),
        "students": rows("student_id,sex", [(child, sex(child)) for child in CHILDREN]),
        "cohorts": rows("student_id,cohort_year,outcome", [(9, AFTER, "graduated")]),
        "enrollments": rows("student_id,school_id,school_year,grade", enrolled),
        "attendance_years": rows(
            "student_id,school_id,school_year,days_enrolled,days_absent", absent
        ),
        "student_groups": rows("student_id,dimension,value,school_year", learning),
        "discipline_years": rows("student_id,school_id,school_year,referrals", discipline),
    }


def rows(heading: str, cells: list[tuple[object, ...]]) -> str:
    return "\n".join([heading, *(",".join(map(str, row)) for row in cells)]) + "\n"


def audited(folder: Path, texts: dict[str, str]) -> AuditFolder:
    export = folder / "export"
    export.mkdir(parents=True)
    for name, text in texts.items():
        (export / f"{name}.csv").write_text(text, encoding="utf-8")
    return forwhom.run_audit(export, folder / "audit", quick=True)


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> AuditFolder:
    return audited(tmp_path_factory.mktemp("two years"), tables())


def row(audit: AuditFolder, measure: str, group: str = "all") -> dict[str, Any]:
    found = audit.change(measure, "district", "district", group)
    assert found is not None
    return found


def is_absent(child: int, year: str) -> bool | None:
    """Chronically absent, in plain Python; nothing where the child is not asked about."""
    if not is_there(child, year) or days_enrolled(child, year) < 10:
        return None
    return days_absent(child, year) >= 18


def counted(children: list[int]) -> tuple[int, int, int, int, int]:
    """Known in both years, counted before, after, gained, lost."""
    pairs = [(is_absent(child, BEFORE), is_absent(child, AFTER)) for child in children]
    found = Counter(pair for pair in pairs if None not in pair)
    both, gained, lost = found[True, True], found[False, True], found[True, False]
    return found.total(), both + lost, both + gained, gained, lost


NUMBERS = ("n", "count_before", "count_after", "gained", "lost")
GROUPS_OF = {
    "all": list(CHILDREN),
    "sex=Female": [child for child in CHILDREN if sex(child) == "F"],
    "sex=Male": [child for child in CHILDREN if sex(child) == "M"],
    "english_learner=Current": [child for child in CHILDREN if english(child, AFTER) == "Current"],
    "english_learner=Never": [child for child in CHILDREN if english(child, AFTER) == "Never"],
}


@pytest.mark.parametrize("group", GROUPS_OF)
def test_each_child_counts_once_in_its_groups_of_the_later_year(
    audit: AuditFolder, group: str
) -> None:
    found, wanted = row(audit, "chronic_absence", group), counted(GROUPS_OF[group])
    assert tuple(found[name] for name in NUMBERS) == wanted
    n, before, after, gained, lost = wanted
    told = [found[name] for name in ("rate_before", "rate_after", "change")]
    assert told == pytest.approx([before / n, after / n, (gained - lost) / n])
    limits = [found["change_low"], found["change_high"]]
    assert limits == pytest.approx([float(end) for end in tango(gained, lost, n)])
    assert (found["year_before"], found["school_year"]) == (BEFORE, AFTER)


def test_a_gap_moved_by_the_difference_of_the_two_changes(audit: AuditFolder) -> None:
    found, ends = row(audit, "chronic_absence", "sex=Male"), []
    for group in ("sex=Female", "sex=Male"):
        n, _, _, gained, lost = counted(GROUPS_OF[group])
        ends += [(gained - lost) / n, *(float(end) for end in tango(gained, lost, n))]
    names = ("difference_change", "difference_change_low", "difference_change_high")
    assert [found[name] for name in names] == pytest.approx([float(end) for end in change(*ends)])
    rose = found["difference_after"] - found["difference_before"]
    assert found["difference_change"] == pytest.approx(rose)
    other = row(audit, "chronic_absence", "sex=Female")
    assert found["difference_change"] == pytest.approx(-other["difference_change"])
    assert found["comparison_gained"] == other["gained"]


def test_an_average_is_the_mean_of_each_childs_own_change(audit: AuditFolder) -> None:
    children = [c for c in GROUPS_OF["sex=Male"] if is_there(c, BEFORE) and is_there(c, AFTER)]
    assert not {child for child, _ in CUT_SHORT} & set(children)
    moved = [days_absent(child, AFTER) - days_absent(child, BEFORE) for child in children]
    found = row(audit, "days_absent_per_100", "sex=Male")
    wanted = mean_change(len(moved), sum(moved), sum(day * day for day in moved))
    told = [found[name] for name in ("change", "change_low", "change_high")]
    assert told == pytest.approx([100 * float(end) for end in wanted])
    assert found["gained"] is found["lost"] is found["count_before"] is None


def test_a_child_at_two_schools_counts_once(audit: AuditFolder) -> None:
    assert row(audit, "referred")["n"] == 100  # of 110 and 110 enrolled


def test_none_gained_and_none_lost_still_has_limits(audit: AuditFolder) -> None:
    whole = row(audit, "referred")
    assert [whole[name] for name in NUMBERS] == [100, 1, 2, 1, 0]  # 105 left the district
    found = row(audit, "referred", "english_learner=Never")
    assert [found[name] for name in NUMBERS] == [88, 0, 0, 0, 0]
    z = 1.959963984540054**2
    assert found["change"] == 0
    assert -found["change_low"] == found["change_high"] == pytest.approx(z / (88 + z), rel=1e-6)


def test_of_few_children_their_number_alone_is_told(audit: AuditFolder) -> None:
    few = row(audit, "chronic_absence", "foster=No")
    assert (few["n"], few["status"], few["rate_after"], few["change"]) == (4, "too_few", None, None)
    assert few["difference_change"] is None
    others = row(audit, "chronic_absence", "foster=Yes")
    assert others["change"] is not None  # its own is told, beside four others is not
    assert (others["status"], others["difference_change"]) == ("too_few", None)


def test_a_group_that_answers_the_question_itself_is_left_out(audit: AuditFolder) -> None:
    groups = {r["group"] for r in audit.changes.to_pylist() if r["measure"] == LONG_TERM}
    assert "sex=Male" in groups
    assert not any(group.startswith(ENGLISH) for group in groups)


def test_what_is_asked_of_a_child_once_has_no_change(audit: AuditFolder) -> None:
    names = "graduated_on_time on_track_grade_9 algebra_by_grade_8 reading_on_track_grade_3"
    asked_once = {*names.split(), "reclassified"}
    assert {name for name, measure in MEASURES.items() if measure.once} == asked_once
    assert not any(name.split("__")[0] in asked_once for name in changes_of(MEASURES))
    assert set(repeated(MEASURES)) == set(MEASURES) - asked_once
    graduated = row(audit, "graduated_on_time")
    assert (graduated["status"], graduated["n"]) == ("asked_once", None)


@pytest.mark.parametrize("years", [(AFTER,), ("2022-23", AFTER)])
def test_without_the_year_before_there_are_too_few_years(years: tuple[str, ...]) -> None:
    enrolled = [{"student_id": "1", "school_id": "A", "school_year": year} for year in years]
    with open_duckdb() as engine:
        records = Records({"enrollments": typed("enrollments", enrolled)})
        assert count_same_children(records.on(engine), MEASURES) is None
    about = {"measures": [{"name": "suspended", "status": "ok"}], "latest_year": AFTER}
    (told,) = changes(None, about, []).to_pylist()
    assert (told["measure"], told["group"], told["status"]) == ("suspended", "all", "too_few_years")


def test_of_deeper_groups_those_that_findings_name_are_told(audit: AuditFolder) -> None:
    pair = "english_learner=Never & sex=Male"
    place = {"place_type": "grade_band", "place_id": "6-8"}
    names = ("rate", "comparison_rate", "difference", "difference_low", "difference_high")
    finding = Finding.of_row(
        {**dict.fromkeys(names, 0.5), "measure": "referred", "school_year": AFTER, "n": 9,
         "count": 1, "ratio": 1.0, "students_to_parity": 1, "compared_with": "others",
         "group": pair, **place}
    )  # fmt: skip
    with open_duckdb() as engine:
        district = District(audit.folder / "district").tables(engine)
        cells = count_same_children(district, MEASURES)
    told = changes(cells, audit.about, [finding]).to_pylist()
    deep = [found for found in told if found["depth"] > 1]
    assert {(r["place_type"], r["place_id"], r["group"]) for r in deep} == {(*place.values(), pair)}
    (found,) = (found for found in deep if found["measure"] == "chronic_absence")
    both = set(GROUPS_OF["english_learner=Never"]) & set(GROUPS_OF["sex=Male"])
    assert tuple(found[name] for name in NUMBERS) == counted(sorted(both))
    assert len([found for found in told if found["depth"] < 2]) == len(audit.changes)
