"""Whether the web's tables are reachable, up to date and guarded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, connection

from forwhom.web.place_on_disk import Served
from forwhom.web.running.looks import Check, Look, ok, wrong

SLACK = timedelta(minutes=2)


def reachable(served: Served) -> Look:
    """Whether the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        remedy = "See that it runs, and that `database` in web.toml is right."
        return wrong("database", "The database does not answer.", remedy)
    return ok("database", f"It answers ({connection.vendor}).")


def migrated(served: Served) -> Look:
    """Whether the tables are those of this version."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    left = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if left:
        says = f"{len(left)} changes of the tables are still to be made."
        return wrong("tables", says, "Save a backup; then `forwhom serve` makes them.")
    return ok("tables", "The tables are those of this version.")


def careful(served: Served) -> Look:
    """Whether SQLite writes so that a power failure tears nothing."""
    if connection.vendor != "sqlite":
        return ok("writing", "PostgreSQL looks after its own writing.")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = str(cursor.fetchone()[0]).lower()
    if mode not in {"wal", "memory"}:  # a test's own database is in memory
        remedy = "Move the district's folder to a disk of this machine: not a share, not a stick."
        return wrong("writing", f"SQLite cannot use its journal here (it is `{mode}`).", remedy)
    return ok("writing", "SQLite keeps its journal: readers and writers do not wait.")


def guarded(served: Served) -> Look:
    """Whether the database itself refuses to change the history."""
    from forwhom.web.history.only_added import missing

    lost = missing(connection)
    if lost:
        remedy = "`forwhom doctor DISTRICT --history` says whether a row was changed. Ask who did."
        return wrong("history", f"The guard `{lost[0]}` of the history was taken away.", remedy)
    return ok("history", "The database refuses to change it.")


def clock(served: Served) -> Look:
    """Whether the clock runs behind what was already written."""
    from forwhom.web.history.models import Entry

    last = Entry.objects.order_by("-number").values_list("at", flat=True).first()
    if last and datetime.fromisoformat(last) > datetime.now(UTC) + SLACK:
        remedy = "Set the machine's clock (for example with timedatectl set-ntp true)."
        return wrong("clock", "The clock is behind the last row of the history.", remedy)
    return ok("clock", "The clock goes forward.")


def no_demo_people(served: Served) -> Look:
    """Whether the made-up district's people are where the records are not made up."""
    from forwhom.audit.held import holds_real_records
    from forwhom.web.accounts.demo import demo_people_exist

    if not demo_people_exist():
        return ok("people", "No made-up people.")
    if holds_real_records(served.district):
        remedy = "Begin with a new district's folder: these people belong to the made-up one."
        return wrong("people", "Made-up people are among those of this district.", remedy)
    return Look("people", "note", "Its people are made up, as are its records.")


def chain_holds(served: Served) -> Look:
    """Whether every row of the history is as it was written."""
    from forwhom.web.history.queries import chain

    found = chain()
    if found.broken_at is not None:
        says = f"broken at row {found.broken_at}: it was changed, or one before it taken out."
        return wrong("history", says, "Compare it with a backup, and tell the privacy officer.")
    return ok("history", f"{found.rows} rows hold. The last one's mark is {found.last[:16]}.")


CHECKS: tuple[Check, ...] = (migrated, careful, guarded, clock, no_demo_people)
