"""Every address, every role, every place: what opens is written down in doors/."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from forwhom.web.accounts.door import OF_LIBRARIES
from forwhom.web.accounts.roles import ROLES
from tests.web.addresses import AT, OWN, PLACES, SCOPE, WRITTEN, doors, opens_for


def test_every_address_has_a_door_and_a_line() -> None:
    found = doors()
    assert [name for name, door in found.items() if door is None] == []
    ours = set(found) - set(OF_LIBRARIES)
    assert ours - set(WRITTEN) == set(), "Write these addresses into doors/."
    assert set(WRITTEN) - set(found) == set(), "These are written down and not there."


@pytest.mark.parametrize("role", ROLES)
def test_it_opens_for_whom_is_written(as_: Any, filled: Path, role: str) -> None:
    client, wrong = as_(role, AT[role]), {}
    for name, line in WRITTEN.items():
        if "place" in line:
            continue
        expected = line.get("answers", 200) if opens_for(name, role) else 403
        if role in line.get("not_here", []):
            expected = 404
        status = opened(client, reverse(name, kwargs=line.get("path", {})))
        if status != expected:
            wrong[name] = f"{status}, not {expected}"
    assert wrong == {}


def test_a_stranger_comes_in_only_where_everyone_may(
    client: Any, filled: Path, district: Any
) -> None:
    wrong = {}
    for name, line in WRITTEN.items():
        place = {line["place"]: OWN} if "place" in line else {}
        answer = client.get(reverse(name, kwargs={**line.get("path", {}), **place}))
        if "everyone" in line["opens"]:
            as_written = answer.status_code == line.get("answers", 200)
        else:
            as_written = answer.status_code == 302
            as_written &= answer.get("Location", "").startswith("/account/sign-in/")
        if not as_written:
            wrong[name] = answer.status_code
    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_a_place_opens_within_scope_only(as_: Any, elsewhere: Any, filled: Path, role: str) -> None:
    client, wrong = as_(role, AT[role]), {}
    for name, line in WRITTEN.items():
        for at in PLACES if "place" in line else ():
            expected = line.get("answers", 200) if opens_for(name, role) else 403
            if at not in SCOPE[role]:
                expected = 404
            path = {**line.get("path", {}), line["place"]: at}
            status = opened(client, reverse(name, kwargs=path))
            if status != expected:
                wrong[f"{name} at {at}"] = f"{status}, not {expected}"
    assert wrong == {}


def opened(client: Any, address: str) -> int:
    """What a page answers; a file that nobody reads would stay open."""
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return int(answer.status_code)
