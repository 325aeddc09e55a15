"""What a release does not declare has one answer, whether or not there are children (statement 8).

A release is a folder of files: there is no query to answer, and no clock to watch. Whoever asks it
for anything reads the same files, and finds the number there or does not.
"""

from __future__ import annotations

import csv
import json
import random
import time
from itertools import product

import pytest

import forwhom
from forwhom.release.released import Number, Release
from tests.attacks.audits import ASKED, VALUES, audit_of_seed
from tests.attacks.publishing import declared, published

YEAR, DECLARED = "2025-26", [[], ["race_ethnicity"], ["sex"]]
DIMENSIONS = ("race_ethnicity", "sex", "english_learner")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """One measure, by race and by sex; English learners and all crossings are not declared."""
    place = tmp_path_factory.mktemp("release")
    measures = {"suspended": ASKED["suspended"], "chronic_absence": ASKED["chronic_absence"]}
    audit = audit_of_seed(place / "audit", 1, measures=measures)
    wanted = declared(place / "release.toml", groups=DECLARED, measures=["suspended"])
    published(audit, place / "out", "--lattice", str(wanted))
    return forwhom.open_release(place / "out")


def filters() -> list[str]:
    """Every filter of three dimensions, as a dashboard would let people choose them."""
    parts = [[None, *(f"{d}={v}" for v in VALUES[d])] for d in DIMENSIONS]
    return [" & ".join(p for p in chosen if p) or "all" for chosen in product(*parts)]


def inside(group: str) -> bool:
    """Whether a filter is of a declared table."""
    return sorted(p.split("=")[0] for p in group.split(" & ") if p != "all") in DECLARED


def places(release: Release) -> list[tuple[str, str]]:
    schools = (("school", s["school_id"]) for s in release.about["schools"])
    return [("district", "district"), *schools]


def asked(release: Release, group: str) -> list[Number | None]:
    return [release.number("suspended", YEAR, *place, group) for place in places(release)]


def test_every_filter_is_in_the_release_or_has_the_one_answer(release: Release) -> None:
    within = [g for g in filters() if inside(g)]
    outside = [g for g in filters() if not inside(g)]

    assert len(outside) >= 81
    assert {answer for g in outside for answer in asked(release, g)} == {None}
    assert None not in {answer for g in within for answer in asked(release, g)}


def random_queries(release: Release) -> list[tuple[str, ...]]:
    """Two hundred, half of them one true number with one word changed, half mere noise."""
    draw = random.Random(1)
    true = [(x.measure, x.school_year, x.place_type, x.place_id, x.group) for x in release.numbers]
    words = [
        "chronic_absence", "2024-25", "school ", "9999", "sex=Female & disability=Yes", "", "*",
        "race_ethnicity=White & sex=Male", "sex=female", "all ", "../1001", "' OR 1=1 --",
        "é\u0000", "english_learner=Current", "disability=Yes",
    ]  # fmt: skip
    found: list[tuple[str, ...]] = []
    for _ in range(100):
        one, at = draw.choice(true), draw.randrange(5)
        changed = (*one[:at], draw.choice(words), *one[at + 1 :])
        noise = ["".join(draw.choices("abc=&* 019", k=6)) for _ in range(5)]
        found += [changed, tuple(noise)]
    return [query for query in found if query not in set(true)]


def test_two_hundred_queries_have_the_one_answer(release: Release) -> None:
    queries = random_queries(release)

    assert len(queries) >= 190
    assert {release.number(*query) for query in queries} == {None}


def test_no_file_has_a_word_on_what_is_not_declared(release: Release) -> None:
    """That a group or a measure is left out is seen; whether it has children is not."""
    with (release.folder / "numbers.csv").open(encoding="utf-8", newline="") as file:
        listed = [tuple(row)[:5] for row in csv.reader(file)][1:]
    entries = json.loads((release.folder / "numbers.json").read_text("utf-8"))
    groups = [g for g in filters() if inside(g)]

    assert sorted(listed) == sorted(
        ("suspended", YEAR, *p, g) for p in places(release) for g in groups
    )
    assert [tuple(entry.values())[:5] for entry in entries] == listed
    texts = [f.read_text("utf-8") for f in release.folder.iterdir() if f.suffix != ".toml"]
    assert not [t for t in texts if "english_learner" in t or "chronic_absence" in t]


def test_an_answer_takes_no_longer_where_there_are_children(release: Release) -> None:
    """A look-up in what was read: groups with children and without are of one class."""
    there, nowhere = "english_learner=Current", "english_learner=Nowhere"
    best = dict.fromkeys((there, nowhere), float("inf"))
    for _ in range(50):
        for group in best:
            began = time.perf_counter()
            for _ in range(200):
                release.number("suspended", YEAR, "school", "1001", group)
            best[group] = min(best[group], time.perf_counter() - began)

    assert max(best.values()) < 3 * min(best.values())
