"""The ten main pages: at most 12 questions of the database each, and at most 100 kB."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.filled import DISTRICT_FINDING, OWN, OWN_FINDING

MOST, LARGEST = 12, 100_000
PAGES = (
    "/",
    "/findings/",
    "/findings/?measure=suspended",
    f"/findings/{DISTRICT_FINDING}/",
    f"/findings/{OWN_FINDING}/",
    f"/findings/places/{OWN}/",
    "/findings/measures/suspended/",
    "/audits/",
    "/releases/",
    "/manual/charts/",
)


@pytest.mark.parametrize("role", ["superintendent", "analyst"])
def test_ten_pages_ask_few_questions(as_: Any, filled: Path, role: str) -> None:
    client = as_(role)
    for which in (DISTRICT_FINDING, OWN_FINDING):
        assert client.post(f"/findings/{which}/open/").status_code == 302
    for page in PAGES:
        assert client.get(page).status_code == 200, page
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(page)
        told = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
        assert len(told) <= MOST, (page, len(told), [one[:160] for one in told])
        assert len(answer.content) < LARGEST, page
