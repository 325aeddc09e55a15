"""Where the web keeps its tables: SQLite in the district's folder, or PostgreSQL by one setting."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from forwhom.errors import WebError

# Writers wait in line instead of failing at once: an IMMEDIATE transaction takes the lock first.
CAREFUL = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
PATIENCE = 20  # seconds


def database(address: str, sqlite: Path) -> dict[str, Any]:
    """Django's settings of the database. Raises WebError where an address is not PostgreSQL's."""
    if not address:
        options = {"transaction_mode": "IMMEDIATE", "timeout": PATIENCE, "init_command": CAREFUL}
        # A thread keeps its connection: whoever closes the last one empties the log to disk first.
        return {
            "ENGINE": "forwhom.web.sqlite",
            "NAME": str(sqlite),
            "OPTIONS": options,
            "CONN_MAX_AGE": None,
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise WebError(
            "This is no address of a PostgreSQL database.",
            where="the setting `database`",
            did="Nothing was started.",
            remedy="Write it as postgresql://user:password@host:5432/name.",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
