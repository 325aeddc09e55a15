"""Student ids that may stand for one child: written alike, or one follows on the other."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forwhom.data.engine import open_duckdb
from forwhom.data.id_changes import under_one_id
from forwhom.data.store import Tables
from forwhom.data.tables import TABLES

if TYPE_CHECKING:
    import narwhals as nw

LIST = "refused/possible-duplicates.csv"  # in the district's folder; its values are students'
WRITTEN_ALIKE, FOLLOWS = "written alike", "one follows the other"
FIELDS = ["kind", "student_id", "other_id"]
PAIR = ["student_id", "other_id"]
SAME = ("sex", "hispanic", "race", "home_language")


def alike(tables: Tables) -> nw.LazyFrame[Any]:
    """Pairs of ids with `kind`; nothing is merged, a person must say that two are one."""
    import narwhals as nw

    found = [written_alike(tables), following(tables)]
    return nw.concat([pairs for pairs in found if pairs is not None])


def written_alike(tables: Tables) -> nw.LazyFrame[Any]:
    """Ids that differ only in leading zeros, capital letters or spaces, beside the first of them.

    The table of students knows every id, as others point to it; without it, enrollments do.
    """
    import narwhals as nw

    known = "students" if tables.has("students") else "enrollments"
    ids = tables.frame(known).select("student_id").unique()
    plain = nw.col("student_id").str.to_lowercase().str.replace_all(" ", "", literal=True)
    ids = ids.with_columns(plain=plain.str.replace_all("^0+", ""))
    several = ids.group_by("plain").agg(
        ids=nw.len().cast(nw.Int64), other_id=nw.col("student_id").min()
    )
    pairs = ids.join(several.filter(nw.col("ids") > 1), on="plain", how="inner")
    pairs = pairs.filter(nw.col("student_id") != nw.col("other_id"))
    return pairs.select(*PAIR, kind=nw.lit(WRITTEN_ALIKE))


def following(tables: Tables) -> nw.LazyFrame[Any] | None:
    """Ids alike in birth date, sex, race and language, one leaving a school before the other comes.

    Twins are enrolled at the same time, so they are never such a pair. Two households that are
    both known must be the same. None where no two ids are alike.
    """
    import narwhals as nw

    profiles = _shared(_profiles(tables), tables)
    if profiles is None:
        return None
    stays, at = _stays(tables), ["who", "school_id"]
    whole = stays.group_by("student_id").agg(nw.col("first").min(), nw.col("last").max())
    there = stays.select("student_id", "school_id").unique().join(whole, on="student_id")
    there = there.join(profiles, on="student_id", how="inner")
    several = there.group_by(at).agg(ids=nw.len().cast(nw.Int64)).filter(nw.col("ids") > 1)
    there = tables.engine.keep(there.join(several.select(at), on=at, how="inner"))
    later = there.select(
        *at, other_id=nw.col("student_id"), begins=nw.col("first"), their_home=nw.col("home")
    )
    pairs = there.join(later, on=at, how="inner").filter(nw.col("last") < nw.col("begins"))
    one_home = (nw.col("home") == "") | (nw.col("their_home") == "")
    pairs = pairs.filter(one_home | (nw.col("home") == nw.col("their_home")))
    return pairs.select(PAIR).unique().with_columns(kind=nw.lit(FOLLOWS)).select(*PAIR, "kind")


def _profiles(tables: Tables) -> nw.LazyFrame[Any]:
    """What must be the same of both, in one text; only of children with birth date and sex."""
    import narwhals as nw

    def text(name: str) -> nw.Expr:
        return nw.coalesce(nw.col(name).cast(nw.String), nw.lit(""))

    parts = [part for name in ("birth_date", *SAME) for part in (text(name), nw.lit("|"))]
    known = tables.frame("students").filter(
        ~nw.col("birth_date").is_null() & ~nw.col("sex").is_null()
    )
    return known.select("student_id", who=nw.concat_str(parts), home=text("household_id"))


def _shared(profiles: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any] | None:
    """Those that are the same for two ids or more; in most small districts there are none."""
    import narwhals as nw

    several = profiles.group_by("who").agg(ids=nw.len().cast(nw.Int64)).filter(nw.col("ids") > 1)
    several = tables.engine.keep(several.select("who"))
    if not len(tables.engine.fetch(several.head(1))):
        return None
    return profiles.join(several, on="who", how="inner")


def _stays(tables: Tables) -> nw.LazyFrame[Any]:
    """Stays with first and last day as text; a day that is not known is that of the year."""
    import narwhals as nw

    year, calendar = nw.col("school_year"), tables.calendar
    first = nw.lit(None, dtype=nw.String)
    last = nw.lit(None, dtype=nw.String)
    for known in tables.all_years:
        first = nw.when(year == known).then(nw.lit(str(calendar.first_day(known)))).otherwise(first)
        last = nw.when(year == known).then(nw.lit(str(calendar.whole_year(known)))).otherwise(last)
    return tables.frame("enrollments").select(
        "student_id",
        "school_id",
        first=nw.coalesce(nw.col("entry_date").cast(nw.String), first),
        last=nw.coalesce(nw.col("exit_date").cast(nw.String), last),
    )


def list_alike(tables_folder: Path, district: Path) -> None:
    """Write the pairs beside the lists of refused rows, for the owner's eyes only."""
    path = district / LIST
    path.unlink(missing_ok=True)
    with open_duckdb() as engine:
        paths = {path.stem: path for path in tables_folder.glob("*.parquet")}
        frames = {name: engine.scan(paths[name]) for name in TABLES if name in paths}
        tables = Tables(engine, under_one_id(frames, engine).frames)
        rows = engine.fetch(alike(tables)).to_pylist() if tables.has("enrollments") else []
    if not rows:
        return
    path.parent.mkdir(exist_ok=True, parents=True)
    path.touch(mode=0o600)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(FIELDS)
        writer.writerows(sorted([row["kind"], *map(_safe, _pair(row))] for row in rows))


def _pair(row: dict[str, str]) -> list[str]:
    return [row[name] for name in PAIR]


def _safe(value: str) -> str:
    """A value that a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{value}" if value[:1] in "=+-@" else value
