"""An inquiry with a team of two: a principal and a teacher of one school."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client


@dataclass
class Begun:
    """An inquiry, its two members, and browsers in which they are signed in."""

    one: Any
    lead: Any
    mate: Any
    as_lead: Client
    as_mate: Client

    @property
    def url(self) -> str:
        return f"/inquiries/{self.one.pk}/"


@pytest.fixture
def begun(somebody: Any, served: Any) -> Begun:
    """Begun by the principal of 0101, with a teacher of the same school."""
    from forwhom.web.accounts.models import Place
    from forwhom.web.accounts.viewer import Viewer, looks
    from forwhom.web.inquiry import changes

    lead, mate = somebody("principal", "0101", "Ana Ruiz"), somebody("school_team", "0101", "Bo Li")
    me = Viewer.of(lead)
    with looks(me):
        one = changes.start(
            by=me, place=Place.objects.get(code="0101"), question="Why are so many sent out?",
            way="data_inquiry", department="Leadership", part="decides",
        )  # fmt: skip
        changes.add_member(by=me, inquiry=one, person=mate, department="Teaching", part="does")
    browsers = [Client(), Client()]
    for browser, person in zip(browsers, (lead, mate), strict=True):
        browser.force_login(person)
    return Begun(one, lead, mate, *browsers)
