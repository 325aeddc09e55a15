"""A section of forwhom.toml that cannot be used is told before anything is counted."""

from __future__ import annotations

import pytest

from forwhom.causes.declared import refuse_wrong
from forwhom.data.settings import Settings
from forwhom.data.store import Calendar
from forwhom.errors import DistrictError

WRONG = {
    "matrix": '[[matrix]]\nfrom = "2024-25"\nrows = "all of them"\n',
    "access": '[[access]]\nmeasure = "college_level_curse"\n',
    "tried": '[[tried]]\nname = "Circles"\nschools = ["99"]\nsince = "2024-25"\n',
    "process": '[[process]]\nname = "ours"\nmeasures = ["suspendid"]\n',
}


@pytest.mark.parametrize("section", WRONG)
def test_each_section_is_read_at_the_start(section: str) -> None:
    with pytest.raises(DistrictError):
        refuse_wrong(Settings.from_text(WRONG[section]).declared, ["01"], Calendar())


def test_nothing_declared_is_nothing_wrong() -> None:
    refuse_wrong(Settings().declared, [], Calendar())
