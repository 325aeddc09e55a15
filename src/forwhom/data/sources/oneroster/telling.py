"""What the reader of a OneRoster bundle should know: what was left out, what had to be guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forwhom.data.sources.oneroster import words
from forwhom.data.sources.oneroster.columns import FINAL
from forwhom.data.sources.oneroster.relations import Relations

if TYPE_CHECKING:
    import duckdb


class _Question(NamedTuple):
    """Rows to count, and what is said of them."""

    files: tuple[str, ...]
    among: str
    what: str


NEVER_CARRIED = (
    "OneRoster carries no attendance, discipline, programs or test results, and does not say who "
    "is an English learner, has a disability or comes from a family with a low income. Measures "
    "and groups that need them have no data; bring those records in beside it."
)


def notes_on(made: Relations, connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Counts only, never an id."""
    notes = [note for one in made.staged.values() for note in one.notes]
    notes += [
        _counted(one.file, one.deleted, "marked for deletion; left out")
        for one in made.staged.values()
        if one.deleted
    ]
    for question in _QUESTIONS:
        if not set(question.files) <= set(made.staged):
            continue
        query = "SELECT count(*) FROM " + question.among.format(
            users=made.staged["users"].sound,
            pupils=made.pupils,
            seats=made.seats,
            items=made.staged["lineItems"].sound if "lineItems" in made.staged else "",
            results=made.staged["results"].sound if "results" in made.staged else "",
        )
        # To the end, for the engine lets nobody else ask before a result is read.
        found = connection.execute(query).fetchall()[0]
        if found[0]:
            notes.append(_counted(made.staged[question.files[0]].file, found[0], question.what))
    return notes


def _counted(file: str, count: int, what: str) -> str:
    return f"{file}: {count:,} {'row' if count == 1 else 'rows'} {what}."


_KNOWN = "user_id IN (SELECT sourcedId FROM {users})"
_QUESTIONS = (
    _Question(
        ("users",),
        "{users} WHERE sourcedId NOT IN (SELECT user_id FROM {pupils})",
        "of staff, parents and others; not in the numbers",
    ),
    _Question(
        ("enrollments",),
        "{seats} WHERE role IS DISTINCT FROM 'student' AND NOT is_gone",
        "of teachers and others; they fill no seat",
    ),
    _Question(
        ("enrollments",),
        f"{{seats}} WHERE role = 'student' AND NOT is_pupil AND NOT is_gone AND {_KNOWN}",
        "of users who are no students, such as staff in training; left out",
    ),
    _Question(
        ("enrollments",),
        "{seats} WHERE is_gone",
        "of a class or a user marked for deletion; left out",
    ),
    _Question(
        ("users",),
        f"{{pupils}} WHERE {_KNOWN} "
        "AND user_id NOT IN (SELECT user_id FROM {seats} WHERE user_id IS NOT NULL)",
        "of students in no class; the export does not say where they are enrolled",
    ),
    _Question(
        ("users",),
        "{users} WHERE contains(grades, ',') AND sourcedId IN (SELECT user_id FROM {pupils})",
        "of students with several grades; their grade is taken as not known",
    ),
    _Question(
        ("results", "lineItems"),
        "{results} r JOIN {items} l ON l.sourcedId = lineItemSourcedId "
        f"WHERE regexp_full_match(lower(trim(l.title)), '{FINAL}')",
        "of what is called a final mark or grade; taken as the mark of the class",
    ),
    _Question(
        ("results", "lineItems"),
        "{results} r LEFT JOIN {items} l ON l.sourcedId = lineItemSourcedId "
        f"WHERE NOT coalesce(regexp_full_match(lower(trim(l.title)), '{FINAL}'), false)",
        "of single pieces of work; not read",
    ),
    _Question(
        ("users",),
        f"{{users}} WHERE {words.after_school('grades')} "
        "AND sourcedId IN (SELECT user_id FROM {pupils})",
        "of students past grade 12; not among the enrolled of that year",
    ),
)
