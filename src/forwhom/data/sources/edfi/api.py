"""Fetches the resources of an Ed-Fi API into a private folder, as one file of JSON lines each."""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from forwhom.data.sources.edfi.api_errors import (
    EdFiApiError,
    changed,
    no_extra,
    no_keys,
    no_year,
    not_a_url,
    nothing_readable,
    told,
)
from forwhom.data.sources.edfi.notes import UNREAD
from forwhom.data.sources.edfi.record import NotARecord, taken
from forwhom.data.sources.edfi.resources import Resource, resources
from forwhom.data.sources.files import Copy

Say = Callable[[str], None]
KEY, SECRET = "EDFI_KEY", "EDFI_SECRET"
PAGE = 500
TRIES, LONGEST_WAIT = 6, 60.0  # a busy server is asked again after 2, 4, 8 … seconds
PATIENCE = (10, 180)  # seconds to be reached, and to answer
HERE = {"localhost", "127.0.0.1", "::1"}
LIBRARY = "edfi_api_client"


@contextlib.contextmanager
def fetched(url: str, *, year: str | None = None, say: Say) -> Iterator[Path]:
    """A folder with the resources at `url` while the block runs; only we can read it.

    Key and secret come from the environment, EDFI_KEY and EDFI_SECRET. Only fields that are
    needed are written. `year` is the school year of an API that keeps each year apart. Raises
    EdFiApiError; then nothing is kept.
    """
    copy = Copy()
    with _quiet(), told(url):
        client = _client(url, year)
        unread: dict[str, list[str]] = {"forbidden": [], "unknown": []}
        for resource in resources().values():
            why = _one(client, resource, copy.folder, say)
            if why:
                unread[why].append(resource.name)
        if len(unread["forbidden"]) + len(unread["unknown"]) == len(resources()):
            raise nothing_readable(url)
        (copy.folder / UNREAD).write_text(json.dumps(unread), "utf-8")
    yield copy.folder


def _client(url: str, year: str | None) -> Any:
    """A client that has signed in."""
    _check(url)
    try:
        import requests
        from edfi_api_client import EdFiClient
    except ImportError:
        raise no_extra() from None
    key, secret = os.environ.get(KEY), os.environ.get(SECRET)
    if not key or not secret:
        raise no_keys()
    about = requests.get(url, timeout=PATIENCE)  # the library itself waits for ever
    about.raise_for_status()
    mode = str(about.json().get("apiMode") or "").lower().replace(" ", "_").replace("-", "_")
    if "year_specific" in mode and year is None:
        raise no_year(url)
    client = EdFiClient(url, key, secret, api_year=_ending_year(year), api_mode=mode or None)
    client.connect(retry_on_failure=True, max_retries=TRIES, max_wait=LONGEST_WAIT)
    for scheme in ("http://", "https://"):
        client.session.session.mount(scheme, _patient())
    return client


def _check(url: str) -> None:
    """Raise EdFiApiError for what is no address, or one to which a secret should not be sent."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        raise not_a_url("It is no address.") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise not_a_url("It does not begin with https://.")
    if parts.username or parts.password:
        raise not_a_url("It holds a name or a password.")
    if parts.scheme == "http" and host not in HERE:
        raise not_a_url("It begins with http://, so key, secret and records could be read on "
                        "the way.")  # fmt: skip


def _ending_year(year: str | None) -> int | None:
    """The year as the API counts it: 2025-26 is 2026."""
    if year is None:
        return None
    first, _, last = year.partition("-")
    if not first.isdigit() or len(first) != 4:
        raise not_a_url(f"The year should be written as 2025-26, not as `{year}`.")
    return int(first) + 1 if last else int(first)


def _patient() -> Any:
    from requests.adapters import HTTPAdapter

    class Patient(HTTPAdapter):
        """Waits for an answer, and not for ever."""

        def send(self, *args: Any, **options: Any) -> Any:
            options["timeout"] = options.get("timeout") or PATIENCE
            return super().send(*args, **options)

    return Patient()


def _one(client: Any, resource: Resource, folder: Path, say: Say) -> str:
    """Write one resource; gives why it cannot be read, or nothing."""
    from requests import HTTPError

    endpoint = client.resource(resource.name)
    try:
        expected = _expected(endpoint)
        count = 0
        with (folder / f"{resource.name}.jsonl").open("w", encoding="utf-8") as file:
            for row in endpoint.get_rows(page_size=PAGE):
                file.write(_line(resource, row) + "\n")
                count += 1
    except HTTPError as error:
        status = error.response.status_code if error.response is not None else 0
        if status in {403, 404}:
            (folder / f"{resource.name}.jsonl").unlink(missing_ok=True)
            return {403: "forbidden", 404: "unknown"}[status]
        raise
    if expected is not None and count < expected:
        raise changed(resource.name, count, expected)
    say(f"Fetched {count:,} {resource.name}")
    return ""


def _expected(endpoint: Any) -> int | None:
    """How many records the server says there are; None where it does not say."""
    try:
        return int(endpoint.get_total_count())
    except TypeError:  # the answer has no Total-Count
        return None


def _line(resource: Resource, row: object) -> str:
    """The fields that are needed; `null`, which reading refuses, for what is not in form."""
    try:
        return json.dumps(taken(resource.shape, row))
    except NotARecord:
        return "null"


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """The library tells addresses and parts of tokens to its log: not ours."""
    log = logging.getLogger(LIBRARY)
    before = log.disabled, log.propagate
    children = [logging.getLogger(f"{LIBRARY}.{name}")
                for name in ("edfi_client", "edfi_endpoint", "edfi_params", "session")]  # fmt: skip
    for one in (log, *children):
        one.disabled = True
    try:
        yield
    finally:
        log.disabled, log.propagate = before
        for one in children:
            one.disabled = False


__all__ = ["EdFiApiError", "fetched"]
