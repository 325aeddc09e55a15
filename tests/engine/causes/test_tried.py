"""What a district says it tried is read as it was meant, or refused with what to do."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from forwhom.causes.trials.declared import Trial, trials
from forwhom.data.store import Calendar
from forwhom.errors import DistrictError
from tests.engine.causes.made import section


def read(*sections: dict[str, Any]) -> list[Trial]:
    return trials(sections, ["0101", "0102"], ["referred", "suspended"], Calendar())


def test_sections_of_one_name_are_one_trial() -> None:
    (one,) = read(section(), section(schools=["0102"], since=date(2025, 9, 1)))
    assert dict(one.since) == {"0101": "2024-25", "0102": "2025-26"}
    assert one.day == date(2025, 9, 1)
    (everywhere,) = read(section(schools="all", name={"en": "Circles", "es": "Círculos"}))
    assert set(everywhere.since) == {"0101", "0102"}
    assert read(section(measures=["referred"]))[0].fits("referred")
    assert not read(section(measures=["referred"]))[0].fits("suspended")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"schools": ["0103"]}, "There is no school `0103`"),
        ({"schools": []}, "no schools"),
        ({"since": "2024"}, "no school year"),
        ({"since": "2024-26"}, "no school year"),
        ({"measures": ["refered"]}, "There is no measure `refered`"),
        ({"measures": "referred"}, "list of names"),
        ({"name": ""}, "no name"),
        ({"began": "2024-25"}, "`began`"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(DistrictError) as refused:
        read(section(), {**section(), **wrong})
    text = str(refused.value)
    assert told in text
    assert "number 2" in text
    if "measures" in wrong and isinstance(wrong["measures"], list):
        assert "Did you mean `referred`?" in text
