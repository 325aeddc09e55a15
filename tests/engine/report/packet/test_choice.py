"""What is typed to choose what a packet shows, and the command that prints it."""

from __future__ import annotations

from pathlib import Path

import pytest

from forwhom.errors import PacketError
from forwhom.report.packet import choice
from tests.engine.report.release_folder import make


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("suspended", ("suspended", "all", "district")),
        ("suspended:sex", ("suspended", "sex", "district")),
        ("suspended: sex=Female :101", ("suspended", "sex=Female", "101")),
        ("suspended::101", ("suspended", "all", "101")),
    ],
)
def test_a_choice_of_a_release(typed: str, told: tuple[str, str, str]) -> None:
    assert choice.released(typed) == told


def test_other_languages_are_refused() -> None:
    assert choice.language("es") == "es"
    with pytest.raises(PacketError, match="no language `fr`"):
        choice.language("fr")


def test_the_command_prints_both_worlds(folder: Path, tmp_path: Path) -> None:
    from forwhom.cli.verbs.packet import packet

    inside, public = tmp_path / "inside.pdf", tmp_path / "public.pdf"
    packet(folder, ["1"], out=inside, title="Our findings")
    release = make(tmp_path / "release").folder
    packet(release, ["suspended:sex"], out=public, audience="public")
    assert inside.read_bytes().startswith(b"%PDF")
    assert public.read_bytes().startswith(b"%PDF")
    with pytest.raises(PacketError, match="no title"):
        packet(release, ["suspended"], out=public, audience="public", title="Ours")
