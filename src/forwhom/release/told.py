"""What the screen says when a release is made: for whom, what it shows and hides, where it lies."""

from __future__ import annotations

from typing import Any

from forwhom.privacy.ladder import Step
from forwhom.release.declared.lattice import COMMITTEE, threshold_is_the_states
from forwhom.release.life import Published
from forwhom.release.released import CERTIFICATE, NUMBERS, REPORT
from forwhom.release.written.certificate import harm
from forwhom.results import AuditFolder

PLACES = {"district": "District", "school": "Schools"}


def as_dict(published: Published, audit: AuditFolder) -> dict[str, Any]:
    """The same for machines."""
    folder, lattice = published.release.folder, published.lattice
    return {
        "folder": str(folder),
        "id": published.release.about["id"],
        "for": lattice.audience,
        "changed": published.changed,
        "numbers": harm(published.proved, lattice.threshold),
        "small_groups_attacked": len(published.small),
        "too_narrow": sum(not group.holds for group in published.small),
        "left_less_in_doubt_by_earlier_releases": published.left_less,
        "attacked_together_with": list(published.before),
        "supersedes": published.row.get("supersedes"),
        "threshold": lattice.threshold,
        "threshold_is_the_states": threshold_is_the_states(lattice, audit.about),
        "width": lattice.width,
        "ledger": str(published.ledger.folder / "ledger.json") if published.ledger else None,
        "report": str(folder / REPORT) if (folder / REPORT).is_file() else None,
        "certificate": str(folder / CERTIFICATE),
        "trial": published.trial,
    }


def lines(published: Published, audit: AuditFolder) -> list[str]:
    """In plain words, with what cannot be known said last."""
    told = as_dict(published, audit)
    who = "the committee" if told["for"] == COMMITTEE else "the public"
    return [
        f"A release for {who}: {told['id']}"
        if published.changed
        else f"Nothing has changed: release {told['id']} for {who} is as it was.",
        *_numbers(told["numbers"], told["threshold"]),
        *_attack(told),
        (
            f"  {'Report' if told['report'] else 'Numbers':<14}"
            f"{told['report'] or published.release.folder / NUMBERS}"
        ),
        f"  {'Certificate':<14}{told['certificate']}",
        *_beside(told),
    ]


def _numbers(harm_told: dict[str, Any], threshold: int) -> list[str]:
    found = []
    for kind, counts in harm_told.items():
        hidden = counts[Step.HIDDEN.name.lower()]
        shown = counts["numbers"] - hidden
        found.append(
            f"  {PLACES[kind]:<14}{shown:,} numbers shown and {hidden:,} hidden "
            f"({counts['share_hidden']:.1%}), of groups of {threshold} children or more"
        )
    return found


def _attack(told: dict[str, Any]) -> list[str]:
    attacked = told["small_groups_attacked"]
    found = [
        (
            f"  {'Small groups':<14}{attacked:,} of fewer than {told['threshold']} children "
            f"attacked; each is left {told['width']} children in doubt, or all of it"
        )
    ]
    before = len(told["attacked_together_with"])
    if before:
        found.append(f"  {'Attacked with':<14}{before} earlier release{'s' * (before > 1)}")
    less = told["left_less_in_doubt_by_earlier_releases"]
    if less:
        found.append(
            f"  {'Told before':<14}of {less:,} small group{'s' * (less > 1)} those leave less in "
            "doubt to who knows what was corrected; this one adds nothing"
        )
    if told["threshold_is_the_states"]:
        found.append(f"  {'Threshold':<14}the state's: {told['threshold']} children")
    return found


def _beside(told: dict[str, Any]) -> list[str]:
    if told["trial"]:
        return ["  A trial: it is in no ledger. Do not give it to anyone."]
    if told["ledger"]:
        return [f"  {'Ledger':<14}{told['ledger']}"]
    return [
        "  There is no district's folder here, so no ledger: numbers that were published before",
        "  are not known, and were not attacked together with these.",
    ]
