"""An audit of numbers that others published, where no records of students are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forwhom.audit.about_published import about_levels, describe_published, focus_of
from forwhom.data.district import District
from forwhom.data.importer import Account
from forwhom.data.store import Tables
from forwhom.disparities.cells import statistics_of
from forwhom.disparities.level_means import indices_of_levels
from forwhom.disparities.published import published_disparities
from forwhom.disparities.published_levels import (
    LevelCounts,
    OneTest,
    levels_of,
    of_one_grade,
    without_levels,
)
from forwhom.disparities.published_numbers import numbers_of
from forwhom.errors import DistrictError
from forwhom.findings.rank import rank
from forwhom.findings.say import say as say_findings
from forwhom.groups import GROUPS
from forwhom.measures import MEASURES
from forwhom.results import Finding, write_audit

if TYPE_CHECKING:
    import pyarrow as pa

PUBLISHED = "published_counts"
NOT_USED = (
    "The table published_counts was not used: this audit counts the records of students.",
    "La tabla published_counts no se usó: se contaron los registros de estudiantes.",
)


def published_only(tables: Tables) -> bool:
    """Whether there are published numbers, and no child is enrolled in any year."""
    return tables.has(PUBLISHED) and not Tables(tables.engine, tables.frames).years


def not_used(tables: Tables) -> list[tuple[str, str]]:
    """A note where published numbers lie beside records of students: the records are counted."""
    if not tables.has(PUBLISHED):
        return []
    return [NOT_USED]


def run_published(
    tables: Tables,
    district: District,
    folder: Path,
    *,
    accounts: list[Account],
    language: str | None,
    say: Callable[[str], None],
) -> None:
    """The same numbers and settings give the same bytes in `folder`; there are no cells."""
    say("Reading the published numbers")
    rows = _rows(tables)
    focus = focus_of(rows, district.settings.name)
    numbers = numbers_of(without_levels(rows))
    about = describe_published(district, rows, numbers, focus, accounts, language)
    references = {g["dimension"]: g["reference"] for g in about["groups"] if g["reference"]}
    say("Comparing groups and schools")
    disparities = published_disparities(numbers, references)
    levels = _levels(rows, about)
    say("Looking for what deserves attention")
    findings = _find(disparities, about)
    say("Writing the audit")
    write_audit(
        folder,
        about=about | {"levels": about_levels(levels)},
        cells=_no_cells(),
        disparities=disparities,
        findings=findings,
        indices=indices_of_levels(levels, references),
    )


def _levels(rows: list[dict[str, Any]], about: dict[str, Any]) -> dict[OneTest, LevelCounts]:
    """The levels of the latest year's tests, in the place of the report and its schools."""
    place = about["place"]["place_type"], about["place"]["place_id"]
    schools = {school["school_id"] for school in about["schools"]}
    return levels_of(rows, about["latest_year"], place, schools)


def _rows(tables: Tables) -> list[dict[str, Any]]:
    """The published rows of measures that are shares, in one order."""
    order = ["school_year", "measure", "place_type", "place_id", "dimension", "group"]
    frame = tables.frame(PUBLISHED)
    known = frame.collect_schema().names()  # a table stored by an earlier version lacks the last
    order += [name for name in ("grade", "level") if name in known]
    found = tables.engine.fetch(frame.sort(order)).to_pylist()
    there = {row["school_year"] for row in found}
    years = tables.only_years
    missing = sorted(set(years) - there)
    if missing or not found:
        raise DistrictError(
            f"There are no published counts for {', '.join(missing) or 'any school year'}.",
            where=f"the table {PUBLISHED}; it has: {', '.join(sorted(there)) or 'none'}",
            did="Nothing was counted.",
            remedy="Import published counts of that year, or name a year that is there.",
        )
    return [of_one_grade(row) for row in found if not years or row["school_year"] in years]


def _find(disparities: pa.Table, about: dict[str, Any]) -> list[Finding]:
    """Findings of the place that the report is about, and of its schools, from exact numbers."""
    measures = {m["name"]: m for m in about["measures"]}
    headline = [name for name, m in measures.items() if m["headline"] and m["status"] == "ok"]
    better = {name: m["better"] for name, m in measures.items()}
    mine = _of_focus(disparities, about)
    found = rank(mine, better, about["latest_year"], headline=headline)
    words = {g["dimension"]: {v["value"]: v for v in g["values"]} for g in about["groups"]}
    names = {school["school_id"]: school["name"] for school in about["schools"]}
    return say_findings(found, measures, words, names)


def _of_focus(disparities: pa.Table, about: dict[str, Any]) -> pa.Table:
    """Rows of the place and its schools; pairs only where both their groups stand alone too."""
    import pyarrow as pa
    import pyarrow.compute as pc

    place = about["place"]
    schools = pa.array([school["school_id"] for school in about["schools"]], pa.string())
    texts = {n: disparities.column(n).cast(pa.string()) for n in ("place_type", "place_id")}
    here = pc.and_(
        pc.equal(texts["place_type"], place["place_type"]),
        pc.equal(texts["place_id"], place["place_id"]),
    )
    in_school = pc.and_(
        pc.equal(texts["place_type"], "school"), pc.is_in(texts["place_id"], schools)
    )
    single = pc.less_equal(disparities.column("depth"), 1)
    return disparities.filter(pc.and_(pc.or_(here, in_school), single))


def _no_cells() -> pa.Table:
    """The columns of cells.parquet without a row: published numbers have no cells."""
    import pyarrow as pa

    texts = ("school_year", "place_type", "place_id", *GROUPS)
    fields = [(name, pa.string()) for name in texts]
    fields += [(name, pa.int64()) for name in statistics_of(MEASURES)]
    return pa.schema(fields).empty_table()
