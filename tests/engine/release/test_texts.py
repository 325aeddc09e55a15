"""Words that people wrote enter a release only after a named person has read these very words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from forwhom.errors import ReleaseError
from forwhom.release.asked import Asked, review_lines, review_texts
from forwhom.release.ledger import Ledger
from tests.engine.release.made_audit import DECLARED, children, district
from tests.engine.release.published import bytes_of, publish_district

MADE = children(3, per_school=30)
WORDS = "We met with families in May."


def declare(
    place: Path, *, text: str = WORDS, where: str = "front", by: str = "", on: str = ""
) -> None:
    entry = f'\n[[text]]\nwhere = "{where}"\ntext = "{text}"\ntext_es = "Nos reunimos en mayo."\n'
    entry += f'reviewed_by = "{by}"\n' if by else ""
    entry += f'reviewed_on = "{on}"\n' if on else ""
    (place / "release.toml").write_text(DECLARED + entry, "utf-8")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return district(tmp_path / "district", MADE)


def read_by(place: Path, name: str) -> str:
    """A person reads what is declared now; the day of it."""
    return str(review_texts(Asked(place), name)[0]["reviewed_on"])


def test_a_text_that_was_read_goes_out_without_the_readers_name(place: Path) -> None:
    declare(place)
    day = read_by(place, "Ana Lopez")
    declare(place, by="Ana Lopez", on=day)
    done = publish_district(place)
    assert [text["text"] for text in done.release.about["texts"]] == [WORDS]
    assert done.row["texts"][0]["reviewed_by"] == "Ana Lopez"
    outside = b"".join(bytes_of(done.release.folder).values())
    assert b"Ana Lopez" not in outside
    assert publish_district(place).changed is False


@pytest.mark.parametrize(
    ("by", "on"), [("", ""), ("Ana Lopez", ""), ("", "today"), ("Bo Chan", "today")]
)
def test_a_text_without_its_reader_is_refused(place: Path, by: str, on: str) -> None:
    declare(place)
    day = read_by(place, "Ana Lopez")
    declare(place, by=by, on=day if on else "")
    with pytest.raises(ReleaseError) as told:
        publish_district(place)
    assert WORDS not in str(told.value)
    assert Ledger(place / "releases").rows == []


@pytest.mark.parametrize("change", ["text", "where", "spanish"])
def test_a_text_changed_since_is_another_text(place: Path, change: str) -> None:
    declare(place)
    day = read_by(place, "Ana Lopez")
    where = "suspended" if change == "where" else "front"
    declare(place, text=WORDS + ("!" * (change == "text")), where=where, by="Ana Lopez", on=day)
    if change == "spanish":
        path = place / "release.toml"
        path.write_text(path.read_text("utf-8").replace("mayo", "junio"), "utf-8")
    with pytest.raises(ReleaseError, match="changed since"):
        publish_district(place)


def test_nobody_reads_it_by_hand(place: Path) -> None:
    declare(place, by="Ana Lopez", on="2026-11-22")
    with pytest.raises(ReleaseError, match="never read"):
        publish_district(place)
    read_by(place, "Bo Chan")
    path = place / "releases" / "reviews.json"
    rows = json.loads(path.read_text("utf-8"))
    rows[0] |= {"reviewed_by": "Ana Lopez", "reviewed_on": "2026-11-22"}
    path.write_text(json.dumps(rows), "utf-8")
    with pytest.raises(ReleaseError, match="changed by hand"):
        publish_district(place)


def test_the_reader_sees_the_whole_text_and_what_to_write(place: Path) -> None:
    declare(place)
    lines = "\n".join(review_lines(review_texts(Asked(place), "Ana Lopez")))
    assert WORDS in lines
    assert "Nos reunimos en mayo." in lines
    assert 'reviewed_by = "Ana Lopez"' in lines


@pytest.mark.parametrize("name", ["", "  ", "7"])
def test_a_reader_has_a_name(place: Path, name: str) -> None:
    declare(place)
    with pytest.raises(ReleaseError, match="name of the person"):
        review_texts(Asked(place), name)


def test_a_text_stands_somewhere(place: Path) -> None:
    declare(place, where="suspendd")
    with pytest.raises(ReleaseError, match="Did you mean `suspended`"):
        publish_district(place)
