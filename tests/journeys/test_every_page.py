"""Every page in every state, for everyone for whom it opens: axe finds nothing, nothing breaks.

The pages are those of tests/web/doors/: a new one is looked at without a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forwhom.web.accounts.demo import make_people
from forwhom.web.accounts.door import OF_LIBRARIES
from forwhom.web.accounts.models import Person
from forwhom.web.accounts.roles import ROLES
from forwhom.web.manual.pages_of import ORDER
from tests.journeys import full, worked
from tests.journeys.tour import Blanks, Seen, Tour, paths
from tests.journeys.window import DESK, PHONE, Window
from tests.web.accounts.conftest import PASSWORD
from tests.web.addresses import AT, WRITTEN, doors, opens_for

pytestmark = [pytest.mark.browser, pytest.mark.long]
NOT_THERE = {404, 410, 302}
NEVER_THERE = {"oidc_callback", "welcome"}  # the first is no page; the second follows `invitation`


@pytest.fixture(scope="session")
def seen() -> Seen:
    """The shapes that were looked at so far, by address."""
    return set()


@pytest.fixture
def tour(window: Callable[..., Window], axe: Any, seen: Seen) -> Callable[..., Tour]:
    """`tour(person)`: their browser, in which they have signed in; a stranger's without one."""

    def made(person: Person | None) -> Tour:
        found = window()
        if person is not None:
            found.sign_in(person.email, PASSWORD)
        return Tour(found, axe, seen)

    return made


def opening_for(role: str) -> Callable[[str], bool]:
    """Whether an address of ours opens for a role."""
    return lambda name: name in WRITTEN and opens_for(name, role)


def refused_to(role: str) -> list[str]:
    """One page that does not open for a role, and one that is not there."""
    shut = [name for name in WRITTEN if not opens_for(name, role)]
    return [*list(paths(lambda name: name in shut, {}))[:1], "/nothing-here/"]


@pytest.mark.parametrize("role", ROLES)
def test_before_there_is_anything(
    tour: Callable[..., Tour], served: Path, with_password: Any, role: str
) -> None:
    found = tour(with_password(role, AT[role]))
    found.go([*paths(opening_for(role), {}), *refused_to(role)])
    assert found.wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_in_full_swing(
    tour: Callable[..., Tour], full_district: Path, with_password: Any, role: str
) -> None:
    people = {one: with_password(one, AT[one]) for one in ROLES}
    blanks = everything(people)
    found = tour(people[role])
    found.go([*paths(opening_for(role), blanks), *refused_to(role)])
    assert found.wrong == {}


def everything(people: dict[str, Person]) -> Blanks:
    """The blanks of all addresses, in a district in which people did something."""
    lived = full.live(people["analyst"], people["principal"], people["administrator"])
    lived |= worked.work(people["principal"], [people["school_team"], people["committee_member"]])
    assert missing() - NEVER_THERE - set(lived) == set(), "Put these into full.py or worked.py."
    return {**lived, "manual_page": [{"name": name} for name in ORDER]}


def missing() -> set[str]:
    """The addresses under which an empty district has nothing to look at."""
    return {name for name, line in WRITTEN.items() if line.get("answers") in NOT_THERE}


@pytest.mark.parametrize("role", ["analyst", "committee_member"])
def test_how_one_signs_in(
    tour: Callable[..., Tour], served: Path, with_password: Any, settings: Any, role: str
) -> None:
    """The libraries' pages: alike for all who must show a second factor, and for all others."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    found = tour(with_password(role))
    found.is_still(PASSWORD)
    found.go(list(paths(lambda name: name in OF_LIBRARIES, {})))
    assert found.wrong == {}


def test_for_who_has_no_role(tour: Callable[..., Tour], served: Path, district: Any) -> None:
    found = tour(Person.objects.create_user("new@example.org", "Nova New", PASSWORD))
    found.go(list(paths(lambda name: "signed_in" in WRITTEN.get(name, {"opens": ()})["opens"], {})))
    assert found.wrong == {}


def test_for_strangers(
    tour: Callable[..., Tour], served: Path, district: Any, settings: Any
) -> None:
    found = tour(None)
    found.go(list(paths(lambda name: getattr(doors()[name], "open", False), {})))
    settings.DEMO = True
    make_people()
    found.go(["/account/sign-in/"])
    assert found.wrong == {}


def test_when_something_is_wrong_on_our_side_or_a_form_is_too_old(
    tour: Callable[..., Tour], served: Path, with_password: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = tour(with_password("analyst"))
    page = found.window.page
    page.evaluate("document.getElementsByName('csrfmiddlewaretoken').forEach(n => n.value = 'old')")
    page.get_by_role("button", name="Español").click()
    found.window.heading("wrong.form_too_old.title")
    found.look("too old", DESK, PHONE)
    monkeypatch.setattr("forwhom.web.home.views.home.changed", None)
    for language in ("en", "es"):
        found.speak(language)
        page.goto(f"{found.window.home}/")
        found.window.heading("wrong.our_fault.title")
        found.look("our fault", DESK, PHONE)
    assert found.wrong == {}
