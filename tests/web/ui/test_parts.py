"""The parts of pages: what each says in each of its states, and nothing can break out."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from forwhom.web.ui.made_up import gap_chart, groups_chart, schools_chart, years_chart

PICTURES = (gap_chart, groups_chart, years_chart, schools_chart)


def drawn(text: str, **values: Any) -> str:
    return Template(text).render(Context(values))


@pytest.mark.parametrize("make", PICTURES, ids=lambda make: make.__name__)
def test_a_chart_has_two_sizes_its_words_and_its_table(make: Any) -> None:
    picture = make("en")
    page = drawn("{% chart picture 'Late' %}", picture=picture)
    assert page.count("<svg ") == 2
    for said in (*picture.how_to_read, picture.cannot_show):
        assert drawn("{{ said }}", said=said) in page
    assert page.count("<tr") == len(picture.table.rows) + 1
    assert not re.search(r"\sstyle=|\son[a-z]+=", page)


def test_a_chart_s_specification_cannot_end_its_element() -> None:
    picture = gap_chart("en")
    bad = type(picture)(**{**vars(picture), "draw": lambda width: ([{"t": "</script><b>&"}], 9)})
    page = drawn("{% chart picture 'Late' %}", picture=_still(bad, picture))
    data = re.search(r'class="chart__data">(.*?)</script>', page, re.DOTALL)
    assert data
    assert json.loads(data.group(1))["layer"] == [{"t": "</script><b>&"}]
    assert "<b>" not in page


def _still(bad: Any, good: Any) -> Any:
    """A chart whose picture is good and whose specification holds markup."""
    object.__setattr__(bad, "svg", good.svg)
    return bad


def test_dots_say_whose_they_are_when_asked() -> None:
    page = drawn("{% chart picture 'Late' %}", picture=groups_chart("en"))
    data = re.search(r'class="chart__data">(.*?)</script>', page, re.DOTALL)
    assert data
    tips = re.findall(r'"tip":"(.*?)"', data.group(1))
    assert any("By boat" in tip and "too few to trust" in tip for tip in tips)


def test_without_a_picture_the_silence_is_told() -> None:
    assert "No data: we do not record this." in drawn("{% chart picture 'Late' %}", picture=None)


@pytest.mark.parametrize(("kind", "said"), [
    ("too_few", "Too few students to say."), ("no_signal", "No signal yet."),
    ("no_data", "No data: we do not record this."),
])  # fmt: skip
def test_each_silence_has_its_words(kind: str, said: str) -> None:
    page = drawn("{% silence kind why='Because.' %}", kind=kind)
    assert said in page
    assert "<p>Because.</p>" in page
    assert "<a " not in page


def test_an_empty_page_leads_on() -> None:
    page = drawn("{% empty_state 'Nothing yet.' url='/records/' does='Bring records' %}")
    assert '<a href="/records/">Bring records</a>' in page


@pytest.mark.parametrize("sure", ["high", "medium", "low", "early"])
def test_certainty_is_told_in_words_with_its_children(sure: str) -> None:
    assert "Children: 312." in drawn("{% certainty sure 312 %}", sure=sure)
    assert "Children" not in drawn("{% certainty sure %}", sure=sure)


@pytest.mark.parametrize("kind", ["measured", "heard", "assumed"])
def test_a_cause_is_tagged_and_the_tag_explained(kind: str) -> None:
    assert f'usa-tag--{kind}">{kind}<span' in drawn("{% cause kind %}", kind=kind)


def test_a_definition_shows_what_there_is() -> None:
    page = drawn("{% definition card %}", card={"title": "Late", "counts": "Ten days.", "why": ""})
    assert "<dd>Ten days.</dd>" in page
    assert "Why it matters" not in page


def test_progress_asks_again_only_while_there_is_work() -> None:
    assert 'max="7" value="3"' in drawn("{% progress 'Reading' 3 7 live=True %}")
    assert "hx-trigger" in drawn("{% progress 'Reading' 3 7 live=True %}")
    assert "hx-trigger" not in drawn("{% progress 'Reading' 7 7 %}")
    assert "value=" not in drawn("{% progress 'Reading' %}")


class Asking(forms.Form):
    name = forms.CharField(label="Name", help_text="Any.")
    year = forms.ChoiceField(label="Year", choices=[("1", "One")], widget=forms.RadioSelect)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    kept = forms.CharField(widget=forms.HiddenInput, initial="x")


def test_a_field_has_label_hint_and_errors_that_are_heard_with_it() -> None:
    page = drawn("{% fields form %}", form=Asking({"year": "9"}))
    assert 'aria-describedby="id_name_hint id_name_error"' in page
    assert '<label class="usa-label usa-label--error" for="id_name">' in page
    assert page.count("usa-error-message") == 2
    assert page.index("usa-alert--error") < page.index("usa-label")
    assert '<legend class="usa-legend">Year</legend>' in page


def test_a_form_without_errors_has_no_summary() -> None:
    page = drawn("{% fields form %}", form=Asking())
    assert "usa-alert" not in page
    assert page.count("if you like") == 1


def test_pages_keep_the_rest_of_the_address() -> None:
    request = RequestFactory().get("/?year=2025-26&page=2")
    page = Template("{% pages page %}").render(
        Context({"request": request, "page": Paginator(range(9), 3).page(2)})
    )
    assert 'href="?year=2025-26&amp;page=1"' in page
    assert 'href="?year=2025-26&amp;page=3"' in page


def test_one_page_needs_no_way_through() -> None:
    request = RequestFactory().get("/")
    found = {"request": request, "page": Paginator(range(2), 3).page(1)}
    assert "<nav" not in Template("{% pages page %}").render(Context(found))


def test_filters_work_by_the_address_alone() -> None:
    page = drawn("{% filters form changes='#list' %}", form=Asking())
    assert 'method="get"' in page
    assert 'hx-target="#list"' in page
    assert "hx-" not in drawn("{% filters form %}", form=Asking())


def test_a_step_asked_twice_needs_no_script() -> None:
    page = drawn("{% confirm 'Remove' what='It goes.' url='/x/' %}", csrf_token="t")
    assert page.index("<summary>Remove</summary>") < page.index('method="post" action="/x/"')
