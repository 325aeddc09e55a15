"""The index's file as it is read: a few questions of SQLite; a spoiled file is made anew."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import zlib
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from forwhom.errors import AuditFolderError
from forwhom.results.finding import Finding
from forwhom.results.index.build import Say, built, forget

Answer = TypeVar("Answer")
SPOILED = (sqlite3.DatabaseError, zlib.error, ValueError, LookupError, TypeError)


class IndexFile:
    """One audit's index. A spoiled one is made anew, once, and asked again."""

    def __init__(self, folder: Path, path: Path, say: Say) -> None:
        """Nothing is opened before something is asked; each thread has a connection of its own."""
        self.folder, self.path, self._say = folder, path, say
        self._own = threading.local()

    def read(
        self, of: Callable[[list[Any]], Answer], text: str, values: tuple[object, ...] = ()
    ) -> Answer:
        """What `of` makes of the rows of an answer; it is asked again if the file was spoiled.

        Raises AuditFolderError where the index cannot be made.
        """
        try:
            return of(self._connection().execute(text, values).fetchall())
        except SPOILED:
            self._anew()
        return of(self._connection().execute(text, values).fetchall())

    @cached_property
    def about(self) -> dict[str, Any]:
        """audit.json."""
        text = "SELECT value FROM told WHERE name = 'about'"
        found: dict[str, Any] = self.read(lambda rows: json.loads(rows[0][0]), text)
        return found

    @cached_property
    def findings(self) -> list[Finding]:
        """All findings, most important first; each is read once while the audit is in use."""
        return self.read(findings_of, "SELECT whole FROM finding ORDER BY rank")

    @cached_property
    def named(self) -> frozenset[tuple[str, str]]:
        """The measures and groups that findings name."""
        return self.read(
            lambda rows: frozenset((measure, group) for measure, group in rows),
            'SELECT measure, "group" FROM named',
        )

    def _connection(self) -> sqlite3.Connection:
        key = (self.path, os.getpid())
        if getattr(self._own, "key", None) != key:
            address = f"file:{quote(str(self.path.resolve()))}?mode=ro&immutable=1"
            self._own.connection = sqlite3.connect(address, uri=True)
            self._own.key = key
        found: sqlite3.Connection = self._own.connection
        return found

    def _anew(self) -> None:
        self._own.key = None
        forget(self.path)
        if built(self.folder, say=self._say) != self.path:
            raise AuditFolderError(
                "This audit was made anew while a page of the earlier one was being read.",
                where=str(self.folder),
                did="Nothing was shown.",
                remedy="Open the page again.",
            )


def findings_of(rows: list[Any]) -> list[Finding]:
    """The findings that some rows hold whole."""
    return [Finding(**json.loads(whole)) for (whole,) in rows]
