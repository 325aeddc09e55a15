"""The index answers as the audit's folder does, of places that are seen alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.errors import AuditFolderError
from forwhom.results import open_audit
from forwhom.results.index import Index, Question
from tests.engine.report.folder import GROUP, SCHOOLS, YEARS, make

IDS = [school for school, *_ in SCHOOLS]
DISTRICT: dict[str, Any] = {"place_type": "district", "place_id": "district"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make(tmp_path_factory.mktemp("audit") / "one")
    Index.open(made)
    return made


ASKED = st.fixed_dictionaries(
    {},
    optional={
        "measure": st.sampled_from(["suspended", "score_mathematics", "walks"]),
        "school_year": st.sampled_from([*YEARS, "1999-00"]),
        "place_type": st.sampled_from(["district", "school"]),
        "place_id": st.sampled_from(["district", *IDS]),
        "depth": st.sampled_from([0, 1, 2]),
        "compared_with": st.sampled_from(["others", "all", "reference"]),
        "group": st.sampled_from([GROUP, "all", "disability=Yes", "disability=Yes & sex=Male"]),
        "dimension": st.sampled_from(["race_ethnicity", "disability"]),
    },
)
SEEN = st.fixed_dictionaries(
    {"schools": st.none() | st.sets(st.sampled_from([*IDS, "999"])), "district": st.booleans()}
)


@given(asked=ASKED)
def test_it_answers_as_the_folder_does_in_its_order(folder: Path, asked: dict[str, Any]) -> None:
    assert Index.open(folder).rows(**asked) == open_audit(folder).rows(**asked)


def test_most_of_what_pages_ask_never_opens_the_audits_own_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Index.open(folder)
    monkeypatch.setattr("forwhom.results.index.answers.from_parquet", None)
    assert len(index.years(measure="suspended", **DISTRICT, group=GROUP)) == 2
    schools = index.schools(measure="suspended", school_year=YEARS[-1], group=GROUP)
    assert [row["place_id"] for row in schools] == IDS
    told = index.groups(
        measure="suspended", school_year=YEARS[-1], **DISTRICT, dimension="race_ethnicity"
    )
    named = {each.dimension: each.groups for each in index.card.dimensions}["race_ethnicity"]
    order = [each.group for each in named]
    assert [row["group"] for row in told] == sorted((row["group"] for row in told), key=order.index)
    assert index.place_rows(**DISTRICT, school_year=YEARS[-1])
    with pytest.raises(TypeError):
        index.rows("suspended", compared_with="reference")


@given(asked=ASKED, seen=SEEN)
def test_no_method_tells_of_a_place_that_is_not_seen(
    folder: Path, asked: dict[str, Any], seen: dict[str, Any]
) -> None:
    index = Index.open(folder).within(**seen)

    def may(place_type: str, place_id: str) -> bool:
        schools = seen["schools"]
        return (
            (schools is None or place_id in schools) if place_type == "school" else seen["district"]
        )

    year = YEARS[-1]
    place = {"place_type": asked.get("place_type", "school"),
             "place_id": asked.get("place_id", IDS[0])}  # fmt: skip
    group = asked.get("group", GROUP)
    rows = index.rows(**asked)
    every = open_audit(folder).rows(**asked)
    assert rows == [row for row in every if may(row["place_type"], row["place_id"])]
    rows += index.years(measure="suspended", **place, group=group)
    rows += index.schools(measure="suspended", school_year=year, group=group)
    rows += index.groups(measure="suspended", school_year=year, **place, dimension="disability")
    rows += index.place_rows(**place, school_year=year)
    change = index.change("suspended", **place, group=group)
    everyone = index.everyone("suspended", year)
    rows += [row for row in (change, everyone) if row is not None]
    assert all(may(row["place_type"], row["place_id"]) for row in rows)
    assert all(may("school", each.school_id) for each in index.card.schools)
    found, total = index.find()
    assert len(found) == total == sum(index.counts_by("measure").values())
    assert all(may(each.place_type, each.place_id) for each in [*found, *index.findings])
    for each in open_audit(folder).findings:
        assert (index.finding(each.id) is not None) == may(each.place_type, each.place_id)
        assert may(each.place_type, each.place_id) or not index.why(each.id)
    assert seen["district"] or "students" not in index.about
    told = index.indices.to_pylist()
    assert all(may(row["place_type"], row["place_id"]) for row in told)


@given(one=SEEN, two=SEEN)
def test_narrowing_twice_never_widens(
    folder: Path, one: dict[str, Any], two: dict[str, Any]
) -> None:
    whole = Index.open(folder)
    both = whole.within(**one).within(**two)
    for place_type, place_id in [("district", "district"), *(("school", each) for each in IDS)]:
        seen = [whole.within(**each).seen.sees(place_type, place_id) for each in (one, two)]
        assert both.seen.sees(place_type, place_id) == all(seen)


def test_a_page_never_gets_a_whole_table(folder: Path) -> None:
    for name in ("cells", "changes", "disparities"):
        with pytest.raises(AuditFolderError):
            getattr(Index.open(folder), name)


def test_findings_are_chosen_by_what_is_asked(folder: Path) -> None:
    index = Index.open(folder)
    (first,) = open_audit(folder).findings
    right = Question(
        measure="suspended", group=GROUP, dimension="race_ethnicity", strength=first.strength,
        place_type=first.place_type, place_id=first.place_id, school_year=first.school_year,
        text=first.sentence_es.split()[0].upper(),
    )  # fmt: skip
    assert index.find(right) == ([first], 1)
    assert index.find(right, offset=1) == ([], 1)
    for name in right._fields:
        assert index.find(right._replace(**{name: "nothing=of it"})) == ([], 0) or name == "alert"
    assert index.counts_by("measure", right._replace(measure="walks")) == {"suspended": 1}
    assert index.counts_by("group") == {GROUP: 1}
    assert index.counts_by("dimension") == {"race_ethnicity": 1}
    assert index.finding(first.id, first.school_year) == first
    assert index.finding(first.id, "1999-00") is None
    assert index.finding("no such id") is None
    with pytest.raises(LookupError):
        index.counts_by("whole")


def test_a_search_leaves_accents_out(folder: Path) -> None:
    index = Index.open(folder)
    (first,) = index.findings
    assert "estudiantes" in first.sentence_es
    assert index.find(Question(text="ESTUDIÁNTES"))[1] == 1
    assert index.find(Question(text="estudiantes nobody"))[1] == 0


def test_cards_have_their_words_in_both_languages(folder: Path) -> None:
    index = Index.open(folder)
    card = index.definition("suspended")
    assert card is not None
    assert card.title.en
    assert card.title.es
    assert index.definition("no such measure") is None
    assert [each.school_id for each in index.card.schools] == IDS
