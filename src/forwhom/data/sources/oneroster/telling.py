"""What the reader of a OneRoster bundle should know: what was left out, what had to be guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.data.sources.oneroster.relations import Relations

if TYPE_CHECKING:
    import duckdb

NEVER_CARRIED = (
    "OneRoster carries no attendance, discipline, programs or test results, and does not say who "
    "is an English learner, has a disability or comes from a family with a low income. Measures "
    "and groups that need them have no data; bring those records in beside it."
)


def notes_on(made: Relations, connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Counts only, never an id."""
    notes = [note for one in made.staged.values() for note in one.notes]
    for one in made.staged.values():
        if one.deleted:
            notes.append(f"{one.file}: {one.deleted:,} rows marked for deletion were left out.")
    for query, text in _QUESTIONS:
        found = connection.execute(
            query.format(
                users=made.staged["users"].sound, pupils=made.pupils, seats=made.seats
            )
        ).fetchone()
        if found and found[0]:
            notes.append(text.format(n=f"{found[0]:,}"))
    return notes


_QUESTIONS = (
    (
        "SELECT count(*) FROM {users} WHERE sourcedId NOT IN (SELECT user_id FROM {pupils})",
        "{n} users are no students: staff, parents and others are not in the numbers.",
    ),
    (
        "SELECT count(*) FROM {seats} WHERE role = 'student' AND NOT is_pupil "
        "AND user_id IN (SELECT sourcedId FROM {users})",
        "{n} seats of users who are no students, such as staff in training, were left out.",
    ),
    (
        "SELECT count(*) FROM {seats} WHERE role IS DISTINCT FROM 'student'",
        "{n} rows of the enrollments are of teachers and others, and fill no seat.",
    ),
    (
        "SELECT count(*) FROM {pupils} WHERE user_id IN (SELECT sourcedId FROM {users}) "
        "AND user_id NOT IN (SELECT user_id FROM {seats} WHERE user_id IS NOT NULL)",
        "{n} students are in no class of this export, so it does not say where they are enrolled.",
    ),
    (
        "SELECT count(*) FROM {users} WHERE contains(grades, ',') "
        "AND sourcedId IN (SELECT user_id FROM {pupils})",
        "{n} students have several grades; their grade is taken as not known.",
    ),
)
