"""Count, compare, find, say and write: the stages of an audit, in order."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forwhom.audit import asking
from forwhom.audit.about import describe
from forwhom.audit.asking import USUAL, Depth
from forwhom.audit.changes import changes
from forwhom.audit.children_notes import children_notes
from forwhom.audit.group_values import unknown_group_words
from forwhom.audit.published import not_used, published_only, run_published
from forwhom.audit.why import why
from forwhom.causes.declared import refuse_wrong
from forwhom.data.district import District
from forwhom.data.engine import HERE, Counting, open_engine
from forwhom.data.importer import Account, silent
from forwhom.data.store import Tables
from forwhom.data.unfinished import looks_unfinished
from forwhom.disparities.cells import count_cells, statistics_of
from forwhom.disparities.deep import PAIRS, count_deep
from forwhom.disparities.indices import Counted, count_for_indices, indices_of
from forwhom.disparities.levels import count_levels, gaps_from_levels
from forwhom.disparities.pack import Packed, pack
from forwhom.disparities.pool import Pooling
from forwhom.disparities.pooled_years import count_pooled
from forwhom.disparities.rollup import count_district, count_schools
from forwhom.disparities.same_children import count_same_children
from forwhom.disparities.search.children import Children
from forwhom.disparities.search.searched import Searched
from forwhom.disparities.table import disparities_table, no_data_rows
from forwhom.errors import DistrictError
from forwhom.findings.rank import rank
from forwhom.findings.say import say as say_findings
from forwhom.groups import GROUPS, may_cross
from forwhom.measures import MEASURES
from forwhom.results import Finding, write_audit
from forwhom.results.schemas import disparities_schema, in_one_piece

if TYPE_CHECKING:
    import pyarrow as pa

Say = Callable[[str], None]


def run(
    district: District,
    folder: Path,
    *,
    accounts: list[Account],
    years: tuple[str, ...] = (),
    as_of: date | None = None,
    language: str | None = None,
    counting: Counting = HERE,
    depth: Depth = USUAL,
    say: Say = silent,
) -> None:
    """The same records and settings give the same bytes in `folder`, wherever they are counted."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as spill,
        open_engine(counting.engine, Path(spill)) as engine,
    ):
        tables = district.tables(engine, only_years=years, as_of=as_of, lying_at=counting.tables_at)
        if published_only(tables):
            run_published(tables, district, folder, accounts=accounts, language=language, say=say)
            return
        _need_years(tables, years)
        schools = _schools(tables)
        refuse_wrong(district.settings.declared, list(schools), tables.calendar)
        _audit(tables, schools, district, folder, accounts, language, depth, say)


def _audit(
    tables: Tables,
    schools: dict[str, dict[str, Any]],
    district: District,
    folder: Path,
    accounts: list[Account],
    language: str | None,
    depth: Depth,
    say: Say,
) -> None:
    in_district, in_schools = _count(tables, say)
    pooled = count_pooled(tables, MEASURES)
    children = asking.fetch(tables, depth)
    levels, spread = count_levels(tables), count_for_indices(tables)
    same_children = count_same_children(tables, MEASURES)
    words = _words(tables)
    say("Comparing groups, pairs and schools")
    packed = _pack(in_district, ["school_year"]), _pack(in_schools, ["school_year", "school_id"])
    as_of = tables.calendar.as_of
    about = describe(district, packed, accounts, schools, language, words, as_of)
    searched = asking.ask(children, about, depth, say)
    about["search"] = asking.told(searched, depth)
    disparities = _compare(packed, pooled, about, searched, depth)
    say("Looking for what deserves attention, and why")
    findings = _find(disparities, about, searched, children)
    causes = why(findings, children, about, tables, district.settings.declared)
    tables_of = {"cells": _one_table(in_district, in_schools), "disparities": disparities}
    tables_of["indices"] = _indices(levels, spread, in_schools, disparities, about)
    tables_of["changes"] = changes(same_children, about, findings)
    write_audit(folder, about=about, findings=findings, causes=causes, **tables_of)


def _indices(
    levels: pa.Table,
    spread: Counted,
    in_schools: pa.Table,
    disparities: pa.Table,
    about: dict[str, Any],
) -> pa.Table:
    """How groups stand on tests, and how children, money and programs are spread."""
    import pyarrow as pa

    dimensions, years = asking.crossed(about), about["school_years"]
    found = indices_of(spread, in_schools, disparities, dimensions, years)
    return pa.concat_tables([gaps_from_levels(levels, dimensions), found])


def _count(tables: Tables, say: Say) -> tuple[pa.Table, pa.Table]:
    """The cells of the district and of its schools."""
    say("Counting children in the district")
    in_district = count_cells(tables, MEASURES, "district")
    say("Counting children in each school")
    return in_district, count_cells(tables, MEASURES, "school")


def _words(tables: Tables) -> list[Any]:
    """What the audit has to say of the records themselves."""
    words = [*tables.notes, *looks_unfinished(tables), *unknown_group_words(tables)]
    return [*words, *children_notes(tables), *not_used(tables)]


def _need_years(tables: Tables, wanted: tuple[str, ...]) -> None:
    as_of = tables.calendar.as_of
    wanted = (*wanted, *([tables.calendar.school_year(as_of)] if as_of else []))
    missing = sorted(set(wanted) - set(tables.years))
    if missing or not tables.years:
        there = ", ".join(Tables(tables.engine, tables.frames).years) or "none"
        raise DistrictError(
            f"There are no enrollments for {', '.join(missing) or 'any school year'}.",
            where=f"the table enrollments; it has: {there}",
            did="Nothing was counted.",
            remedy="Import enrollments of that year, or name a year that is there.",
        )


def _schools(tables: Tables) -> dict[str, dict[str, Any]]:
    found = tables.engine.fetch(tables.frame("schools").select("school_id", "name", "level"))
    return {row["school_id"]: row for row in found.to_pylist()}


def _pack(cells: pa.Table, keys: list[str]) -> Packed:
    order = {name: list(group.values) for name, group in GROUPS.items()}
    return pack(cells, [*keys, *GROUPS], statistics_of(MEASURES), order)


def _compare(
    packed: tuple[Packed, Packed],
    pooled_years: pa.Table | None,
    about: dict[str, Any],
    searched: Searched | None,
    depth: Depth,
) -> pa.Table:
    """Dimensions and measures without any data are left out of the comparing."""
    dimensions = [g["dimension"] for g in about["groups"] if g["status"] == "ok"]
    references = {g["dimension"]: g["reference"] for g in about["groups"] if g["reference"]}
    has = {m["name"] for m in about["measures"] if m["status"] == "ok"}
    measures = {name: measure for name, measure in MEASURES.items() if name in has}
    statistics = statistics_of(MEASURES)
    district = count_district(packed[0], dimensions, may_cross)
    schools = count_schools(packed[1], dimensions)
    levels = {school["school_id"]: school["level"] or "" for school in about["schools"]}
    pooling = Pooling.of(schools, levels, district, statistics)
    parts = [
        disparities_table(one, statistics, measures, references, searched, pooling=pooled)
        for one, pooled in ((district, None), (schools, pooling))
    ]
    if pooled_years is not None:
        several = count_district(_pack(pooled_years, ["school_year"]), dimensions, may_cross)
        parts.append(disparities_table(several, statistics, measures, references))
    if depth.dimensions > PAIRS:
        deep = count_deep(
            packed[0],
            asking.crossed(about),
            may_cross,
            depth=depth.dimensions,
            least=depth.least,
            without=asking.without(packed[0].values),
        )
        parts.append(
            disparities_table(deep, statistics, measures, references, searched, others_only=True)
        )
    parts.append(no_data_rows(district, [name for name in MEASURES if name not in has]))
    return _together(parts)


def _together(parts: list[pa.Table]) -> pa.Table:
    """One table of all parts, which are let go: two copies would be the most an audit needs."""
    import pyarrow as pa

    columns = pa.concat_tables(parts).unify_dictionaries().columns
    parts.clear()
    return in_one_piece(disparities_schema(), columns)


def _find(
    disparities: pa.Table,
    about: dict[str, Any],
    searched: Searched | None,
    children: list[Children],
) -> list[Finding]:
    measures = {m["name"]: m for m in about["measures"]}
    if searched is not None:
        found = asking.findings(disparities, searched, children[0], about)
    else:
        headline = [name for name, m in measures.items() if m["headline"] and m["status"] == "ok"]
        better = {name: m["better"] for name, m in measures.items()}
        found = rank(disparities, better, about["latest_year"], headline=headline)
    words = {g["dimension"]: {v["value"]: v for v in g["values"]} for g in about["groups"]}
    names = {school["school_id"]: school["name"] for school in about["schools"]}
    return say_findings(found, measures, words, names, as_of=about["as_of"])


def _one_table(district: pa.Table, schools: pa.Table) -> pa.Table:
    """Cells of both grains under the contract's names of places."""
    import pyarrow as pa

    def placed(cells: pa.Table, kind: str) -> pa.Table:
        kinds = pa.array([kind] * len(cells), pa.string())
        columns = {name: cells.column(name) for name in cells.column_names}
        places = columns.pop("school_id", kinds)
        year = columns.pop("school_year")
        names = {"school_year": year, "place_type": kinds, "place_id": places}
        return pa.table({**names, **columns})

    return pa.concat_tables([placed(district, "district"), placed(schools, "school")])
