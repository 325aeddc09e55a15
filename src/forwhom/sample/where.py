"""The schools, their neighbourhoods, who lives there, and what a school does for its children."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forwhom.sample.streams import Chance, Floats, Ints
from forwhom.sample.targets import RACE_SHARES, SCHOOL_ICC, SEGREGATION_H

NAMES = (
    "Sycamore Valley Oak Manzanita Willow Cottonwood Buckeye Alder Juniper Redbud Poppy Lupine "
    "Laurel Cedar Elderberry Madrone Tule Toyon Sage Mariposa Larkspur Quail Heron Egret Kestrel "
    "Meadow Canal Foothill Orchard Vineyard Granite Ridge Almond Apricot Fig Pomegranate Walnut "
    "Olive Mulberry Persimmon"
).split()
LAST = {"elementary": "Elementary", "middle": "Middle", "high": "High", "k8": "Academy",
        "k12": "School", "other": "School"}  # fmt: skip
# What the alternative school and races not reported take from H between schools.
LOST = 0.015
GRADE_WEIGHTS = {"elementary": 6.55, "middle": 3.0, "high": 4.0}  # grades served; TK is not full


@dataclass
class Places:
    """Schools in order, and for each neighbourhood (zone) the schools its children go to."""

    level: list[str]
    kind: list[str]
    counts: list[bool]
    zone_school: Ints  # zones x 3: the zone's elementary, middle and high school
    zone_weight: Floats
    zone_races: Floats  # zones x races: chances that a household is of the race
    zone_income: Floats  # how far the zone's income lies from the district's, in logits
    alternative: int = -1
    nonpublic: int = -1

    @property
    def ids(self) -> list[str]:
        """The schools' ids, such as 1001."""
        return [str(1001 + i) for i in range(len(self.level))]

    @property
    def names(self) -> list[str]:
        """Made-up names, each used once."""
        return [
            " ".join([NAMES[i % len(NAMES)], *(["Park"] if i >= len(NAMES) else []),
                      *([str(i)] if i >= 2 * len(NAMES) else []), LAST[level]])
            for i, level in enumerate(self.level)
        ]  # fmt: skip


def found(chance: Chance, schools: int) -> Places:
    """Lay out `schools` schools and their neighbourhoods, segregated to the target."""
    level, kind, zone_school = _layout(schools)
    zones = len(zone_school)
    rng = chance.stream("neighbourhoods")
    weight = np.exp(0.25 * rng.standard_normal(zones))
    places = Places(
        level=level, kind=kind, counts=[k != "nonpublic" for k in kind],
        zone_school=zone_school, zone_weight=weight / weight.sum(),
        zone_races=np.zeros((zones, len(RACE_SHARES))), zone_income=np.zeros(zones),
        alternative=kind.index("alternative") if "alternative" in kind else -1,
        nonpublic=kind.index("nonpublic") if "nonpublic" in kind else -1,
    )  # fmt: skip
    places.zone_races = _compositions(places, rng)
    white = list(RACE_SHARES).index("White")
    share = places.zone_races[:, white]
    places.zone_income = -3.0 * (share - share @ places.zone_weight) + 0.5 * rng.standard_normal(
        zones
    )
    return places


def _layout(schools: int) -> tuple[list[str], list[str], Ints]:
    if schools == 1:
        return ["k12"], ["regular"], np.zeros((1, 3), dtype=np.int64)
    if schools == 2:
        return ["k8", "high"], ["regular"] * 2, np.array([[0, 0, 1]])
    special = schools >= 12
    ordinary = schools - 3 * special
    high = max(1, round(ordinary * 0.14))
    middle = max(1, round(ordinary * 0.21))
    elementary = ordinary - high - middle
    level = ["elementary"] * elementary + ["middle"] * middle + ["high"] * high
    kind = ["regular"] * ordinary
    zone = np.arange(elementary)
    to_middle = zone * middle // elementary
    to_high = to_middle * high // middle
    table = np.column_stack([zone, elementary + to_middle, elementary + middle + to_high])
    if special:
        level += ["k8", "high", "k12"]
        kind += ["charter", "alternative", "nonpublic"]
        table = np.vstack([table, [ordinary, ordinary, elementary + middle]])
    return level, kind, table.astype(np.int64)


def theil_h(counts: Floats) -> float:
    """Theil's H between units: counts, units x groups; 0 all units alike, 1 wholly apart."""
    with np.errstate(divide="ignore", invalid="ignore"):
        total, sizes = counts.sum(axis=0) / counts.sum(), counts.sum(axis=1)
        inside = counts / np.maximum(sizes, 1e-300)[:, None]
        entropy = -np.where(inside > 0, inside * np.log(inside), 0).sum(axis=1)
        whole = -np.where(total > 0, total * np.log(total), 0).sum()
    return float(((whole - entropy) * sizes).sum() / (sizes.sum() * whole)) if whole > 0 else 0.0


def _compositions(places: Places, rng: np.random.Generator) -> Floats:
    """Races by zone: the spread is searched for that brings H between schools to the target."""
    shares = np.array(list(RACE_SHARES.values()))
    parts = [rng.standard_normal((len(places.level), len(shares))) for _ in range(3)]
    noise = sum(
        w * part[places.zone_school[:, step]] for w, part, step in zip((0.5, 0.5, 0.7), parts,
                                                                     (0, 1, 2), strict=True)
    )  # fmt: skip
    low, high = 0.0, 4.0
    for _ in range(30):
        middle = (low + high) / 2
        tried = _spread(shares, places.zone_weight, middle * np.asarray(noise))
        low, high = (
            (low, middle) if _between(places, tried) > SEGREGATION_H + LOST else (middle, high)
        )
    return _spread(shares, places.zone_weight, low * np.asarray(noise))


def _spread(shares: Floats, weight: Floats, noise: Floats) -> Floats:
    """Zones x races with the district's totals kept (iterative proportional fitting)."""
    table = shares * np.exp(noise)
    for _ in range(60):
        table /= table.sum(axis=1, keepdims=True)
        table *= shares / (weight @ table)
    fitted: Floats = table / table.sum(axis=1, keepdims=True)
    return fitted


def _between(places: Places, races: Floats) -> float:
    counts = np.zeros((len(places.level), races.shape[1]))
    for step, grades in enumerate(GRADE_WEIGHTS.values()):
        np.add.at(counts, places.zone_school[:, step], grades * places.zone_weight[:, None] * races)
    return theil_h(counts[counts.sum(axis=1) > 0])


def school_effects(chance: Chance, levels: list[str], name: str, icc: float = SCHOOL_ICC) -> Floats:
    """What each school adds on the latent scale: drawn apart from who attends it.

    Half is common to all that a school does, half is its own for `name`. Between-school variance
    is icc / (1 - icc), where the variance within a school and grade is 1; with three schools of a
    level or more it is just that among them.
    """
    common = chance.stream("school effect").standard_normal(len(levels))
    own = chance.stream(f"school effect {name}").standard_normal(len(levels))
    mixed = (common + own) / np.sqrt(2)
    for level in sorted(set(levels)):
        alike = np.array(levels) == level
        if alike.sum() >= 3:
            mixed[alike] = (mixed[alike] - mixed[alike].mean()) / mixed[alike].std()
    scaled: Floats = mixed.clip(-2, 2) * np.sqrt(icc / (1 - icc))
    return scaled
