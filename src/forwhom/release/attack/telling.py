"""What the attack found, in words for people and as JSON for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forwhom.release.attack.attacked import Attacked, Found
from forwhom.release.attack.dimensions import AT_MOST, EQUAL, NOTHING
from forwhom.release.attack.shown import Place
from forwhom.release.attack.world import CHILDREN, COUNT, About, Cell

LISTED = 20
INSIDE = (
    "What follows is INSIDE data: the hidden numbers themselves. Do not publish it, and delete it "
    "when you have told the publisher."
)
KINDS = {
    "cell": "the numbers of one group contradict each other",
    "enrollment": "the number of children is not that of the enrollment file",
    "dimension": "its groups do not agree with everyone",
    "nested": "more children have an outcome than the one it is part of",
    "years": "the pool of years does not agree with its years",
    "between": "it does not agree with the places within it",
}


def as_dict(attacked: Attacked, names: Mapping[Place, str], values: bool = False) -> dict[str, Any]:
    """For machines: where, and the recovered values only where they are asked for."""

    def told(found: Sequence[Found]) -> list[dict[str, Any]]:
        return [_where(one.cell, names) | (_ends(one) if values else {}) for one in found]

    rule = attacked.rule
    return {
        **({"inside": INSIDE} if values else {}),
        "rows": attacked.rows,
        "hidden": {"counts": attacked.hidden[COUNT], "children": attacked.hidden[CHILDREN]},
        "threshold": rule.threshold,
        "width": rule.width,
        "release_of_forwhom": rule.ours,
        "recovered": told(attacked.recovered),
        "closer": told(attacked.close),
        "shown_though_small": [_where(cell, names) for cell in attacked.shown_small],
        "contradictions": [
            {**_spot(about.spot, names), "what": KINDS[about.kind], "detail": about.detail}
            for about in attacked.contradict
        ],
        "not_solved": attacked.unsolved,
        "assumed": assumptions(attacked),
        "seconds": round(attacked.seconds, 2),
        "found": attacked.breached,
    }


def attack_lines(attacked: Attacked, names: Mapping[Place, str], values: bool = False) -> list[str]:
    """For people, the outcome first."""
    hidden, rule = attacked.hidden, attacked.rule
    lines = [
        f"{attacked.rows:,} published rows. Hidden: {_hidden(hidden[COUNT], hidden[CHILDREN])}.",
        f"Worked out exactly: {_kinds(attacked.recovered)}.",
        f"Known closer than to min(n, {rule.width}) children: {_kinds(attacked.close)}.",
    ]
    if attacked.shown_small:
        lines.append(
            f"{len(attacked.shown_small):,} groups of fewer than {rule.threshold} children are "
            "shown openly."
        )
    lines += [INSIDE] if values and attacked.breached else []
    lines += _listed("Worked out exactly", attacked.recovered, names, values)
    lines += _listed("Known too closely", attacked.close, names, values)
    if attacked.contradict:
        lines += _contradictions(attacked.contradict, names)
    if attacked.unsolved:
        lines.append(
            f"{attacked.unsolved:,} hidden numbers were not solved in time: nothing is said of "
            "them, neither that they are safe nor that they are not."
        )
    lines += ["What was assumed:", *(f"  - {line}" for line in assumptions(attacked))]
    lines.append(f"Attacked in {attacked.seconds:.1f} s.")
    none = "Not all was solved: nothing can be said." if attacked.unsolved else "Nothing came out."
    return [*lines, "Something hidden comes out." if attacked.breached else none]


def assumptions(attacked: Attacked) -> list[str]:
    """What the attack rests on: which sums were used and which were not."""
    taken = attacked.taken
    said = [
        (EQUAL, "add up to everyone (or to the group they are part of)"),
        (AT_MOST, "are together no more than everyone; some children may be in none"),
        (NOTHING, "do not add up where all are shown, so that no sum over them was used"),
    ]
    lines = []
    for verdict, words in said:
        if names := sorted(taken.get(verdict, set())):
            lines.append(f"Groups of {', '.join(names)} {words}.")
    lines.append("Fewer children have an outcome than there are; rates are rounded as printed.")
    twice = attacked.rule.twice
    lines.append(
        "A child in two schools counts in both: schools add up to their district but for as many "
        + (
            "as everyone's numbers show, and not at all where those are hidden."
            if twice is None
            else f"as {twice:,} children."
        )
    )
    return [*lines, *attacked.notes]


def _kinds(found: Sequence[Found]) -> str:
    counts = sum(one.cell.what == COUNT for one in found)
    return _hidden(counts, len(found) - counts)


def _hidden(counts: int, children: int) -> str:
    return f"{counts:,} counts of children with the outcome, {children:,} numbers of children"


def _listed(
    title: str, found: Sequence[Found], names: Mapping[Place, str], values: bool
) -> list[str]:
    if not found:
        return []
    lines = [f"{title}:"]
    for one in found if values else found[:LISTED]:
        ends = ""
        if values:
            ends = f": {one.low}" if one.exact else f": {one.low} to {one.high}"
        lines.append(f"  {_text(one.cell, names)}{ends}")
    left = 0 if values else len(found) - LISTED
    return [*lines, *([f"  … and {left:,} more (--json lists all)"] if left > 0 else [])]


def _contradictions(contradict: Sequence[About], names: Mapping[Place, str]) -> list[str]:
    said = "Published numbers contradict each other. Those were left out, all else was attacked"
    lines = [f"{said} ({len(contradict):,}):"]
    for about in contradict[:LISTED]:
        spot = about.spot
        lines.append(
            f"  {spot.measure}, {spot.school_year}, {_place(spot.place, names)}"
            f"{', ' + about.detail if about.detail else ''}: {KINDS[about.kind]}"
        )
    return lines


def _text(cell: Cell, names: Mapping[Place, str]) -> str:
    spot = cell.spot
    what = "number of children" if cell.what == CHILDREN else "count with the outcome"
    return f"{spot.measure}, {spot.school_year}, {_place(spot.place, names)}, {cell.group}: {what}"


def _place(place: Place, names: Mapping[Place, str]) -> str:
    name = names.get(place)
    return f"{place} ({name})" if name else str(place)


def _spot(spot: Any, names: Mapping[Place, str]) -> dict[str, Any]:
    place = spot.place
    return {
        "measure": spot.measure,
        "school_year": spot.school_year,
        "place_type": place.place_type,
        "place_id": place.place_id,
        "place_name": names.get(place),
    }


def _where(cell: Cell, names: Mapping[Place, str]) -> dict[str, Any]:
    return {**_spot(cell.spot, names), "group": cell.group, "what": cell.what}


def _ends(one: Found) -> dict[str, int]:
    return {"low": one.low, "high": one.high}
