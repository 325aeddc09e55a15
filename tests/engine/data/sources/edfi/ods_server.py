"""A server on this machine that speaks the Ed-Fi ODS / API: sign-in, paging, and its troubles."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from tests.engine.data.sources.edfi.small_ods import Records

KEY, SECRET, TOKEN = "the-key", "the-secret", "token-123"


@dataclass
class Ods:
    """What the server holds and how it misbehaves; `asked` are the paths it was asked for."""

    records: Records
    version: str = "7.3"
    mode: str = "Shared Instance"
    prefix: str = "/data/v3"
    forbidden: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    busy: int = 0  # how many answers are 429 first
    broken: str = ""  # half, not json, fewer, or an HTTP status for all resources
    url: str = ""
    asked: list[str] = field(default_factory=list)


@contextmanager
def serving(ods: Ods) -> Iterator[Ods]:
    """Serve on a free port of 127.0.0.1 while the block runs."""

    class Handler(_Handler):
        state: ClassVar[Ods] = ods

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    ods.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield ods
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    state: ClassVar[Ods]

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        signed = base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
        if self.headers.get("Authorization") != f"Basic {signed}":
            self._answer(401, {"error": "invalid_client"})
        else:
            self._answer(200, {"access_token": TOKEN, "expires_in": 1800, "token_type": "bearer"})

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.state.asked.append(parts.path)
        if parts.path in {"", "/"}:
            self._answer(200, {"version": self.state.version, "apiMode": self.state.mode})
        elif not parts.path.startswith(f"{self.state.prefix}/ed-fi/"):
            self._answer(404, {})
        elif self.headers.get("Authorization") != f"Bearer {TOKEN}":
            self._answer(401, {})
        else:
            self._resource(parts.path.rpartition("/")[2], parse_qs(parts.query))

    def _resource(self, name: str, asked: dict[str, list[str]]) -> None:
        ods = self.state
        if ods.busy > 0:
            ods.busy -= 1
            self._answer(429, {})
        elif ods.broken.isdigit():
            self._answer(int(ods.broken), {})
        elif name in ods.forbidden:
            self._answer(403, {})
        elif name in ods.unknown:
            self._answer(404, {})
        else:
            self._page(ods.records.get(name, []), asked)

    def _page(self, rows: list[dict[str, Any]], asked: dict[str, list[str]]) -> None:
        ods = self.state
        size = int(asked.get("limit", asked.get("pageSize", ["2"]))[0])
        if asked.get("totalCount") == ["True"]:
            self._answer(200, [], {"Total-Count": str(len(rows) + (ods.broken == "fewer"))})
            return
        first = int(asked.get("pageToken", asked.get("offset", ["0"]))[0])
        last = first + size
        more = {"Next-Page-Token": str(last)} if last < len(rows) and ods.version >= "7.3" else {}
        self._answer(200, rows[first:last], more)

    def _answer(self, status: int, value: object, more: dict[str, str] | None = None) -> None:
        body = json.dumps(value).encode()
        if self.state.broken == "not json" and isinstance(value, list):
            body = b"<html>Ann</html>"
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, text in (more or {}).items():
            self.send_header(name, text)
        self.end_headers()
        half = self.state.broken == "half" and isinstance(value, list)
        self.wfile.write(body[: len(body) // 2] if half else body)
