"""The pages of a release: nothing but what is shown, the same mark for all that is hidden."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

import forwhom
import forwhom.report.released
from forwhom.errors import ReleaseError
from forwhom.report.released import pages
from forwhom.rules.profiles import profiles
from forwhom.words.reading import flesch_kincaid_grade, inflesz
from tests.engine.report.release_folder import GROUPS, HIDDEN, make, nothing, some

NAMES = {
    "report.html", "report.es.html",
    "how-small-groups-are-protected.html", "how-small-groups-are-protected.es.html",
}  # fmt: skip
NUMBER = re.compile(r"(?:&lt;|&gt;=|<|>=)?\d[\d,.]*(?:-\d+)?%?")
HERE = Path(forwhom.report.released.__file__).parent


def said(page: str) -> str:
    """All that a page says to the eye or the ear, numbers in pictures among it."""
    body = re.sub(r"<style>.*?</style>", " ", page, flags=re.DOTALL)
    labels = re.findall(r'(?:aria-label|alt|title)="([^"]*)"', body)
    return unescape(" ".join([re.sub(r'<(?:[^>"]|"[^"]*")*>', " ", body), *labels]))


def numbers(page: str) -> set[str]:
    return {found.rstrip(".,") for found in NUMBER.findall(said(page))}


@pytest.fixture(scope="module")
def public(tmp_path_factory):
    return pages(make(tmp_path_factory.mktemp("release") / "one"))


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    return pages(make(tmp_path_factory.mktemp("release") / "none", nothing))


def test_both_pages_stand_in_both_languages_and_lead_to_one_another(public):
    assert set(public) == NAMES
    assert 'lang="en"' in public["report.html"]
    assert '<html lang="es">' in public["report.es.html"]
    assert 'href="report.es.html"' in public["report.html"]
    assert 'href="report.html"' in public["report.es.html"]
    for name, page in public.items():
        for link in re.findall(r'href="([^"#]+)"', page):
            known = {"numbers.csv", "numbers.json", "data-dictionary.csv", "release.toml",
                     "certificate.json"} | NAMES  # fmt: skip
            assert link in known, (name, link)


def test_a_spanish_district_reads_spanish_first(tmp_path):
    found = pages(make(tmp_path, language="es"))
    assert set(found) == {name.replace(".es.", ".en.") for name in NAMES}
    assert '<html lang="es">' in found["report.html"]


@pytest.mark.parametrize("name", sorted(NAMES))
def test_no_number_stands_there_that_the_release_does_not_show(public, blank, name, tmp_path):
    """Beyond what a page of a release says where everything is hidden."""
    release = make(tmp_path)
    shown = {
        text for x in release.numbers for text in (x.rate, f"{int(x.n):,}" if x.n != "*" else "")
    }
    ends = {"5%", "95%", "20%", "24%", "9%"}  # of bands, inside a sentence
    ticks = {f"{at}%" for at in range(0, 101, 5)}
    points = {"7", "8", "3", "4", "5"}  # worked out from what is shown, below
    assert numbers(public[name]) - numbers(blank[name]) <= shown | ends | ticks | points


def test_what_is_said_for_sure_comes_from_the_ends_of_what_is_shown(public):
    page = said(public["report.html"])
    # 12% is 11.5 to 12.5; 20-24% begins at 19.5; <5% ends at 4.5; 17% begins at 16.5.
    assert "All students together: 12%. Beside that number:" in page
    assert "Black or African American students: between 20% and 24%, at least 7 percentage" in page
    assert "Female students: less than 5%, at least 7 percentage points lower." in page
    assert "Male students: 17%, at least 4 percentage points higher." in page
    assert "Asian students: between 5% and 9%, at least 2 percentage points lower." in page
    assert "not reported" not in page.lower().split("sure")[1].split("schools")[0]
    assert "White students:" not in page  # hidden, so in no sentence


def test_all_that_is_hidden_looks_the_same(tmp_path):
    """A group that is small, one that guards another, none at all, or not even in the file."""

    def without(measure, year, place, group):
        return some(measure, year, place, group)

    whole = make(tmp_path / "a", without)
    page = pages(whole)["report.html"]
    numbers_file = tmp_path / "a" / "numbers.csv"
    lines = numbers_file.read_text("utf-8").splitlines(keepends=True)
    kept = [x for x in lines if not ("101" in x and x.endswith("*,*\n"))]
    assert len(kept) < len(lines)
    numbers_file.write_text("".join(kept), "utf-8")
    assert pages(type(whole).read(tmp_path / "a"))["report.html"] == page
    cells = re.findall(r"<td>[^%]*?</td>", page)
    assert set(cells) == {"<td>*</td>"}


def test_a_hidden_group_has_a_name_a_mark_and_no_bar(public):
    figure = re.search(r"<figure class=\"bands\">.*?</svg>", public["report.html"], re.DOTALL)[0]
    labels = re.findall(r"<text[^>]*>([^<]*)</text>", figure)
    assert {"White", "*"} <= set(labels)
    thick = re.findall(r'<line[^>]*stroke="#005F73"[^>]*>', figure)
    assert len(thick) == 6  # All, Asian, Black, Female, Male and sex not reported


def test_groups_stand_in_the_order_of_the_lattice_and_not_of_their_values(public):
    page = public["report.html"]
    figure = re.search(r"<table>.*?</table>", page, re.DOTALL)[0]
    rows = re.findall(r'<th scope="row">([^<]*)</th>', figure)
    assert [row.strip() for row in rows] == [
        "All students", "Asian", "Black or African American", "White",
        "Female", "Male", "Not reported",
    ]  # fmt: skip


def test_every_school_has_the_same_rows_and_columns(public):
    schools = re.findall(
        r'<details class="long"><summary>[^<]*</summary>\s*<div.*?</table>',
        public["report.html"].split('id="schools"')[1],
        re.DOTALL,
    )
    assert len(schools) == 3
    shapes = {(one.count("<tr>"), one.count("<td>"), one.count('scope="col"')) for one in schools}
    assert shapes == {(8, 14, 3)}
    assert all(one.count("&gt;=95% <small>of 307</small>") == 2 for one in schools)


def test_names_from_records_cannot_become_markup(public):
    assert "<Elementary>" not in public["report.html"]
    assert 'O\'Hara & "Sons" <Elementary>' in said(public["report.html"])


def test_a_release_that_hides_everything_still_says_so(blank):
    page = said(blank["report.html"])
    assert "The number of all students together is not shown (*)." in page
    assert "No shown group lies a whole point or more" in page
    assert "at least" not in page.split("What the shown numbers say")[1].split("School by")[0]


def test_one_school_one_year_and_no_schools(tmp_path):
    one = [{"school_id": "101", "name": "Only", "level": None}]
    page = pages(make(tmp_path / "a", schools=one, school_years=["2025-26"]))["report.html"]
    assert page.count("<summary>Only</summary>") == 1
    assert "thin for the years" not in page
    none = pages(make(tmp_path / "b", places=["district"]))["report.html"]
    assert 'id="schools"' not in none


@pytest.mark.parametrize(
    ("audience", "mark", "indexed"),
    [("public", "PUBLIC RELEASE", True), ("committee", "COMMITTEE RELEASE", False)],
)
def test_for_whom_it_is_stands_on_top_in_the_title_and_on_paper(tmp_path, audience, mark, indexed):
    for name, page in pages(make(tmp_path, audience=audience)).items():
        if ".es." in name:
            continue
        assert f"For the {audience}" in re.search("<title>(.*?)</title>", page)[1]
        assert page.count(mark) >= 3  # to the eye, to the ear, in print
        assert ("noindex" not in page) is indexed
        assert "INSIDE" not in page


def test_an_unfinished_year_is_told(tmp_path):
    assert "counted up to November 20, 2025" in pages(make(tmp_path, as_of="2025-11-20"))[
        "report.html"
    ].replace("Unfinished year: ", "").replace("We counted", "counted")


def test_reviewed_texts_stand_where_they_belong(tmp_path):
    texts = [
        {"where": "front", "text": "A <b>word</b> first.", "text_es": "Una palabra."},
        {"where": "suspended", "text": "What we did.", "text_es": ""},
    ]
    found = pages(make(tmp_path, texts=texts))
    english, spanish = said(found["report.html"]), said(found["report.es.html"])
    assert "A <b>word</b> first." in english
    assert english.count("What we did.") == 1
    assert "Una palabra." in spanish
    assert '<p class="text" lang="en">What we did.</p>' in found["report.es.html"]


def test_pages_read_a_release_and_nothing_of_an_audit():
    for path in HERE.glob("*.py"):
        text = path.read_text("utf-8")
        assert not re.search(r"AuditFolder|open_audit|disparities|findings|cells", text), path.name


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_page_reads_at_grade_eight_or_under(public, name):
    """What it says itself: the words of the law and of the measures are others'."""
    page = re.sub(r'<(\w+)[^>]*lang="en">.*?</\1>', " ", public[name].split("<main", 1)[1])
    page = re.sub(r"<(figure|table|cite|summary|h\d)\b.*?</\1>", " ", page, flags=re.DOTALL)
    told = [unescape(re.sub(r"<[^>]*>", "", p)) for p in re.findall(r"<(?:p|li|dd)\b.*?</", page)]
    text = " ".join(
        t if t.strip().endswith((".", "?", ":")) else f"{t}." for t in told if t.strip()
    )
    if ".es." in name:
        assert inflesz(text) >= 55
    else:
        assert flesch_kincaid_grade(text) <= 8


def test_nothing_is_loaded_from_anywhere(public):
    for page in public.values():
        assert "default-src 'none'" in page
        assert "<script" not in page
        assert not re.search(r'(?:src|href)="https?:', page)


def test_a_page_of_107_schools_is_small(public):
    per_school = len(public["report.html"].split('id="schools"')[1]) / 3
    assert per_school < 8_000


# Legal profiles


@pytest.mark.parametrize("profile", sorted(profiles()))
def test_no_page_carries_a_word_that_its_profile_leaves_out(tmp_path, profile):
    for name, page in pages(make(tmp_path, legal_profile=profile)).items():
        text = said(page).replace("Equity Gap Middle", "").replace("Oak & Gap Unified", "")
        for word in profiles()[profile].banned("es" if ".es." in name else "en"):
            assert not re.search(rf"(?<!\w){word}(?!\w)", text, re.IGNORECASE), (name, word)


def test_plain_words_stand_in_for_those_left_out(tmp_path):
    page = said(pages(make(tmp_path, legal_profile="plain_words"))["report.html"])
    assert "A difference matters." in page
    assert "A law" in page  # the source without its second title, which has `Equity`
    assert "On Equity" not in page


def test_groups_side_by_side_are_not_compared(tmp_path, public):
    page = pages(make(tmp_path, legal_profile="groups_side_by_side"))["report.html"]
    assert "at least" not in said(page)
    assert "What the shown numbers say for sure" not in page
    assert "The pale upright band" not in page
    assert 'stroke-opacity="0.22"' not in page
    assert numbers(page) <= numbers(public["report.html"])


def test_race_and_sex_are_not_compared_where_they_may_not_be(tmp_path):
    page = pages(make(tmp_path, legal_profile="not_by_race_or_sex"))["report.html"]
    assert "at least" not in page
    assert "The pale upright band" not in page


def test_a_text_with_a_word_that_may_not_be_there_stops_the_release(tmp_path):
    texts = [{"where": "front", "text": "Our DEI plan.", "text_es": "Nuestro plan."}]
    with pytest.raises(ReleaseError, match="`DEI`"):
        pages(make(tmp_path, texts=texts, legal_profile="plain_words"))


def test_an_unknown_profile_makes_no_page(tmp_path):
    with pytest.raises(ReleaseError, match="no legal profile `wild`"):
        pages(make(tmp_path, legal_profile="wild"))


def test_the_folder_has_every_state(public):
    assert HIDDEN == ("*", "*")
    assert len(GROUPS) == 16


def test_the_command_hands_these_pages_to_the_release():
    """Without them a release would be numbers alone, and nobody would be told how to read them."""
    command = Path(forwhom.__file__).parent / "cli" / "verbs" / "publish.py"
    assert "from forwhom.report.released import pages" in command.read_text("utf-8")
