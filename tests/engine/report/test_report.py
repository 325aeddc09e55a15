"""The report: one page, the same bytes twice, all it must say, and nothing that leaves it."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

import forwhom.report
from forwhom.errors import AuditFolderError
from forwhom.report import build
from forwhom.report.packet.frame import TO_WRITE
from forwhom.report.words import phrases
from tests.engine.report.folder import make

HERE = Path(forwhom.report.__file__).parent
TAGS = re.compile(r"<(style|title)[^>]*>.*?</\1>|<[^>]+>", re.DOTALL)


def said(page: str) -> str:
    """The words of a page as they are read."""
    return " ".join(unescape(TAGS.sub(" ", page)).split())


def section(page: str, anchor: str) -> str:
    return re.search(rf'<(\w+)[^>]* id="{anchor}".*?</\1>', page, re.DOTALL).group()


def test_the_same_audit_gives_the_same_bytes(folder, english, tmp_path):
    assert build(make(tmp_path / "again")).read_bytes() == english.encode()


def test_nothing_is_fetched_and_nothing_runs(english):
    assert "<script" not in english
    assert not re.search(r"\son\w+=", english)
    assert "@import" not in english
    outside = [m for m in re.findall(r'(?:src|href)\s*=\s*"([^"]*)"', english) if m[:1] != "#"]
    assert not outside
    assert all(found.startswith("data:") for found in re.findall(r"url\(([^)]*)", english))
    assert "default-src 'none'" in english


def test_every_link_has_its_place_and_no_place_is_there_twice(english):
    ids = Counter(re.findall(r'\bid="([^"]*)"', english))
    assert set(ids.values()) == {1}
    assert set(re.findall(r'href="#([^"]*)"', english)) <= set(ids)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_says_its_language_and_that_it_is_inside(language, english, spanish):
    page = english if language == "en" else spanish
    assert f'<html lang="{language}">' in page
    assert ("INSIDE" if language == "en" else "INTERNO") in said(page)


def test_an_unfinished_year_is_told_on_every_page(folder, tmp_path):
    copy = shutil.copytree(folder, tmp_path / "copy")
    told = json.loads((copy / "audit.json").read_text("utf-8"))
    (copy / "audit.json").write_text(json.dumps({**told, "as_of": "2025-11-20"}), "utf-8")
    page = build(copy).read_text("utf-8")
    assert page.count("counted up to November 20, 2025") >= 2  # on the mark and in print
    assert "Año sin terminar: se cuenta hasta el 20 de noviembre de 2025" in build(
        copy, language="es"
    ).read_text("utf-8")


def test_a_finished_year_has_no_such_warning(english):
    assert "counted up to" not in english


def test_every_chart_has_two_sizes_and_a_table_and_can_be_heard(english):
    figures = re.findall(r"<figure.*?</figure>", english, re.DOTALL)
    # groups twice, gap, years, schools, funnel, gaps by school, and the example
    assert len(figures) == 8
    for figure in figures:
        assert figure.count("<svg") == figure.count("aria-label=") - 1 == 2
        assert 'class="wide"' in figure
        assert 'class="narrow"' in figure
        assert "<table>" in figure
        assert "How to read this" in figure


def test_findings_stand_first_marked_as_not_yet_corrected(english):
    short = said(section(english, "short"))
    assert "18 of 100 Black or African American students were suspended." in short
    assert "not yet corrected for the number of looks" in short
    assert "plausibly between 7.9 and 13.1 points, from 1,000 students" in short
    assert "104 fewer students would close the gap." in short


def test_numbers_stand_with_their_interval_and_their_children(english):
    words = said(section(english, "m-suspended"))
    assert "18.0%" in words
    assert "15.7–20.5%" in words
    assert "180 of 1,000" in words
    assert "370 of 3,511" in words


def test_under_the_years_stands_what_changed_and_that_it_is_early(english):
    words = said(section(english, "m-suspended"))
    assert "the rate rose by 5 points: plausibly" in words  # everyone
    assert "their rate rose by 9 points: plausibly between" in words
    assert "The gap grew by 5 points: plausibly between" in words
    assert words.count("2 years are too few to tell a turn from the usual swings.") == 2


def test_beside_it_stands_how_the_same_students_fared(english, spanish):
    words = said(section(english, "m-suspended"))
    assert (
        "3,100 students have records of this in both years. Of these, 190 joined those who were "
        "counted, and 40 left them. In these same students, the rate rose by 5 points"
    ) in words
    assert "900 of them have records" in words
    assert "80 joined those who were counted, and 1 left them." in words
    assert "In the same students, the gap grew by 5 points: plausibly between 2" in words
    assert "De estos, 80 se sumaron a quienes fueron contados, y 1 dejó de estar" in said(spanish)


def test_an_audit_without_the_same_students_says_nothing_of_them(folder, tmp_path):
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / "changes.parquet").unlink()
    assert "records of this in both years" not in build(copy).read_text("utf-8")


def test_silence_says_what_would_have_been_found(english):
    words = said(section(english, "m-suspended"))
    told = "For a group of 500 students we would have found a gap of 6 points or more"
    assert words.count(told) == 1


def test_schools_stand_with_the_rate_the_other_schools_make_likely(english):
    chart = re.search(r'<figure class="schools">.*?</figure>', english, re.DOTALL).group()
    alder = next(row for row in re.findall(r"<tr.*?</tr>", chart, re.DOTALL) if "Alder" in row)
    cells = re.findall(r"<td>(.*?)</td>", alder)
    assert cells == ["20.0%", "17.0%", "12.0–23.0%", "60 of 300", "8.0%", "98%"]
    assert "leans on schools of the same kind" in said(chart)


def test_groups_under_eleven_are_grey_and_under_five_have_no_rate(english):
    rows = re.findall(r"<tr.*?</tr>", section(english, "m-suspended"), re.DOTALL)
    grey = [said(row) for row in rows if 'class="few"' in row]
    assert any("Native Hawaiian" in row and "too few to trust" in row for row in grey)
    white = [row for row in grey if row.startswith("White")]
    assert white
    assert not any("%" in row for row in white)
    assert not any("Hispanic" in row for row in grey)


def test_what_is_not_recorded_is_said_with_what_it_would_need(english):
    missing = said(section(english, "missing"))
    assert "Gifted" in missing
    assert "No data: we do not record this." in missing
    assert "programs: no such table" in missing
    assert "Foster care" in missing
    assert "spending" in missing
    assert "A note for the reader." in missing


def test_a_frame_shows_rates_no_data_and_what_nothing_measures(english):
    frames = section(english, "frames")
    rows = [said(row) for row in re.findall(r"<tr.*?</tr>", frames, re.DOTALL)][1:]
    assert rows == [
        "1. Line 1 Suspended : 10.5% of 3,511 students Gifted: no data",
        "2. Line 2 Math score : 2,431.2 of 2,000 students",
        "3. Line 3 Gifted: no data",
        "4. Line 4 Nothing measures this yet.",
        "5. Line 5 Nothing measures this yet. Its records would stand in the table spending.",
    ]
    assert "2 of 5 lines have a number." in said(frames)
    assert "How sure we are of these titles: Held against the book." in said(frames)
    assert 'href="#m-suspended"' in frames
    assert 'href="#m-gifted"' not in frames


def test_an_audit_without_frames_has_no_section_of_them(tmp_path):
    folder = make(tmp_path / "old")
    about = json.loads((folder / "audit.json").read_text("utf-8"))
    del about["frames"]
    (folder / "audit.json").write_text(json.dumps(about), "utf-8")
    assert 'id="frames"' not in build(folder).read_text("utf-8")


def test_of_a_measure_that_was_not_searched_nothing_is_said_to_be_found(tmp_path):
    folder = make(tmp_path / "quiet")
    about = json.loads((folder / "audit.json").read_text("utf-8"))
    (folder / "findings.json").write_text("[]", "utf-8")
    told = {True: "No group stood clearly apart", False: "in the headline measures only"}
    for headline, words in told.items():
        about["measures"][0]["headline"] = headline
        (folder / "audit.json").write_text(json.dumps(about), "utf-8")
        page = said(section(build(folder).read_text("utf-8"), "m-suspended"))
        assert words in page
        assert told[not headline] not in page


def test_scores_are_in_points_and_not_in_percent(english):
    score = said(section(english, "m-score_mathematics"))
    assert "2,431.2" in score
    assert "%" not in score
    assert "Standard deviations apart" in score


def test_names_from_records_cannot_become_markup(english):
    assert "<Elementary>" not in english
    assert 'O\'Hara & "Sons" <Elementary>' in said(english)


def test_the_spanish_page_has_no_english_phrase(spanish):
    page = said(spanish)
    for name, texts in phrases().items():
        english = texts["en"]
        of_report = not name.startswith("official.group.")  # definitions name values as stored
        if of_report and len(english.split()) > 2 and "{" not in english:
            assert english not in page, name
    assert "De cada 100 estudiantes negros o afroamericanos" in page
    assert "Una nota para quien lee." in page


def test_templates_hold_no_words_of_their_own():
    for path in (HERE / "templates").glob("*.html"):
        bare = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", " ", path.read_text("utf-8"), flags=re.DOTALL)
        bare = re.sub(r"@font-face {.*?}", " ", bare, flags=re.DOTALL)
        assert not re.search(r"[A-Za-z]{2,}", re.sub(r"<[^>]*>", " ", bare)), path.name


def test_every_phrase_is_used():
    code = "".join(
        path.read_text("utf-8")
        for path in HERE.rglob("*")
        if path.suffix in (".py", ".html", ".typ")
    )
    built = ("column.", "domain.", "reading.", "example.", "cannot_tell.", "unfinished.")
    built += ("levels.of.", "levels.silent.", "spread.", "protected.", "released.reading.")
    built += ("released.public.", "released.committee.", "packet.lead.")
    built += (
        "official.sure.",
        "official.why.",
        "official.moves.",
        "official.code.",
        "official.group.",
    )
    built += tuple(f"packet.{name}" for name in TO_WRITE)
    unused = [name for name in phrases() if f'"{name}"' not in code and not name.startswith(built)]
    assert not unused


def test_a_folder_without_an_audit_is_refused(tmp_path):
    with pytest.raises(AuditFolderError):
        build(tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_font_comes_with_its_licence():
    assert "SIL OPEN FONT LICENSE" in (HERE / "fonts" / "LICENSE-OFL.txt").read_text("utf-8")
    assert sum(path.stat().st_size for path in (HERE / "fonts").glob("*.woff2")) < 80_000


@pytest.mark.parametrize(
    ("strength", "mark"), [("found", "Found"), ("worth_a_look", "Worth a look")]
)
def test_a_finding_carries_one_mark_wherever_it_stands(tmp_path, strength, mark):
    """In short and under its measure: what is found is nowhere called worth a look."""
    folder = make(tmp_path / "audit")
    about = json.loads((folder / "audit.json").read_text("utf-8"))
    about["search"] = {"made": True, "family": 900, "draws": 200, "homes_named": False}
    (folder / "audit.json").write_text(json.dumps(about), encoding="utf-8")
    found = json.loads((folder / "findings.json").read_text("utf-8"))
    told = [entry | {"strength": strength} for entry in found]
    (folder / "findings.json").write_text(json.dumps(told), encoding="utf-8")
    page = build(folder).read_text("utf-8")
    marks = re.findall(r'<(?:p class="tag"|strong class="strength")>([^<]*)<', page)
    assert len(marks) >= 2
    assert {text.rstrip(".") for text in marks} == {mark}


def test_the_inside_page_says_the_one_way_outside_and_is_no_release(english):
    assert "forwhom publish" in said(english)
    assert "RELEASE" not in english
    assert "noindex" in english
