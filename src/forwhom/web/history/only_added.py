"""The database itself refuses to change or delete a row of the history, whoever asks."""

from __future__ import annotations

from typing import Any

SAID = "The history is only added to."
TABLE = "history_entry"

_SQLITE = {
    "history_never_changes": f"BEFORE UPDATE ON {TABLE}",
    "history_never_goes": f"BEFORE DELETE ON {TABLE}",
    # INSERT OR REPLACE would delete without asking the trigger above.
    "history_never_replaced": f"BEFORE INSERT ON {TABLE} "
    f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE number = NEW.number)",
}
_POSTGRESQL = {
    "history_never_changes": f"BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW",
    "history_never_emptied": f"BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT",
}
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION history_only_added() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{SAID}'; END $$"
)


def triggers(vendor: str) -> dict[str, str]:
    """Each trigger's name and the statement that makes it, on `sqlite` or `postgresql`."""
    if vendor == "sqlite":
        ends = f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        return {name: f"CREATE TRIGGER {name} {on} {ends}" for name, on in _SQLITE.items()}
    ends = "EXECUTE FUNCTION history_only_added()"
    return {name: f"CREATE TRIGGER {name} {on} {ends}" for name, on in _POSTGRESQL.items()}


def making(vendor: str) -> list[str]:
    """The statements that make them all."""
    return [*([_FUNCTION] if vendor == "postgresql" else []), *triggers(vendor).values()]


def dropping(vendor: str) -> list[str]:
    """The statements that take them away: for tests, and for a migration that remakes the table."""
    on = f" ON {TABLE}" if vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {name}{on}" for name in triggers(vendor)]


def missing(connection: Any) -> list[str]:
    """The names of the triggers that this database lacks."""
    listed = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(listed)
        there = {row[0] for row in cursor.fetchall()}
    return [name for name in triggers(connection.vendor) if name not in there]
