"""Numbers that someone published, or a release of ours, read for the attack on them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forwhom.audit.attacked_tables import Read, read_enrollment, read_published, read_release
from forwhom.data.importer import silent
from forwhom.errors import AttackError
from forwhom.groups import GROUPS, NOT_REPORTED
from forwhom.privacy.attack import NotSolved
from forwhom.release.attack import Attacked, Rule, attack
from forwhom.release.declared.kinship import known_nested
from forwhom.release.released import LATTICE, NUMBERS
from forwhom.results.inside_log import note_reading

Say = Callable[[str], None]


@dataclass(frozen=True)
class Asked:
    """What may be said on the command line; none stands for what the release or the rule says."""

    enrollment: Path | None = None
    threshold: int | None = None
    width: int | None = None
    twice: int | None = None
    values: bool = False
    accept_refused: bool = False


def attack_published(
    where: Path,
    asked: Asked,
    *,
    mapping: Path | None = None,
    kind: str | None = None,
    say: Say = silent,
) -> tuple[Attacked, Read]:
    """Attack a release of ours, or any published table. Raises ForwhomError."""
    ours = (where / NUMBERS).is_file()
    say("read the numbers")
    read = (
        read_release(where) if ours else read_published(where, mapping, kind, asked.accept_refused)
    )
    if not read.rows:
        raise AttackError(
            f"There are no numbers in `{where.name}`.",
            where=str(where),
            did="Nothing was attacked.",
            remedy="Name a release, or a table with the columns of published_counts.",
        )
    if asked.values:
        note_reading(where, what="attack --values", audit=where.name, why="what comes out")
    rule = _rule(where if ours else None, asked)
    enrolled = read_enrollment(asked.enrollment) if asked.enrollment else {}
    try:
        found = attack(read.rows, rule, enrolled, say)
    except NotSolved as error:
        raise AttackError(
            f"The attack could not be made: {error}",
            where=str(where),
            did="Nothing is said of these numbers, neither that they are safe nor that they "
            "are not.",
            remedy="Install the package highspy (`pip install highspy`) and try again.",
        ) from None
    found.notes = [*read.notes, *found.notes]
    return found, read


def _rule(release: Path | None, asked: Asked) -> Rule:
    declared = _lattice(release / LATTICE) if release else {}
    threshold = asked.threshold or int(declared.get("threshold", 11))
    width = asked.width or int(declared.get("width", 3))
    return Rule(
        threshold=threshold,
        width=width,
        ours=release is not None,
        known=_values(),
        nested={**known_nested(), **declared.get("nested", {})},
        twice=asked.twice,
        whole_intervals=asked.values,
    )


def _lattice(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AttackError(
            f"`{path.name}` cannot be read: {type(error).__name__}.",
            where=str(path),
            did="Nothing was attacked.",
            remedy="Take the release again from where it was published.",
        ) from None


def _values() -> dict[str, set[str]]:
    """The values that each dimension of ours must name to hold everyone."""
    closed = {name: group for name, group in GROUPS.items() if not group.open_values}
    return {name: set(g.values) - {NOT_REPORTED, "Nonbinary"} for name, g in closed.items()}
