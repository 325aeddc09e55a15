"""The rows of a run as Markdown tables."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.privacy.releases import Row
from benchmarks.privacy.rules import Broken


def tables(rows: Sequence[Row | Broken]) -> str:
    """What releases cost, one line a lattice and measure; then what rules give away."""
    releases = [row for row in rows if isinstance(row, Row)]
    rules = [row for row in rows if isinstance(row, Broken)]
    return "\n".join([*_releases(releases), "", *_rules(rules)])


COST = (
    "lattice", "measure", "years", "small groups", "told too closely", "school numbers hidden",
    "district numbers hidden", "schools, s a year", "district and schools, s a year",
    "last attack, s a year",
)  # fmt: skip
FOUND = (
    "printed", "rule", "measure", "hidden groups", "found exactly", "of these above none",
    "told too closely",
)  # fmt: skip


def _releases(rows: list[Row]) -> list[str]:
    lines = _head(COST, words=2)
    for lattice, measure in dict.fromkeys((row.lattice, row.measure) for row in rows):
        mine = [row for row in rows if (row.lattice, row.measure) == (lattice, measure)]
        cells = [
            lattice,
            f"`{measure}`",
            str(len(mine)),
            f"{_sum(mine, 'small'):,}",
            str(_sum(mine, "too_narrow")),
            _share(_sum(mine, "school_hidden"), _sum(mine, "school_numbers")),
            _share(_sum(mine, "district_hidden"), _sum(mine, "district_numbers")),
        ]
        cells += [
            f"{sum(getattr(row, name) for row in mine) / len(mine):.1f}"
            for name in ("schools_seconds", "district_seconds", "attack_seconds")
        ]
        lines.append(_line(cells))
    return lines


def _rules(rows: list[Broken]) -> list[str]:
    lines = _head(FOUND, words=3)
    for row in rows:
        exact, narrow = _share(row.exact, row.hidden), _share(row.too_narrow, row.hidden)
        cells = [row.printed, row.rule, f"`{row.measure}`", f"{row.hidden:,}", exact]
        lines.append(_line([*cells, str(row.exact_above_none), narrow]))
    return lines


def _head(names: Sequence[str], words: int) -> list[str]:
    return [_line(names), _line(["---"] * words + ["---:"] * (len(names) - words))]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _sum(rows: list[Row], name: str) -> int:
    return sum(int(getattr(row, name)) for row in rows)


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,}, {100 * part / max(whole, 1):.1f} %"
