"""The made-up district as one wide file, in the names and codes of a student information system."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

FILE = "student_export.csv"
ENCODING = "cp1252"  # as Windows programs of the United States still write

# One row for each child and school of a year: what an analyst gets when asking for "everything".
WIDE = """
SELECT
  e.student_id AS "Student Number",
  strftime(s.birth_date, '%-m/%-d/%Y') AS "Birth Date",
  s.sex AS "Gender",
  CASE WHEN s.hispanic THEN 'H' WHEN s.race LIKE '%;%' THEN 'M' ELSE
    {race} END AS "Ethnicity",
  CASE WHEN low.child IS NOT NULL THEN 'F' ELSE 'P' END AS "Lunch",
  CASE el.value WHEN 'Current' THEN 'EL' WHEN 'Long-term' THEN 'LTEL'
    WHEN 'Reclassified' THEN 'RFEP' ELSE 'EO' END AS "EL Status",
  CASE WHEN d.child IS NOT NULL THEN 'Y' ELSE 'N' END AS "SpEd",
  e.school_year AS "School Yr",
  e.school_id AS "School Code",
  c.name AS "School Name",
  CASE e.grade WHEN 'KG' THEN 'K' ELSE e.grade END AS "Grade",
  strftime(e.entry_date, '%-m/%-d/%Y') AS "Entry Date",
  strftime(e.exit_date, '%-m/%-d/%Y') AS "Exit Date",
  y.days_enrolled AS "Days Enrolled",
  coalesce(a.days, 0) AS "Days Absent",
  coalesce(x.referrals, 0) AS "Office Referrals",
  coalesce(x.inside, 0) AS "ISS Days", coalesce(x.outside, 0) AS "OSS Days",
  t.reading AS "ELA Score", t.reading_level AS "ELA Level",
  t.mathematics AS "Math Score", t.mathematics_level AS "Math Level"
FROM enrollments e
JOIN students s USING (student_id)
JOIN schools c USING (school_id)
LEFT JOIN members low ON low.child = e.student_id AND low.in_year = e.school_year
  AND low.dimension = 'economically_disadvantaged'
LEFT JOIN members d ON d.child = e.student_id AND d.in_year = e.school_year
  AND d.dimension = 'disability'
LEFT JOIN members el ON el.child = e.student_id AND el.in_year = e.school_year
  AND el.dimension = 'english_learner'
LEFT JOIN attendance_years y USING (student_id, school_id, school_year)
LEFT JOIN absences a USING (student_id, school_id, school_year)
LEFT JOIN discipline x USING (student_id, school_id, school_year)
LEFT JOIN (
  SELECT student_id, school_year,
    max(scale_score) FILTER (subject = 'reading') AS reading,
    max(level) FILTER (subject = 'reading') AS reading_level,
    max(scale_score) FILTER (subject = 'mathematics') AS mathematics,
    max(level) FILTER (subject = 'mathematics') AS mathematics_level
  FROM assessments GROUP BY ALL) t USING (student_id, school_year)
ORDER BY e.school_year, e.student_id, e.school_id, e.entry_date
"""
RACES = {
    "american_indian": "I",
    "asian": "A",
    "black": "B",
    "filipino": "A",
    "pacific_islander": "P",
    "white": "W",
    "two_or_more": "M",
}
# No and Never are what is left.
MEMBERS = """
SELECT student_id AS child, school_year AS in_year, dimension, max(value) AS value
FROM student_groups WHERE school_year IS NOT NULL AND value NOT IN ('No', 'Never') GROUP BY ALL
"""
ABSENCES = """
SELECT student_id, school_id, count(*) AS days,
  printf('%d-%02d', year(date - INTERVAL 6 MONTH), (year(date - INTERVAL 6 MONTH) + 1) % 100)
    AS school_year
FROM attendance WHERE status <> 'present' GROUP BY ALL
"""
DISCIPLINE = """
SELECT p.student_id, i.school_id, count(DISTINCT i.incident_id) AS referrals,
  sum(c.days) FILTER (c.kind = 'in_school_suspension') AS inside,
  sum(c.days) FILTER (c.kind = 'out_of_school_suspension') AS outside,
  printf('%d-%02d', year(i.date - INTERVAL 6 MONTH), (year(i.date - INTERVAL 6 MONTH) + 1) % 100)
    AS school_year
FROM incident_students p JOIN incidents i USING (incident_id)
LEFT JOIN consequences c ON c.incident_id = p.incident_id AND c.student_id = p.student_id
WHERE p.role = 'offender' GROUP BY ALL
"""


def make_export(
    directory: Path, *, say: Callable[[str], None] | None = None, **options: Any
) -> dict[str, Any]:
    """Write `student_export.csv` into `directory`: semicolons, Windows letters, M/D/YYYY.

    The options are those of `forwhom.sample.make`. Returns its summary, with the rows written.
    """
    from forwhom.sample import make

    with tempfile.TemporaryDirectory() as name:
        made = make(Path(name), say=say, **options)
        text = _wide(Path(name))
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / FILE
    path.write_bytes(text.encode(ENCODING, errors="replace"))
    return {**made, "file": str(path), "rows": text.count("\n") - 1}


def _wide(tables: Path) -> str:
    from forwhom.data.engine import open_duckdb

    with tempfile.TemporaryDirectory() as name, open_duckdb(Path(name)) as engine:
        for path in sorted(tables.glob("*.csv")):
            engine.connection.execute(
                f"CREATE VIEW {path.stem} AS SELECT * FROM read_csv('{path.as_posix()}', "
                f"all_varchar=false, types={{{_texts(path)}}})"
            )
        engine.connection.execute(f"CREATE TEMP TABLE members AS {MEMBERS}")
        engine.connection.execute(f"CREATE TEMP TABLE absences AS {ABSENCES}")
        engine.connection.execute(f"CREATE TEMP TABLE discipline AS {DISCIPLINE}")
        race = " ".join(f"WHEN s.race = '{word}' THEN '{code}'" for word, code in RACES.items())
        query = WIDE.format(race=f"CASE {race} END")
        out = Path(name) / FILE
        engine.connection.execute(
            f"COPY ({query}) TO '{out.as_posix()}' (FORMAT csv, HEADER, DELIMITER ';')"
        )
        return out.read_text("utf-8").replace("\n", "\r\n")


def _texts(path: Path) -> str:
    """Ids, grades and levels are words, whatever they look like."""
    with path.open(encoding="utf-8") as file:
        header = file.readline().strip().replace('"', "").split(",")
    words = [name for name in header if name.endswith("_id") or name in ("grade", "level", "value")]
    return ", ".join(f"'{name}': 'VARCHAR'" for name in words)
