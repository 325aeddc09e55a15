"""The published frames: their lines, the measures on them, and what nothing speaks to."""

from __future__ import annotations

import pytest

from forwhom.audit.about import missing_for
from forwhom.audit.frames import frame_as_dict, frame_lines, frames_as_list, named_frame
from forwhom.data.tables import TABLES
from forwhom.errors import DeclarationError, ForwhomError
from forwhom.measures import MEASURES
from forwhom.measures.frames import FRAMES, check_code, lines_of

LINES = {"nasem16": 16, "skrla12": 12, "are10": 10}


def test_each_frame_has_as_many_lines_as_it_is_known_for() -> None:
    assert list(FRAMES) == ["nasem16", "crdc", "skrla12", "are10"]
    for name, number in LINES.items():
        assert [line.code for line in FRAMES[name].lines] == [
            str(place) for place in range(1, number + 1)
        ]


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_is_whole(name: str) -> None:
    frame = FRAMES[name]
    for word in ("title", "title_es", "source", "sure", "sure_es"):
        assert getattr(frame, word)
    codes = [line.code for line in frame.lines]
    assert len(codes) == len(set(codes))
    for line in frame.lines:
        assert line.title != line.title_es or line.code == "12", line
        assert not line.kept_in or line.kept_in in TABLES


def test_every_code_of_a_measure_is_on_its_line() -> None:
    told = {frame["name"]: frame for frame in frames_as_list()}
    for name, measure in MEASURES.items():
        for code in measure.frames:
            frame, _, line = code.partition(":")
            lines = {each["code"]: each["measures"] for each in told[frame]["lines"]}
            assert name in (lines[line] if line else told[frame]["on_no_line"])


def test_a_line_that_nothing_measures_is_told() -> None:
    lines = frame_lines(FRAMES["are10"])
    place = lines.index("  1  School funding")
    assert lines[place + 1].strip().startswith("nothing measures this yet")
    assert "spending" in lines[place + 1]
    assert max(map(len, lines)) <= 100
    spoken = sum(bool(line["measures"]) for line in frame_as_dict(FRAMES["are10"])["lines"])
    assert lines[-1] == f"{spoken} of 10 lines have a measure."


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("nasem:3", "Did you mean `nasem16`"),
        ("nasem16:17", "Use one of 1, 2"),
        ("crdc:gift", "Did you mean `gifted`"),
    ],
)
def test_a_code_that_is_nowhere_is_refused_with_the_nearest(code: str, told: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        check_code(code, "here.py")
    assert told in caught.value.remedy
    assert caught.value.where == "here.py"


def test_a_frame_alone_says_no_line() -> None:
    check_code("crdc", "here.py")
    assert lines_of(("crdc", "nasem16:3", "crdc:gifted"), "crdc") == ["", "gifted"]


def test_a_wrong_frame_is_told_the_nearest() -> None:
    with pytest.raises(ForwhomError) as caught:
        named_frame("skrla")
    assert "Did you mean `skrla12`?" in caught.value.remedy


def test_what_is_missing_names_the_rows_of_a_table_that_holds_many_kinds() -> None:
    told = missing_for(MEASURES["activity"], {"programs"})
    assert told == ["programs: activity = started"]
    assert missing_for(MEASURES["activity"], set()) == ["programs"]
    assert "english_learner" in missing_for(MEASURES["reclassified"], {"student_groups"})[0]
