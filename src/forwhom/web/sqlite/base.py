"""Django's SQLite, with a way of waiting for the right to write that suits many short writes."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from random import uniform
from typing import Any

from django.db.backends.sqlite3 import base

SHORTEST, LONGEST = 0.001, 0.004  # seconds between two tries; a write takes some ten


class DatabaseWrapper(base.DatabaseWrapper):
    """A statement that must wait for another's transaction waits here, and not within SQLite.

    SQLite sleeps up to a tenth of a second between two tries, ever longer, while others pass. And
    it holds its connection meanwhile: where the thread that writes has to tidy something of that
    connection away, as Python's garbage collection may at any line, each would wait for the other.
    """

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """A connection that says at once that another writes."""
        made: sqlite3.Connection = super().get_new_connection(conn_params)
        made.execute("PRAGMA busy_timeout = 0")
        return made

    def create_cursor(self, name: str | None = None) -> Patient:
        """A cursor that waits as long as the settings' `timeout` says."""
        made: Patient = self.connection.cursor(factory=Patient)
        made.patience = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        return made


class Patient(base.SQLiteCursorWrapper):
    """A cursor that tries again, for a while, where another is writing."""

    patience = 0.0

    def execute(self, query: str, params: Any = None) -> Any:
        """Run a statement."""
        return self._in_line(super().execute, query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        """Run a statement for each of some values; outside of a transaction each is one itself."""
        if self.connection.in_transaction:
            return super().executemany(query, param_list)
        for params in param_list:
            self.execute(query, params)
        return self

    def _in_line(self, does: Callable[[str, Any], Any], query: str, params: Any) -> Any:
        """What it does, done once nobody else writes. A statement that had to wait did nothing."""
        until = 0.0
        while True:
            try:
                return does(query, params)
            except sqlite3.OperationalError as error:
                until = until or time.monotonic() + self.patience
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                    raise
            time.sleep(uniform(SHORTEST, LONGEST))
