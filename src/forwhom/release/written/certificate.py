"""The certificate of a release: that the attack was made, and what it left in doubt.

It goes out with the release, so it must not itself tell anything: each small group has a key in
place of its name, and its interval is what the numbers shown of its own place leave open, which
anyone who knows the enrollments can work out. What the strongest attacker is left with holds
knowledge of other schools; of that the certificate only says that it is wide enough.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from forwhom.privacy.ladder import Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forwhom.release.declared.lattice import Lattice
    from forwhom.release.protected.last_attack import SmallGroup
    from forwhom.release.protected.prove import Proved

METHOD = (
    "Attack by linear programs (HiGHS): the least and the most of each small group that agree with "
    "all numbers shown, to one who knows every enrollment, all sums, every mark and any one school "
    "whole; for most groups, all other schools. That what is needed is left in doubt is shown by "
    "worlds of whole children, each added up and held against every number. Protection by "
    "dual-guided coarsening."
)


def certificate(
    found: list[SmallGroup],
    lattice: Lattice,
    hashes: dict[str, str],
    secret: str,
    harm: dict[str, Any],
    before: Sequence[str] = (),
    left_less: int = 0,
) -> dict[str, Any]:
    """certificate.json: the same inputs, settings and versions give the same bytes.

    `before`: the releases attacked together with this one; `left_less`: the small groups of which
    those, and corrections known since, leave less doubt than is asked for. Nothing is added there.
    """
    return {
        "holds": all(group.holds for group in found),
        "says": "No number about a small group can be worked out more closely than told here.",
        "method": METHOD,
        "threshold": lattice.threshold,
        "width": lattice.width,
        "small_groups_attacked": len(found),
        "too_narrow": sum(not group.holds for group in found),
        "attacked_together_with": list(before),
        "left_less_in_doubt_by_those": left_less,
        "hidden": harm,
        "versions": versions(),
        "sha256": hashes,
        "small_groups": sorted(
            (
                {
                    "key": group.key(secret),
                    "needed": group.needed,
                    "interval": list(group.outside),
                    "strongest_attacker_left_in_doubt": group.holds,
                }
                for group in found
            ),
            key=lambda entry: entry["key"],
        ),
    }


def versions() -> dict[str, str]:
    """What made the release: other versions may give other bytes."""
    names = ("forwhom", "highspy", "numpy")
    return {**{n: version(n) for n in names}, "python": ".".join(map(str, sys.version_info[:2]))}


def harm(proved: list[Proved], threshold: int) -> dict[str, Any]:
    """What protection costs: of the numbers about enough children, how many are hidden."""
    told: dict[str, dict[str, int]] = {}
    for one in proved:
        for place, steps in one.steps.items():
            enough = one.tables.places[place].children >= threshold
            kind = told.setdefault(place[0], {"numbers": 0, **{s.name.lower(): 0 for s in Step}})
            kind["numbers"] += int(enough.sum())
            for step in Step:
                kind[step.name.lower()] += int((steps[enough] == step).sum())
    shares = {
        kind: {**counts, "share_hidden": round(counts["hidden"] / max(counts["numbers"], 1), 4)}
        for kind, counts in told.items()
    }
    return dict(sorted(shares.items()))


def as_text(told: dict[str, Any]) -> str:
    """JSON with one small group a line."""
    small = told["small_groups"]
    head = json.dumps({**told, "small_groups": []}, ensure_ascii=False, indent=1)
    lines = ",\n".join("  " + json.dumps(entry) for entry in small)
    return (
        head.replace(
            '"small_groups": []',
            f'"small_groups": [\n{lines}\n ]' if small else '"small_groups": []',
        )
        + "\n"
    )
