"""The privacy officer: who saw this school's numbers?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.window import Window
from tests.web.filled import OWN, OWN_FINDING

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_who_saw_this_schools_numbers(walks: Callable[..., Window], as_: Any) -> None:
    principal = as_("principal", OWN)
    principal.post(f"/findings/{OWN_FINDING}/open/")
    assert principal.get(f"/findings/{OWN_FINDING}/").status_code == 200
    officer = walks("privacy_officer")
    officer.menu("page.history")
    officer.reads("history.holds")
    officer.field("history.field.place").select_option(OWN)
    officer.press("filters.show")
    officer.heading("history.readers", school="Tehama Middle")
    readers = officer.page.get_by_role("region", name="Tehama Middle")
    officer.sees(readers.get_by_text("principal of 0101"))
    officer.field("history.field.act").select_option("denied")
    officer.press("filters.show")
    officer.reads("history.none")
    officer.field("history.field.act").select_option("read")
    officer.press("filters.show")
    with officer.page.expect_download() as taken:
        officer.page.get_by_role("link", name=officer.say("history.file")).click()
    assert OWN_FINDING in taken.value.path().read_text("utf-8")
    officer.is_calm()
