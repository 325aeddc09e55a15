"""People and places that the web's tests tell stories about."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

# Playwright keeps an event loop running in this thread; the tests' own queries are not in it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A page in Spanish leaves no Spanish behind for the next test."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture
def district(db: None) -> Any:
    """The district of the sample, with two schools."""
    from forwhom.web.accounts.models import Place

    made = Place.objects.create(kind="district", code="district", name="Valley Unified")
    for code, name in (("0101", "Tehama Middle"), ("0102", "Lassen Middle")):
        Place.objects.create(kind="school", code=code, name=name, within=made)
    return made


@pytest.fixture
def elsewhere(db: None) -> Any:
    """Another district, with a school of its own."""
    from forwhom.web.accounts.models import Place

    made = Place.objects.create(kind="district", code="other-district", name="Coast Unified")
    Place.objects.create(kind="school", code="0901", name="Shore High", within=made)
    return made


@pytest.fixture
def somebody(district: Any) -> Callable[..., Any]:
    """`somebody("principal", "0101")`: a person who holds that role there."""
    from forwhom.web.accounts.changes import give_post
    from forwhom.web.accounts.models import Person, Place
    from forwhom.web.accounts.roles import ROLES
    from forwhom.web.history.changes import NOBODY

    def made(role: str, at: str = "district", name: str = "") -> Person:
        email = f"{name or role}.{at}@example.org".lower().replace(" ", "-")
        person = Person.objects.create_user(email, name or f"{role} of {at}")
        place = Place.objects.get(code=at)
        give_post(by=NOBODY, person=person, role=ROLES[role], place=place)
        return person

    return made


@pytest.fixture
def as_(somebody: Callable[..., Any]) -> Callable[..., Any]:
    """`as_("principal", "0101").get("/")`: a browser in which that person is signed in."""
    from django.test import Client

    def signed_in(role: str, at: str = "district") -> Client:
        client = Client()
        client.force_login(somebody(role, at))
        return client

    return signed_in


@pytest.fixture(scope="session")
def _filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.web.filled import fill

    return fill(tmp_path_factory.mktemp("filled") / "district")


@pytest.fixture
def filled(_filled_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a served district that has an audit and two releases: `tests.web.filled`."""
    folder = tmp_path / "filled"
    shutil.copytree(_filled_once, folder)
    monkeypatch.setenv("FORWHOM_DISTRICT", str(folder))
    return folder


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the district that is served: empty until a test puts something in it."""
    folder = tmp_path / "district"
    folder.mkdir()
    monkeypatch.setenv("FORWHOM_DISTRICT", str(folder))
    return folder
