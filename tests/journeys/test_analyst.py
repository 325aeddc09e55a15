"""The analyst: what the records hold, which audits there are, and what changed between two."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.full import OLDER
from tests.journeys.window import Window
from tests.web.filled import AUDIT

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_from_the_records_to_what_changed_between_two_audits(walks: Callable[..., Window]) -> None:
    analyst = walks("analyst")
    analyst.menu("page.records")
    analyst.heading("records.held")
    analyst.sees(analyst.page.get_by_role("cell", name=analyst.say("records.n", n=225)))
    analyst.follow("records.audit")
    analyst.heading("run_audit.title")
    analyst.menu("page.audits")
    analyst.follow_words(AUDIT)
    analyst.heading("audit.title", what=AUDIT)
    analyst.menu("page.audits")
    analyst.follow("audits.compare")
    analyst.heading("compare.title")
    analyst.heading("compare.findings")
    assert analyst.field("compare.old").input_value() == OLDER
    assert analyst.field("compare.new").input_value() == AUDIT
    analyst.field("compare.old").select_option(AUDIT)
    analyst.press("filters.show")
    analyst.heading("compare.title")
    assert analyst.field("compare.old").input_value() == AUDIT
