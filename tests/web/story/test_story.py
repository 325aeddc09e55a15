"""The demo's finished inquiry: told once, whole, through the writes that everybody has."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from forwhom.web.accounts.demo import PEOPLE, STUDENT, make_people
from forwhom.web.accounts.models import Person
from forwhom.web.accounts.viewer import Viewer, everywhere, looks
from forwhom.web.history.models import Entry
from forwhom.web.history.queries import chain
from forwhom.web.inquiry.cycles import cycle
from forwhom.web.inquiry.models import Inquiry, Move
from forwhom.web.inquiry.rooms import rooms
from forwhom.web.revisions.models import Revision
from forwhom.web.story.play import play
from forwhom.web.story.told import FILE, LANGUAGES
from tests.web.filled import OWN_FINDING

MOST = 25  # words of a sentence


@pytest.fixture
def demo(filled: Path, district: Any, settings: Any) -> Any:
    """The demo's people, and an audit with a finding at their school."""
    settings.DEMO, settings.SECOND_FACTOR_REQUIRED = True, False
    make_people()
    return settings


def signed_in(name: str) -> Client:
    browser = Client()
    browser.force_login(Person.objects.get(name=name))
    return browser


def counted() -> tuple[int, ...]:
    with everywhere(because="a test counts rows"):
        return (
            Inquiry.objects.count(), Move.objects.count(), Revision.objects.count(),
            Entry.objects.count(),
        )  # fmt: skip


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_it_goes_from_a_finding_to_a_decision_and_is_told_once(demo: Any, language: str) -> None:
    demo.LANGUAGE_CODE = language
    one = play()
    assert one is not None
    stages = [stage.name for stage in cycle(one.cycle).stages]
    with everywhere(because="a test looks at all of it"):
        ended = Inquiry.objects.get(pk=one.pk)
        assert ended.ended_at
        assert (ended.finding, ended.place.code) == (OWN_FINDING, "0101")
        moves = list(Move.objects.filter(inquiry=one).values_list("before", "after"))
        assert moves == list(pairwise(stages))
        assert Inquiry.objects.filter(ended_at=None).count() == 1  # the next one has begun
    assert chain().broken_at is None
    before = counted()
    assert play() is None
    assert counted() == before
    everything(one)


def everything(one: Inquiry) -> None:
    """Every room is open to who may see it, holds something, and names no one to outsiders."""
    lead = Viewer.of(Person.objects.get(name=PEOPLE["principal"]))
    with looks(lead):
        shown = rooms(one, inside=True)
    begun = {room.url.replace(f"/{one.pk}/", f"/{one.pk + 1}/"): room for room in shown}
    with looks(lead):
        for room in rooms(Inquiry.objects.get(pk=one.pk + 1), inside=True):
            if "team" not in room.url and "pulse" not in room.url and "reflection" not in room.url:
                assert begun[room.url].state != room.state, room.url
    team = ("principal", "school_team", "analyst", "superintendent")
    for name in [*(PEOPLE[role] for role in team), STUDENT]:
        browser, is_mate = signed_in(name), name != PEOPLE["superintendent"]
        inside = name != STUDENT
        with looks(Viewer.of(Person.objects.get(name=name))):
            urls = [room.url for room in rooms(one, inside=inside)]
        for url in [one.address(), *urls]:
            page = browser.get(url)
            assert page.status_code == 200, (name, url)
            text = page.content.decode().replace(name, "")
            if not is_mate:
                assert not [n for n in (*PEOPLE.values(), STUDENT) if n in text], url
    assert signed_in(PEOPLE["committee_member"]).get(one.address()).status_code == 404


def test_without_the_demo_it_is_refused_and_without_an_audit_it_waits(
    demo: Any, filled: Path
) -> None:
    for about in filled.glob("audits/*/audit.json"):
        about.unlink()
    assert play() is None
    demo.DEMO = False
    with pytest.raises(PermissionDenied):
        play()


def test_serving_goes_on_where_it_cannot_be_told(
    demo: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from forwhom.web.running import known

    def fails() -> None:
        raise RuntimeError

    monkeypatch.setattr(known, "play", fails)
    known.know(lambda _: None)
    assert "could not be told" in caplog.text


def words(one: Any, at: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Everything that is told in languages, and where."""
    if isinstance(one, list):
        for number, each in enumerate(one):
            yield from words(each, f"{at}[{number}]")
    elif isinstance(one, dict) and set(one) & LANGUAGES:
        yield at, one
    elif isinstance(one, dict):
        for name, each in one.items():
            yield from words(each, f"{at}.{name}")


def test_it_is_told_in_both_languages_in_short_sentences() -> None:
    found = list(words(tomllib.loads(FILE.read_text("utf-8"))))
    assert len(found) > 100
    for at, said in found:
        assert set(said) == LANGUAGES, at
        for sentence in (s for text in said.values() for s in re.split(r"[.?!:;]\s", text)):
            assert len(sentence.split()) <= MOST, (at, sentence)
