"""forwhom.toml is read strictly: what is not understood is said, with the nearest known word."""

from __future__ import annotations

from pathlib import Path

import pytest

from forwhom.audit.group_values import check_references
from forwhom.data.settings import Settings
from forwhom.errors import DistrictError

GOOD = """
name = "Oak"
state = "CA"
language = "es"
attendance = "absences only"
school_year_starts = "08-15"
reference = { sex = "Male" }
[rules]
chronic_absence.min_days = 30
"chronic_absence.share_of_days" = 0.05
"""


def test_all_settings(tmp_path: Path) -> None:
    path = tmp_path / "forwhom.toml"
    path.write_text(GOOD, "utf-8-sig")
    settings = Settings.read(path)
    assert (settings.name, settings.language, settings.year_starts) == ("Oak", "es", (8, 15))
    assert settings.absences_only
    assert settings.rules == {
        "chronic_absence.min_days": 30,
        "chronic_absence.share_of_days": 0.05,
    }


def test_no_file_and_an_empty_one_mean_the_same(tmp_path: Path) -> None:
    (tmp_path / "forwhom.toml").touch()
    assert Settings.read(tmp_path / "forwhom.toml") == Settings.read(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('nmae = "Oak"', "`nmae` is no setting. Did you mean `name`?"),
        ("xyz = 1", "Use one of name, state"),
        ("name = 5", 'setting `name` cannot be used Write name = "…".'),
        ('rules = "strict"', "Make it a section: [rules]."),
        ('language = "spanish"', "Use one of: 'en', 'es'."),
        ('legal_profile = "californai"', "Did you mean `california`?"),
        ('legal_profile = "zzz"', "Use one of california, federal, groups_side_by_side"),
        ('attendance = "daily"', "'every day', 'absences only'"),
        ('school_year_starts = "July"', '"07-01"'),
        ('school_year_starts = "13-01"', '"07-01"'),
        ('school_year_starts = "02-31"', '"07-01"'),
        ("[reference]\nsex = 1", "`reference.sex`"),
        ("[rules]\nchronic_absence.min_day = 5", "Did you mean `chronic_absence.min_days`?"),
        ('[rules]\n"chronic_absence.min_days" = "ten"', "Write a number, in days enrolled."),
        ('[rules]\n"chronic_absence.min_days" = true', "Write a number"),
        ('[rules]\n"chronic_absence.min_days" = nan', "Write a number"),
        ('[rules]\n"chronic_absence.min_days" = -1', "Write a number"),
        ("name = Oak", "is not written as TOML"),
        ("name = 'a'\nname = 'b'", "is not written as TOML"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "forwhom.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(DistrictError) as caught:
        Settings.read(path)
    error = caught.value
    said = f"{error.what} {error.remedy}".replace("as it is written. ", "")
    assert told in said
    assert str(path) in error.where
    assert error.did
    assert error.remedy


def test_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "forwhom.toml"
    path.write_text('name = "Peña"', "cp1252")
    with pytest.raises(DistrictError, match="not written as TOML"):
        Settings.read(path)


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ({"sexx": "Male"}, "Did you mean `sex`?"),
        ({"sex": "Mael"}, "Did you mean `Male`?"),
        ({"disability": "qqqq"}, "Use one of Yes, No"),
    ],
)
def test_a_reference_group_must_exist(reference: dict[str, str], told: str) -> None:
    with pytest.raises(DistrictError) as caught:
        check_references(reference, Path("forwhom.toml"))
    assert told in caught.value.remedy


def test_reference_groups_that_exist() -> None:
    check_references({"sex": "Male", "home_language": "Hmong"}, Path("forwhom.toml"))
