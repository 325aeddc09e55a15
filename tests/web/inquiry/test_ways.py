"""Ways of working and protocols: ours are right, the district's are read, mistakes are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forwhom.web.inquiry import cycles, from_files, protocols
from tests.house.repository import ROOT

HEAD = '[protocol]\ntitle = { en = "Ours", es = "Lo nuestro" }\nabout = { en = "A.", es = "A." }\n'
STEP = (
    '[[step]]\nminutes = 5\ntitle = { en = "Go", es = "Ir" }\nasks = { en = "Go?", es = "¿Ir?" }\n'
)


def test_the_page_tells_stages_conditions_and_protocols(begun: Any) -> None:
    page = begun.as_lead.get("/inquiries/ways/").content.decode()
    for told in ("Come together", "Plan, do, study, act", "Five whys", "two_departments"):
        assert told in page
    assert "These files cannot be used yet" not in page
    begun.as_lead.post("/ui/language/", {"language": "es"})


def test_a_districts_own_protocol_is_read_and_its_mistakes_are_told(
    begun: Any, served: Path
) -> None:
    (served / "protocols").mkdir()
    file = served / "protocols" / "ours.toml"
    file.write_text(HEAD + STEP.replace("5", '"five"'), "utf-8")
    page = begun.as_lead.get("/inquiries/ways/").content.decode()
    assert "ours.toml: Number 1 needs minutes: a whole number from 1 to 120." in page
    begun.as_lead.cookies["django_language"] = "es"
    page = begun.as_lead.get("/inquiries/ways/").content.decode()
    assert "ours.toml: El número 1 necesita minutos: un número entero de 1 a 120." in page
    file.write_text(HEAD + STEP, "utf-8")
    assert protocols.mistakes() == []
    assert protocols.protocols()["ours"].minutes == 5
    page = begun.as_lead.get("/inquiries/ways/").content.decode()
    assert "Propia" in page
    file.unlink()
    assert "ours" not in protocols.protocols()


@pytest.mark.parametrize(
    ("text", "told"),
    [("[cycle", "files.no_toml"), ("", "files.no_part"), ("[cycle]\n", "files.head_words")],
)
def test_every_mistake_is_said_in_both_languages(served: Path, text: str, told: str) -> None:
    from django.utils import translation

    (served / "cycles").mkdir()
    (served / "cycles" / "Ours.toml").write_text(text, "utf-8")
    found = cycles.mistakes()
    assert told in {each.phrase for each in found}
    english = [each.said() for each in found]
    with translation.override("es"):
        assert all(a != b for a, b in zip(english, (e.said() for e in found), strict=True))


def test_a_file_is_read_once_for_as_long_as_it_stays(
    served: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycles.cycles()
    read: list[Path] = []
    whole = from_files.Shelf._read

    def counted(shelf: Any, path: Path) -> Any:
        read.append(path)
        return whole(shelf, path)

    monkeypatch.setattr(from_files.Shelf, "_read", counted)
    cycles.cycles()
    assert read == []
    (served / "cycles").mkdir()
    own = served / "cycles" / "ours.toml"
    own.write_text("[cycle", "utf-8")
    cycles.cycles()
    cycles.mistakes()
    assert read == [own]
    own.write_text("[cycle]", "utf-8")
    cycles.cycles()
    assert read == [own, own]


def test_the_way_of_the_how_to_can_be_copied(served: Path) -> None:
    page = (ROOT / "docs" / "how-to" / "write-a-way-of-working.md").read_text("utf-8")
    (served / "cycles").mkdir()
    block = page.split("```toml\n")[1].split("```")[0]
    (served / "cycles" / "listen_first.toml").write_text(block, "utf-8")
    assert cycles.mistakes() == []
    assert len(cycles.cycle("listen_first").stages) == 3


def test_the_doctor_tells_of_a_file_that_cannot_be_used(served: Path) -> None:
    from forwhom.web.place_on_disk import Served
    from forwhom.web.running.looks_settings import ways

    assert ways(Served(served)).state == "ok"
    (served / "protocols").mkdir()
    (served / "protocols" / "ours.toml").write_text("[protocol", "utf-8")
    look = ways(Served(served))
    assert (look.state, "ours.toml" in look.says) == ("wrong", True)
