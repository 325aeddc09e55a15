"""release.toml: what may be declared, and what is refused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from forwhom.errors import ReleaseError
from forwhom.release.declared.lattice import Lattice, read_lattice
from tests.engine.release.made_audit import DECLARED, YEAR, children, write_audit


def read(folder: Path, text: str, state: str = "") -> Lattice:
    about = {**write_audit(folder / "audit", children(1)).about}
    about["district"] = {"name": "Made-up", "state": state}
    path = folder / "release.toml"
    path.write_text(text, "utf-8")
    return read_lattice(path, about, "public")


def test_what_is_not_said_has_a_default(tmp_path: Path) -> None:
    found = read(tmp_path, DECLARED)

    assert (found.threshold, found.width, found.years) == (11, 3, (YEAR,))
    assert found.places == ("district", "school")


def test_its_own_text_says_the_same(tmp_path: Path) -> None:
    found = read(tmp_path, DECLARED + 'finest = "whole"\nthreshold = 15\n')

    assert read(tmp_path, found.toml().replace('audience = "public"\n', "")) == found


def test_a_state_asks_for_more(tmp_path: Path) -> None:
    assert read(tmp_path, DECLARED, state="DE").threshold == 16
    with pytest.raises(ReleaseError, match="it must be 16 to 30"):
        read(tmp_path, "threshold = 12\n" + DECLARED, state="DE")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (DECLARED.replace("race_ethnicity", "race_etnicity"), "Did you mean `race_ethnicity`"),
        (DECLARED.replace("suspended", "suspend"), "Did you mean `suspended`"),
        ("tresholds = 11\n" + DECLARED, "Did you mean `threshold`"),
        ("threshold = 4\n" + DECLARED, "it must be 5 to 30"),
        ("threshold = 31\n" + DECLARED, "it must be 5 to 30"),
        ("width = 0\n" + DECLARED, "The width is 0"),
        (DECLARED.replace("[], ", ""), "needs a measure, everyone"),
        ('finest = "half"\n' + DECLARED, "There is no step `half`"),
        ("least_hidden = true\n" + DECLARED, "one measure, one year"),
        ("measures = [", "cannot be read"),
        ("", "not written as it must be"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ReleaseError) as caught:
        read(tmp_path, text)

    assert said in caught.value.what
