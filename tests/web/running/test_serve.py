"""`forwhom serve` keeps two processes alive, says what is wrong, and ends cleanly."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forwhom.errors import WebError
from forwhom.web.place_on_disk import Served
from forwhom.web.running.address import free, speaks_https

Start = Callable[..., Any]


def gone(pid: int, within: float = 30) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        listed = ["ps", "-o", "stat=", "-p", str(pid)]
        state = subprocess.run(listed, capture_output=True, check=False)
        if not state.stdout.strip() or state.stdout.strip().startswith(b"Z"):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.long
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly(running: Start, how: int) -> None:
    served = running()
    both = served.children()
    assert len(both) == 2
    assert served.end(how) == 0
    assert all(gone(pid) for pid in both)


@pytest.mark.long
def test_what_it_started_ends_with_it_even_by_kill(running: Start) -> None:
    served = running()
    both = served.children()
    served.end(signal.SIGKILL)
    assert all(gone(pid) for pid in both)


@pytest.mark.long
def test_a_process_that_ended_is_started_again(running: Start) -> None:
    served = running()
    before = served.children()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert all(gone(pid) for pid in before)
    served.until_children(2, besides=before)
    served.wait()
    assert "we start it again" in served.said()


@pytest.mark.long
def test_its_folder_is_for_its_owner_alone(running: Start) -> None:
    folder = running().district / "web"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    open_to_others = [path for path in folder.iterdir() if path.stat().st_mode & 0o077]
    assert open_to_others == []


@pytest.mark.long
def test_a_district_is_served_once(running: Start) -> None:
    from forwhom.web.running.serve import serve

    served = running()
    with pytest.raises(WebError, match="being served already"):
        serve(served.district, say=print)


def test_a_busy_port_is_named() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        port = other.getsockname()[1]
        with pytest.raises(WebError, match=f"Port {port} is busy") as raised:
            free("127.0.0.1", port)
    assert f"--port {port + 1}" in raised.value.remedy


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(WebError, match="Nothing can listen at 192"):
        free("192.0.2.1", 8000)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost", "127.8.8.8"])
def test_plain_http_stays_on_this_machine(tmp_path: Path, address: str) -> None:
    assert speaks_https(Served(tmp_path), address) is False


@pytest.mark.parametrize("toml", ["", "https = false\n"])
@pytest.mark.parametrize("address", ["0.0.0.0", "::", "10.0.0.5", "district.example.org"])
def test_elsewhere_plain_http_is_refused(tmp_path: Path, toml: str, address: str) -> None:
    told(tmp_path, toml)
    with pytest.raises(WebError, match="Others reach") as raised:
        speaks_https(Served(tmp_path), address)
    assert "https = true" in raised.value.remedy


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_behind_a_proxy_that_does_https_any_address_will_do(tmp_path: Path, address: str) -> None:
    told(tmp_path, "https = true\n")
    assert speaks_https(Served(tmp_path), address) is True


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    from forwhom.web.running.serve import serve

    with pytest.raises(WebError, match="no such folder"):
        serve(tmp_path / "nowhere", say=print)


def told(district: Path, toml: str) -> None:
    (district / "web").mkdir()
    (district / "web" / "web.toml").write_text(toml)
