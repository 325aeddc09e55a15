"""How many were tested stands beside every result of a test: in the section, card and tables."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from forwhom.report import build
from tests.engine.report.folder import make

LAW = {"name": "testing.participation", "title": "To be tested", "value": 0.95, "unit": "share",
       "source": "A law", "overridden": False}  # fmt: skip


def page_with(folder: Path, participation: str, language: str = "en", among: str = "") -> str:
    """The page of an audit whose scores are of a test; `suspended` plays the share of the tested.

    It has numbers of its own: 370 of 3,511, 80 of 500 and 290 of 3,011.
    """
    make(folder)
    path = folder / "audit.json"
    about = json.loads(path.read_text("utf-8"))
    about["rules"].append(LAW)
    for measure in about["measures"]:
        if measure["name"] == "score_mathematics":
            measure |= {"participation": participation, "participation_in": among}
    path.write_text(json.dumps(about), encoding="utf-8")
    return build(folder, language=language).read_text("utf-8")


def article(page: str, name: str) -> str:
    return re.search(rf'<article id="m-{name}".*?</article>', page, re.DOTALL).group()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return page_with(tmp_path_factory.mktemp("tested") / "one", "suspended")


def test_the_section_and_the_card_say_how_many_were_tested(page: str) -> None:
    said = "Tested: 10.5% of the 3,511 students who were to be tested."
    assert unescape(article(page, "score_mathematics")).count(said) == 2
    assert "Federal law asks for 95% of every group." in article(page, "score_mathematics")


def test_every_group_has_its_share_in_both_tables(page: str) -> None:
    score = article(page, "score_mathematics")
    heading = '<th scope="col">Tested</th></tr>'
    assert score.count(heading) == 2  # under the chart, and among all groups
    rows = re.findall(r"<th scope=\"row\">(.*?)</th>.*?<td>([^<]*)</td></tr>", score)
    assert ("Disability: Yes", "16.0%") in rows
    assert ("Disability: No", "9.6%") in rows
    assert rows.count(("Disability: Yes", "16.0%")) == 2
    assert any(share == "10.5%" for _, share in rows)  # everyone, under the chart


def test_what_is_no_test_says_nothing_of_it(page: str) -> None:
    assert "Tested" not in article(page, "suspended")


def test_where_nobody_knows_who_was_tested_the_page_says_so(tmp_path: Path) -> None:
    score = article(page_with(tmp_path / "one", "gifted"), "score_mathematics")
    assert "we do not know how many" in score
    assert '<th scope="col">Tested</th>' not in score


def test_it_is_said_in_spanish(tmp_path: Path) -> None:
    score = article(page_with(tmp_path / "one", "suspended", "es"), "score_mathematics")
    assert "Tomaron la prueba: 10.5% de 3,511 estudiantes" in score


def test_a_measure_of_one_group_stands_beside_the_tested_of_that_group(tmp_path: Path) -> None:
    page = page_with(tmp_path / "one", "suspended", among="disability=Yes")
    score = unescape(article(page, "score_mathematics"))
    assert "Tested: 16.0% of the 500 students who were to be tested." in score
