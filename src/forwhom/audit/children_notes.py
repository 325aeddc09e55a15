"""Whom an audit leaves out and who may be recorded twice: counted, and told in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.alike import FOLLOWS, LIST, WRITTEN_ALIKE, alike
from forwhom.data.store import Tables
from forwhom.facts.events.enrolled import written_stays
from forwhom.facts.events.who_counts import (
    AGE_LIMIT,
    CHILD,
    PLACE,
    SAID,
    adult_years,
    schools_apart,
    why_not_child,
)

if TYPE_CHECKING:
    import narwhals as nw

Words = tuple[str, str]  # in English and in Spanish
WHERE: dict[str, Words] = {
    "who_counts.preschool": ("in preschool", "en preescolar"),
    "who_counts.ungraded": ("in ungraded classes", "en clases sin grado"),
    "who_counts.adult_education": ("in adult education", "en educación para adultos"),
    AGE_LIMIT: ("over the age limit", "por encima del límite de edad"),
    "who_counts.charter": ("in charter schools", "en escuelas chárter"),
    "who_counts.nonpublic": ("in nonpublic placements", "en centros no públicos"),
    "who_counts.alternative": ("in alternative schools", "en escuelas alternativas"),
    "who_counts.special": ("in special education schools", "en escuelas de educación especial"),
    "who_counts.virtual": ("in virtual schools", "en escuelas virtuales"),
    SAID: (
        "in schools that are marked as not counting for the district",
        "en escuelas marcadas como ajenas al distrito",
    ),
}


ENGLISH = (
    "Students who do not count for the district in {year}: {parts}. The rules `who_counts` say "
    "who counts; forwhom.toml can change them."
)
SPANISH = (
    "Estudiantes que no cuentan para el distrito en {year}: {parts}. Las reglas `who_counts` "
    "dicen quién cuenta; forwhom.toml puede cambiarlas."
)


def children_notes(tables: Tables) -> list[Words]:
    """All there is to say, each in English and Spanish; numbers and rules, never a child."""
    return [*left_out(tables), *recorded_twice(tables)]


def left_out(tables: Tables) -> list[Words]:
    """How many children of the latest year enter no number of the district, by which rule."""
    if not tables.years:
        return []
    year, found = tables.years[-1], _by_rule(tables)
    parts = [(found[rule], words) for rule, words in WHERE.items() if rule in found]
    if not parts:
        return []
    english = ", ".join(f"{number:,} {words[0]}" for number, words in parts)
    spanish = ", ".join(f"{number:,} {words[1]}" for number, words in parts)
    return [(ENGLISH.format(year=year, parts=english), SPANISH.format(year=year, parts=spanish))]


def _by_rule(tables: Tables) -> dict[str, int]:
    """Children without any stay that counts, by the rule; of several the first by its name."""
    import narwhals as nw

    stays = _with_reason(tables)
    if stays is None:
        return {}
    child = stays.group_by("student_id").agg(nw.col("why").min())
    counted = child.filter(nw.col("why") != "").group_by("why").agg(n=nw.len().cast(nw.Int64))
    return {row["why"]: row["n"] for row in tables.engine.fetch(counted).to_pylist()}


def _with_reason(tables: Tables) -> nw.LazyFrame[Any] | None:
    """The stays of the latest year with the rule that leaves each out, empty where it counts."""
    import narwhals as nw

    grade, adults, apart = why_not_child(tables), adult_years(tables), schools_apart(tables)
    if grade is None and adults is None and apart is None:
        return None
    none = nw.lit(None, dtype=nw.String)
    stays = written_stays(tables).filter(nw.col("school_year") == tables.years[-1])
    stays = stays.with_columns(
        by_grade=none if grade is None else grade, by_age=none, by_place=none
    )
    if adults is not None:
        old = adults.with_columns(old=nw.lit(AGE_LIMIT))
        stays = stays.join(old, on=CHILD, how="left").with_columns(by_age=nw.col("old"))
    if apart is not None:
        away = apart.select(*PLACE, away=nw.col("why"))
        stays = stays.join(away, on=PLACE, how="left").with_columns(by_place=nw.col("away"))
    why = nw.coalesce(nw.col("by_grade"), nw.col("by_age"), nw.col("by_place"), nw.lit(""))
    return stays.select("student_id", why=why)


def recorded_twice(tables: Tables) -> list[Words]:
    """How many student ids may stand for a child with another id; the import lists them."""
    import narwhals as nw

    pairs = alike(tables)
    counted = pairs.group_by("kind").agg(n=nw.len().cast(nw.Int64))
    found = {row["kind"]: row["n"] for row in tables.engine.fetch(counted).to_pylist()}
    return [_twice(kind, found[kind]) for kind in (WRITTEN_ALIKE, FOLLOWS) if kind in found]


def _twice(kind: str, number: int) -> Words:
    english, spanish = (
        text.format(alike=words, number=f"{number:,}", list=LIST)
        for text, words in zip((PAIRS, PAIRS_ES), TWICE[kind], strict=True)
    )
    return english, spanish


PAIRS = (
    "Pairs of student ids {alike}: {number}. Each id is counted as a student of its own. The "
    "import lists them in `{list}`; if two are one child, say so in student_id_changes."
)
PAIRS_ES = (
    "Pares de números de estudiante {alike}: {number}. Cada número cuenta como un estudiante. La "
    "importación los enumera en `{list}`; si dos son la misma persona, dígalo en "
    "student_id_changes."
)
TWICE: dict[str, Words] = {
    WRITTEN_ALIKE: (
        "that differ only in leading zeros, capital letters or spaces",
        "que difieren solo en ceros iniciales, mayúsculas o espacios",
    ),
    FOLLOWS: (
        "that may be the same child, who left a school and came back to it under another id",
        "que pueden ser de la misma persona, que dejó una escuela y volvió con otro número",
    ),
}
