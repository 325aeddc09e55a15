"""A packet from a release: its numbers are the release's, and nothing else ever gets in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from forwhom.errors import PacketError, ReleaseError
from forwhom.release.released import Release
from forwhom.report.packet import packet_released
from tests.engine.report.packet.reading import elements, read, text_of
from tests.engine.report.release_folder import make, nothing

CHOSEN = [
    ("suspended", "race_ethnicity", "district"),
    ("walks", "sex", "101"),
    ("walks", "sex & race_ethnicity", "district"),
    ("suspended", "all", "301"),
    ("suspended", "sex=Male", "201"),
]
SHOWN = re.compile(r"(?:<|>=)?\d+(?:-\d+)?%")
EXAMPLES = {"10-19%", "<5%", ">=95%"}  # of how to read the numbers


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return make(tmp_path_factory.mktemp("release") / "one")


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_number_is_one_that_the_release_shows(release: Release, language: Any) -> None:
    made = packet_released(release.folder, CHOSEN, audience="public", language=language)
    shown = {number.rate for number in release.numbers} | EXAMPLES
    tables = set(re.findall(r"((?:<|>=)?\d+(?:-\d+)?%) (?:of|de) ([\d,]+)", text_of(made)))
    pairs = {(number.rate, f"{int(number.n):,}") for number in release.numbers if not number.hidden}
    assert tables
    assert tables <= pairs
    aloud = " ".join(alt for _, alt in elements(made))
    printed = set(SHOWN.findall(aloud))
    assert printed
    assert printed <= shown


def test_the_tables_hold_the_chosen_numbers_of_the_chosen_place(release: Release) -> None:
    made = packet_released(release.folder, [("walks", "sex", "101")], audience="public")
    (alt,) = [alt for tag, alt in elements(made) if tag == "/Figure"]
    for group in ("all", "sex=Female", "sex=Male", "sex=Not reported"):
        number = release.number("walks", "2025-26", "school", "101", group)
        assert number is not None
        label = "All students" if group == "all" else group.split("=")[1]
        assert f"{label} {number.rate}" in alt
    said = text_of(made)
    assert 'O\'Hara & "Sons" <Elementary>' in said
    assert release.about["id"] in said
    assert "PUBLIC RELEASE" in said


def test_all_hidden_is_said_and_stands(tmp_path: Path) -> None:
    hidden = make(tmp_path / "hidden", nothing)
    made = packet_released(hidden.folder, CHOSEN[:1], audience="public", language="en")
    assert "is not shown (*)" in text_of(made)
    assert not SHOWN.findall(" ".join(alt for _, alt in elements(made)))


def test_it_is_tagged_in_its_language_and_the_same_each_time(release: Release) -> None:
    made = packet_released(release.folder, CHOSEN, audience="public", language="es")
    assert str(read(made).trailer["/Root"]["/Lang"]).startswith("es")
    assert "Qué falta" in text_of(made)
    assert packet_released(release.folder, CHOSEN, audience="public", language="es") == made


def test_a_release_for_a_committee_is_never_printed_for_the_public(tmp_path: Path) -> None:
    committee = make(tmp_path / "committee", audience="committee")
    with pytest.raises(PacketError, match="made for the committee"):
        packet_released(committee.folder, CHOSEN, audience="public")
    said = text_of(packet_released(committee.folder, CHOSEN, audience="committee"))
    assert "COMMITTEE RELEASE" in said


def test_what_is_public_may_be_given_to_a_committee(release: Release) -> None:
    made = packet_released(release.folder, CHOSEN[:1], audience="committee")
    assert "PUBLIC RELEASE" in text_of(made)


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        (("gifted", "all", "district"), "does not declare `gifted`"),
        (("suspended", "foster", "district"), "does not declare `foster`"),
        (("suspended", "sex", "999"), "does not declare `999`"),
    ],
)
def test_what_the_release_does_not_declare(
    release: Release, chosen: tuple[str, str, str], told: str
) -> None:
    with pytest.raises(PacketError, match=told):
        packet_released(release.folder, [chosen], audience="public")


def test_other_refusals(release: Release, tmp_path: Path) -> None:
    with pytest.raises(PacketError, match="--for public"):
        packet_released(release.folder, [], audience="public")
    with pytest.raises(PacketError, match="no audience `inside`"):
        packet_released(release.folder, CHOSEN, audience="inside")
    with pytest.raises(ReleaseError, match="no whole release"):
        packet_released(tmp_path / "none", CHOSEN, audience="public")


def test_a_word_that_the_legal_profile_leaves_out_stops_it(tmp_path: Path) -> None:
    texts = [{"where": "front", "text": "Under 5% < or >= 9%: our equity work", "text_es": ""}]
    banned = make(tmp_path / "banned", legal_profile=_strict(), texts=texts)
    with pytest.raises(ReleaseError, match="equity"):
        packet_released(banned.folder, CHOSEN[:1], audience="public", language="en")


def _strict() -> str:
    """The name of a profile that leaves the word out."""
    from forwhom.rules.profiles import profiles

    return next(n for n, p in profiles().items() if p.carried("equity", "en"))
