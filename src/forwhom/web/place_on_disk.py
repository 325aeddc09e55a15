"""Which district's folder this web application serves, and what its own web.toml says."""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from forwhom.errors import WebError, did_you_mean

DISTRICT, DATABASE, DEMO = "FORWHOM_DISTRICT", "FORWHOM_DATABASE", "FORWHOM_DEMO"
HTTPS = "FORWHOM_HTTPS"  # set by `forwhom serve`, which knows where it listens
FOLDER, SETTINGS, SECRET, SQLITE = "web", "web.toml", "secret-key", "web.sqlite3"
PRIVATE, PRIVATE_FOLDER = 0o600, 0o700


@dataclass(frozen=True, kw_only=True)
class WebSettings:
    """What DISTRICT/web/web.toml may say, each with a default that is safe on one machine."""

    addresses: list[str] = field(default_factory=lambda: ["localhost", "127.0.0.1"])
    database: str = ""  # postgresql://…; empty is SQLite in the district's folder
    https: bool = True
    language: str = "en"
    oidc: dict[str, str] = field(default_factory=dict)
    mail: dict[str, Any] = field(default_factory=dict)
    drop: list[str] = field(default_factory=list)  # folders whose exports may be brought in
    most_megabytes: int = 4096  # of one upload
    most_hours: float = 12.0  # of one import or audit


@dataclass(frozen=True)
class Served:
    """The district's folder that is served, and the web's own room in it."""

    district: Path

    @classmethod
    def here(cls) -> Served:
        """The one the environment names. Raises WebError where it names none."""
        named = os.environ.get(DISTRICT, "")
        if not named:
            raise WebError(
                "No district's folder was named.",
                where=f"the environment variable {DISTRICT}",
                did="Nothing was started.",
                remedy="Start it with `forwhom serve DISTRICT`.",
            )
        return cls(Path(named).resolve())

    @property
    def folder(self) -> Path:
        """The web's own room: database, uploads, secret. For its owner alone."""
        return self.district / FOLDER

    @cached_property
    def settings(self) -> WebSettings:
        """web.toml, read and checked. Raises WebError."""
        path = self.folder / SETTINGS
        if not path.is_file():
            return WebSettings()
        try:
            found = tomllib.loads(path.read_text("utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise _wrong(path, f"It is no TOML: {error}.", "Put that line right.") from None
        known = [entry.name for entry in fields(WebSettings)]
        for name in found:
            if name not in known:
                raise _wrong(path, f"`{name}` is no setting.", did_you_mean(name, known))
        return WebSettings(**found)

    @property
    def database(self) -> str:
        """The address of the database; empty for SQLite in the district's folder."""
        return os.environ.get(DATABASE) or self.settings.database

    @property
    def https(self) -> bool:
        """Whether browsers come by https: as `forwhom serve` found, else as web.toml says."""
        said = os.environ.get(HTTPS)
        return said == "1" if said else self.settings.https

    @property
    def sqlite(self) -> Path:
        """Where SQLite keeps the web's tables."""
        return self.folder / SQLITE

    @property
    def is_demo(self) -> bool:
        """Whether this is the made-up district, with a sign-in for each role."""
        return os.environ.get(DEMO) == "1"

    def secret(self) -> str:
        """The key that signs sessions, made once and kept for its owner alone."""
        path = self.folder / SECRET
        self.folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        except FileExistsError:
            return path.read_text("ascii").strip()
        key = secrets.token_urlsafe(64)
        with os.fdopen(handle, "w") as file:
            file.write(key)
        return key


def _wrong(path: Path, what: str, remedy: str) -> WebError:
    return WebError(what, where=str(path), did="Nothing was started.", remedy=remedy)
