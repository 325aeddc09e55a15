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
        assert ended.ended_at is not None
        assert (ended.finding, ended.place.code) == (OWN_FINDING, "0101")
        moves = list(Move.objects.filter(inquiry=one).values_list("before", "after"))
        assert moves == list(pairwise(stages))
        assert Inquiry.objects.filter(ended_at=None).count() == 1  # the next one has begun
    assert chain().broken_at is None
    before = counted()
    assert play() is None
    assert counted() == before


@pytest.mark.long
def test_each_room_holds_something_and_opens_to_who_may_see_it(demo: Any) -> None:
    one = play()
    assert one is not None
    with looks(Viewer.of(Person.objects.get(name=PEOPLE["principal"]))):
        whole = {room.title: room.state for room in rooms(one, inside=True)}
        begun = Inquiry.objects.get(ended_at=None)
        empty = {room.title: room.state for room in rooms(begun, inside=True)}
    same = {title for title, state in whole.items() if state == empty[title]}
    assert same <= {"Thinking it over"}  # the pulse tells nothing before five have answered
    team = ("principal", "school_team", "analyst", "superintendent")
    nobody = {*PEOPLE.values(), STUDENT}
    for name in [*(PEOPLE[role] for role in team), STUDENT]:
        browser = signed_in(name)
        with looks(Viewer.of(Person.objects.get(name=name))):
            urls = [room.url for room in rooms(one, inside=name != STUDENT)]
        for url in [one.address(), *urls]:
            page = browser.get(url)
            assert page.status_code == 200, (name, url)
            if name == PEOPLE["superintendent"]:  # sees it, and is not of the team
                text = page.content.decode()
                assert not [other for other in nobody - {name} if other in text], url
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
