"""The same children over two years of the real student file, counted again by plain SQL."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

import forwhom
from forwhom.results import AuditFolder

MAPPING = "docs/how-to/sgpdata.mapping.toml"
Real = Callable[[str], Path]
pytestmark = pytest.mark.long
BOTH = """
with asked as (
  select student_id, school_year, bool_or(proficient) as met, max(scale_score) as score
  from read_parquet('{tables}/assessments.parquet')
  where subject = '{subject}' and proficient is not null
    and (student_id, school_year) in
      (select (student_id, school_year) from read_parquet('{tables}/enrollments.parquet'))
  group by student_id, school_year
)
select count(*), sum(first.met::int), sum(later.met::int),
  sum((later.met and not first.met)::int), sum((first.met and not later.met)::int),
  avg(later.score - first.score)
from asked first join asked later using (student_id)
join read_parquet('{tables}/students.parquet') using (student_id)
where first.school_year = '{before}' and later.school_year = '{after}' and {who}
"""


@pytest.fixture(scope="module")
def audit(real: Real, root: Path, tmp_path_factory: pytest.TempPathFactory) -> AuditFolder:
    out = tmp_path_factory.mktemp("sgpdata") / "audit"
    return forwhom.run_audit(real("sgpdata"), out, mapping=root / MAPPING, quick=True)


@pytest.mark.parametrize("subject", ["reading", "mathematics"])
@pytest.mark.parametrize(("group", "who"), [("all", "true"), ("sex=Male", "sex = 'M'")])
def test_plain_sql_counts_the_same(audit: AuditFolder, subject: str, group: str, who: str) -> None:
    before, after = audit.about["school_years"][-2:]
    query = BOTH.format(
        tables=audit.folder / "district" / "tables", subject=subject, who=who,
        before=before, after=after,
    )  # fmt: skip
    (counted,) = duckdb.connect().sql(query).fetchall()
    share = audit.change(f"proficient_{subject}", "district", "district", group)
    score = audit.change(f"score_{subject}", "district", "district", group)
    assert share is not None
    assert score is not None
    names = ("n", "count_before", "count_after", "gained", "lost")
    assert tuple(share[name] for name in names) == counted[:5]
    assert counted[0] > 10_000
    assert score["change"] == pytest.approx(counted[5])
