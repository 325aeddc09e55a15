"""What nobody types and a scanner sends: no page answers with a fault of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from tests.web.test_doors import WRITTEN, opened, opens_for

ODD = ("9" * 30, "-1", "%EF%BF%BF", "%27%22%3B--", "%F0%9F%8E%93", "%ff")
ASKED = ("search", "place", "who", "before", "page", "year", "by", "q", "old", "subject", "role")
FORM = ("language", "next", "person", "post", "words", "years", "role", "email", "name")
ROLES = ("analyst", "administrator", "privacy_officer", "superintendent")


def paths() -> Iterator[tuple[str, str]]:
    for name, line in WRITTEN.items():
        place = {line["place"]: "0101"} if "place" in line else {}
        yield name, reverse(name, kwargs=line.get("path", {}) | place)


def forgiving(client: Any) -> Any:
    client.raise_request_exception = False
    return client


def test_an_address_with_a_nul_is_not_here(as_: Any, filled: Any) -> None:
    analyst = forgiving(as_("analyst"))
    for _, path in paths():
        assert analyst.get(f"{path}?search=a%00b").status_code == 404
    assert analyst.get("/audits/0001%00/").status_code == 404


@pytest.mark.long
@pytest.mark.parametrize("odd", ODD)
def test_odd_texts_are_no_fault_of_ours(as_: Any, filled: Any, odd: str) -> None:
    looking, wrong = {role: forgiving(as_(role)) for role in ROLES}, {}
    query = "&".join(f"{name}={odd}" for name in ASKED)
    for name, path in paths():
        role = next((role for role in ROLES if opens_for(name, role)), "analyst")
        for address in (f"{path}?{query}", path.rsplit("/", 2)[0] + f"/{odd}/"):
            status = opened(looking[role], address)
            if status >= 500:
                wrong[address] = status
    assert wrong == {}


@pytest.mark.long
def test_a_form_with_a_nul_is_no_fault_of_ours(as_: Any, filled: Any) -> None:
    looking = {role: forgiving(as_(role)) for role in ROLES}
    sent = dict.fromkeys(FORM, "a\x00b")
    for name, path in paths():
        role = next((role for role in ROLES if opens_for(name, role)), "analyst")
        answer = looking[role].post(path, sent)
        if answer.streaming:
            b"".join(answer.streaming_content)
        assert answer.status_code < 500, name
