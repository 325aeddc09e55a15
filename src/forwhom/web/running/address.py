"""Where the web application listens, and whether plain http may be spoken there."""

from __future__ import annotations

import errno
import ipaddress
import socket
import tomllib
from pathlib import Path

from forwhom.errors import WebError
from forwhom.web.place_on_disk import SETTINGS, Served

PROXY = "Let a proxy speak https in front of it, and write `https = true` in {file}."


def is_loopback(address: str) -> bool:
    """Whether only this machine reaches the address."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def speaks_https(served: Served, address: str) -> bool:
    """Whether browsers come by https. Raises WebError where others could listen in.

    web.toml says so once a proxy does https; without a word of it, plain http stays on this
    machine.
    """
    said = _said(served.folder / SETTINGS)
    https = said if said is not None else not is_loopback(address)
    if https and said is None:
        raise WebError(
            f"Others reach {address}, and nothing says that they come by https.",
            where=str(served.folder / SETTINGS),
            did="Nothing was started.",
            remedy=PROXY.format(file=SETTINGS) + " Or leave --address out.",
        )
    if not https and not is_loopback(address):
        raise WebError(
            f"Others reach {address}, and `https = false` would let them listen in.",
            where=str(served.folder / SETTINGS),
            did="Nothing was started.",
            remedy=PROXY.format(file=SETTINGS),
        )
    return https


def free(address: str, port: int) -> None:
    """Raises WebError where nothing can listen there."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((address, port))
            tried.listen(1)
        except OSError as error:
            raise _taken(error, address, port) from None


def _taken(error: OSError, address: str, port: int) -> WebError:
    busy = error.errno == errno.EADDRINUSE
    what = f"Port {port} is busy." if busy else f"Nothing can listen at {address}, port {port}."
    remedy = (
        f"End the other program, or choose another port: --port {port + 1}."
        if busy
        else "Use an address of this machine, and a port of 1024 or more."
    )
    return WebError(what, where=f"{address}:{port}", did="Nothing was started.", remedy=remedy)


def _said(path: Path) -> bool | None:
    """What web.toml says of https; None where it says nothing."""
    if not path.is_file():
        return None
    found = tomllib.loads(path.read_text("utf-8-sig")).get("https")
    return found if isinstance(found, bool) else None
