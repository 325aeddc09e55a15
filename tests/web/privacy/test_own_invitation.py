"""An administrator who lets themselves in by another address: each step is in the history."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from forwhom.web.accounts.changes import accept, invite
from forwhom.web.accounts.models import Invitation, Place
from forwhom.web.accounts.roles import Superintendent
from forwhom.web.accounts.viewer import Viewer, looks


def lines(page: Any) -> list[str]:
    found = re.findall(r"</time>(.*?)</li>", page.content.decode())
    return [unescape(re.sub(r"<[^>]+>", "", line)).strip() for line in found]


def test_the_privacy_officer_finds_who_invited_and_who_came(as_: Any, somebody: Any) -> None:
    administrator = Viewer.of(somebody("administrator"))
    with looks(administrator):
        invite(
            by=administrator.who, email="my-other-self@example.org", role=Superintendent,
            place=Place.objects.get(code="district"),
        )  # fmt: skip
    made = Invitation.objects.get()
    came = accept(invitation=made, name="Sam Again")
    officer = as_("privacy_officer")
    accepted, invited = lines(officer.get("/history/", {"subject": f"invitation {made.pk}"}))
    assert "administrator of district (administrator) made a change: invited somebody" in invited
    assert "Sam Again made a change: accepted an invitation" in accepted
    (given,) = lines(officer.get("/history/", {"subject": f"person {came.pk}"}))
    assert given.endswith(f"gave somebody a role. Place: Valley Unified. Subject: person {came.pk} "
                          "superintendent.")  # fmt: skip
    everything = " ".join(lines(officer.get("/history/")))
    assert "my-other-self" not in everything  # the history keeps no addresses
