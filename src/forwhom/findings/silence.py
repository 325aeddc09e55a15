"""What the search would have found, so that nothing found says what it is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forwhom.words.numbers import Language
from forwhom.words.sizes import size_in_words

SIZES = (50, 500)  # children of a small group and of a large one, as near as there are
NEAR = 2.0  # how many times as large or as small a group may be and still stand for that size
SENTENCES: dict[str, dict[Language, str]] = {
    "gap": {
        "en": "For a group of {n} students we would have found a gap of {size} or more, 8 times in "
        "10.",
        "es": "En un grupo de {n} estudiantes habríamos hallado una brecha de {size} o más, 8 de "
        "cada 10 veces.",
    },
    "also": {
        "en": "For one of {n} students it takes {size}.",
        "es": "En uno de {n} estudiantes bastan {size}.",
    },
    "none": {
        "en": "A group of {n} students is too small here for any gap to be found.",
        "es": "Un grupo de {n} estudiantes es aquí muy pequeño para hallar alguna brecha.",
    },
}


def could_have_seen(
    rows: Sequence[Mapping[str, Any]], measure: Mapping[str, Any], language: Language
) -> list[str]:
    """Sentences on the smallest gap to a group's harm that would have been found 4 times in 5.

    Args:
        rows: of disparities.parquet: groups of one measure against all others, in one year.
        measure: its entry in audit.json.
        language: of the sentences.

    Returns:
        One sentence on a small group and one on a large one, of groups there are; none where the
        search did not ask the measure.
    """
    side = "smallest_gap_down" if measure["better"] == "higher" else "smallest_gap_up"
    asked = [row for row in rows if row["smallest_gap_up"] or row["smallest_gap_down"]]
    told: list[str] = []
    for size in SIZES:
        near = [row for row in asked if size / NEAR <= row["n"] <= size * NEAR]
        if not near:
            continue
        row = min(near, key=lambda row: (abs(row["n"] - size), str(row["group"])))
        name = "none" if row[side] is None else "also" if told else "gap"
        gap = size_in_words(row[side] or 0.0, measure, language)
        told.append(SENTENCES[name][language].format(n=f"{row['n']:,}", size=gap))
    return told
