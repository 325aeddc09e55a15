"""A district is known as made up for as long as every record is a sample's."""

from __future__ import annotations

from pathlib import Path

import forwhom
from forwhom.audit import import_records
from forwhom.audit.held import holds_real_records
from tests.engine.data.small_district import write


def test_the_mark_comes_with_a_sample_and_goes_with_other_records(tmp_path: Path) -> None:
    district, sample = tmp_path / "district", tmp_path / "sample"
    forwhom.make_sample(sample, students=30, schools=1, years=1, seed=1)
    assert not holds_real_records(district)
    import_records(sample, district)
    import_records(sample, district)
    assert not holds_real_records(district)
    import_records(write(tmp_path / "export"), district, accept_refused=True)
    assert holds_real_records(district)
    import_records(sample, district, accept_refused=True)
    assert holds_real_records(district)
    import_records(sample, district, replace=True)
    assert not holds_real_records(district)
