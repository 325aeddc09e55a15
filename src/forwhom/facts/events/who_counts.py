"""Which children the counts are about: by the kind of school, the grade and the age, by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables

if TYPE_CHECKING:
    import narwhals as nw

BY_GRADE = {
    "PK": "who_counts.preschool",
    "UG": "who_counts.ungraded",
    "AE": "who_counts.adult_education",
}
CHARTER, NONPUBLIC = "charter", "nonpublic"
BY_KIND = {
    kind: f"who_counts.{kind}" for kind in (CHARTER, NONPUBLIC, "alternative", "special", "virtual")
}
AGE_LIMIT = "who_counts.age_limit"
SAID = "counts_for_district"  # stands for a school's own word among the rules
CHILD = ["student_id", "school_year"]
PLACE = ["school_id", "school_year"]


def counted_children(stays: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """Without stays that no count is about: by default preschool, adult education, adults."""
    import narwhals as nw

    why = why_not_child(tables)
    if why is not None:
        stays = stays.with_columns(why=why).filter(nw.col("why").is_null()).drop("why")
    adults = adult_years(tables)
    return stays if adults is None else stays.join(adults, on=CHILD, how="anti")


def in_district(frame: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """Without the rows of schools that do not count for the district in that year."""
    apart = schools_apart(tables)
    return frame if apart is None else frame.join(apart.select(PLACE), on=PLACE, how="anti")


def compared_schools(frame: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """Without the rows of places that are not compared with schools: nonpublic placements."""
    import narwhals as nw

    years = years_without(tables, "who_counts.nonpublic_as_school")
    if not years or NONPUBLIC not in {kind for kind, _ in _kinds(tables)}:
        return frame
    places = tables.frame("schools").filter(nw.col("kind") == NONPUBLIC).select("school_id")
    apart = nw.concat([places.with_columns(school_year=nw.lit(year)) for year in years])
    return frame.join(apart, on=PLACE, how="anti")


def why_not_child(tables: Tables) -> nw.Expr | None:
    """The rule by which a stay's grade keeps it out of all counts; None where no stay is out."""
    import narwhals as nw

    seen = _grades(tables)
    out = {rule: grade for grade, rule in BY_GRADE.items() if grade in seen}
    parts = []
    for rule, grade in out.items():
        if years := years_without(tables, rule):
            is_out = (nw.col("grade") == grade) & nw.col("school_year").is_in(years)
            parts.append(nw.when(is_out).then(nw.lit(rule)).otherwise(None))
    return nw.coalesce(*parts, nw.lit(None, dtype=nw.String)) if parts else None


def adult_years(tables: Tables) -> nw.LazyFrame[Any] | None:
    """Children and the years that began after they had reached the age limit; None where none.

    Who has no birth date on record stays in.
    """
    if "adults" not in tables.of_all_years:
        tables.of_all_years["adults"] = _adult_years(tables)
    found: nw.LazyFrame[Any] | None = tables.of_all_years["adults"]
    return found


def _adult_years(tables: Tables) -> nw.LazyFrame[Any] | None:
    import narwhals as nw

    born = tables.frame("students").select("student_id", born=nw.col("birth_date").cast(nw.String))
    last = {year: _born_before(tables, year) for year in tables.all_years}
    last = {year: day for year, day in last.items() if day}
    if not last or not tables.has("students"):
        return None
    parts = [
        born.filter(nw.col("born") < day).select("student_id", school_year=nw.lit(year))
        for year, day in last.items()
    ]
    found = tables.engine.keep(nw.concat(parts))
    number = tables.engine.fetch(found.select(n=nw.len().cast(nw.Int64))).column("n")[0].as_py()
    return found if number else None


def _born_before(tables: Tables, year: str) -> str:
    """Who was born before this day was at the age limit before the year began."""
    limit = int(tables.rules.value(AGE_LIMIT, year))
    first = tables.calendar.first_day(year)
    return first.replace(year=first.year - limit).isoformat() if limit else ""


def schools_apart(tables: Tables) -> nw.LazyFrame[Any] | None:
    """Schools and years that do not count for the district, each with `why`; None where none.

    A school's own word, counts_for_district, goes before the rule for its kind.
    """
    if "apart" not in tables.of_all_years:
        years, seen = tables.all_years, _kinds(tables)
        out = any(_is_out(kind, said, tables, year) for kind, said in seen for year in years)
        parts = [_apart_in(tables, year) for year in years] if out else []
        tables.of_all_years["apart"] = tables.engine.keep(_together(parts)) if parts else None
    found: nw.LazyFrame[Any] | None = tables.of_all_years["apart"]
    return found


def _apart_in(tables: Tables, year: str) -> nw.LazyFrame[Any]:
    import narwhals as nw

    out = [kind for kind in BY_KIND if _is_out(kind, None, tables, year)]
    rule = [nw.when(nw.col("kind") == kind).then(nw.lit(BY_KIND[kind])) for kind in out]
    by_kind = nw.coalesce(*rule, nw.lit(None, dtype=nw.String))
    told = nw.when(~nw.col(SAID)).then(nw.lit(SAID)).otherwise(None)
    why = nw.when(nw.col(SAID).is_null()).then(by_kind).otherwise(told)
    schools = tables.frame("schools").select("school_id", school_year=nw.lit(year), why=why)
    return schools.filter(~nw.col("why").is_null())


def _together(parts: list[nw.LazyFrame[Any]]) -> nw.LazyFrame[Any]:
    import narwhals as nw

    return nw.concat(parts)


def _is_out(kind: str | None, said: bool | None, tables: Tables, year: str) -> bool:
    if said is not None:
        return not said
    if kind not in BY_KIND or (kind == CHARTER and _charters_only(tables)):
        return False
    return not tables.rules.value(BY_KIND[kind], year)


def _charters_only(tables: Tables) -> bool:
    """Records of charters alone are a charter's own: it is itself what the law calls a district."""
    return {kind for kind, _ in _kinds(tables)} == {CHARTER}


def years_without(tables: Tables, rule: str) -> list[str]:
    """The school years in which the rule says no."""
    return [year for year in tables.all_years if not tables.rules.value(rule, year)]


def _kinds(tables: Tables) -> set[tuple[str | None, bool | None]]:
    """Which kinds of schools there are, with what they say of themselves."""
    if "kinds" not in tables.of_all_years:
        rows = tables.frame("schools").select("kind", SAID).unique()
        found = tables.engine.fetch(rows).to_pylist() if tables.has("schools") else []
        tables.of_all_years["kinds"] = {(row["kind"], row[SAID]) for row in found}
    kinds: set[tuple[str | None, bool | None]] = tables.of_all_years["kinds"]
    return kinds


def _grades(tables: Tables) -> set[str]:
    """Which grades children are enrolled in."""
    if "grades" not in tables.of_all_years:
        rows = tables.frame("enrollments").select("grade").unique()
        tables.of_all_years["grades"] = set(tables.engine.fetch(rows).column("grade").to_pylist())
    grades: set[str] = tables.of_all_years["grades"]
    return grades
