"""What the reader of CALPADS files should know: what was left out, and what is not certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.data.sources.calpads import people, words
from forwhom.data.sources.calpads.layout import Layout
from forwhom.data.sources.calpads.records import Records

if TYPE_CHECKING:
    import duckdb

NEVER_CARRIED = (
    "CALPADS files hold no test results, no attendance by day and no names of schools; name the "
    "schools in the mapping. A meal program is what they tell of a family's income; children who "
    "are certified in other ways are not in it."
)


def notes_on(
    layout: Layout,
    forms: set[str],
    connection: duckdb.DuckDBPyConnection | None,
    records: Records | None,
) -> list[str]:
    """Counts only, never a value."""
    notes = [NEVER_CARRIED, *_unsure(layout, forms)]
    if connection is None or records is None:
        return notes
    notes += records.notes
    for form, test, what in _questions(layout):
        query = f"SELECT count(*) FROM (SELECT 1 FROM {records.tables[form]} WHERE {test})"
        # To the end, for the engine lets nobody else ask before a result is read.
        found = connection.execute(query).fetchall()[0]
        if found[0]:
            lines = "line" if found[0] == 1 else "lines"
            notes.append(f"{form}: {found[0]:,} {lines} {what}")
    return list(dict.fromkeys(notes))


def _unsure(layout: Layout, forms: set[str]) -> list[str]:
    named = [
        f"{form} {place.at} ({name})"
        for form in layout.records
        if form in forms
        for name, place in layout.records[form].places.items()
        if not place.sure
    ]
    if not named:
        return []
    return [
        (
            f"Not certain is where these stand: {', '.join(named)}. Look at your files; "
            "`forwhom map` with --as calpads writes the mapping to correct."
        )
    ]


def _questions(layout: Layout) -> list[tuple[str, str, str]]:
    listed = {**layout.codes["group"], **layout.codes["program"]}
    unknown = {code: "" for code, word in layout.codes["english"].items() if not word}
    return [
        (
            "SENR",
            people.not_enrolled(layout),
            "of services only, of no-shows, or of infants and toddlers; left out.",
        ),
        ("SPRG", f"NOT {words.among('program', listed)}", "of programs that no measure needs."),
        ("SELA", words.among("status", unknown), "of a status still to be determined; unknown."),
        ("STAS", "upper(exempt) = 'Y'", "of children exempt from the absence summary; left out."),
        (
            "SIRS",
            words.among("result", layout.codes["no_consequence"]),
            "of restraint or seclusion; they are no consequence.",
        ),
        ("SENR", _again("student, school, nps, year, entry_date"), "replaced by a later line."),
        ("SINF", _again("student"), "replaced by one of a later date, or a later line."),
        ("STAS", _again("student, school, year"), "replaced by a later line."),
        ("SPRG", _again("student, program, start, year"), "replaced by a later line."),
    ]


def _again(key: str) -> str:
    later = f"lead(_seq) OVER (PARTITION BY {key} ORDER BY _seq) IS NOT NULL"
    return f"student IS NOT NULL QUALIFY {later}"
