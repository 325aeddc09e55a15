"""The pattern of one table that is proved to hide the fewest numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from forwhom.privacy.ladder import Step
from forwhom.release.protected.fewest import fewest_steps
from forwhom.release.protected.prove import prove_one
from forwhom.release.protected.tables import linked_tables
from tests.engine.release.made_audit import LATTICE, children, write_audit

ONE_TABLE = replace(LATTICE, groups=((), ("race_ethnicity",)), finest="exact", least_hidden=True)


def test_it_is_proved_and_its_insiders_are_told(tmp_path: Path) -> None:
    audit = write_audit(tmp_path, children(3, schools=5))
    tables = next(linked_tables(audit, ONE_TABLE))

    steps, notes = fewest_steps(tables, ONE_TABLE)
    proved = prove_one(tables, ONE_TABLE)

    assert "proved (gap 0," in notes[0]
    assert "could tell" in notes[1]
    assert proved.notes == notes
    assert proved.small
    assert all(group.holds for group in proved.small)
    for place, least in steps.items():
        assert (proved.steps[place] >= least).all()


def test_our_own_pattern_never_touches_fewer(tmp_path: Path) -> None:
    audit = write_audit(tmp_path, children(4, schools=5))
    tables = next(linked_tables(audit, ONE_TABLE))

    least, _ = fewest_steps(tables, ONE_TABLE)
    ours = prove_one(tables, replace(ONE_TABLE, least_hidden=False))

    hidden = sum(int((steps == Step.HIDDEN).sum()) for steps in least.values())
    coarser = sum(int((ours.steps[place] >= Step.BAND).sum()) for place in least)
    assert hidden <= coarser
