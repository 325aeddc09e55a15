"""A PostgreSQL of the tests' own, on a free port, gone when they end.

`python -m tests.web.postgresql pytest -q tests/web` runs a command with the web's tables in it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LIVELY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
OTHERS = ("postgres", "nobody")  # PostgreSQL refuses to run as root


def programs() -> Path | None:
    """The folder of PostgreSQL's own programs, newest version first; None where there is none."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: -int(p.parent.name))
    found = next((folder for folder in known if (folder / "initdb").exists()), None)
    on_path = shutil.which("initdb")
    return found or (Path(on_path).parent if on_path else None)


@contextlib.contextmanager
def postgresql(*, durable: bool = False) -> Iterator[str]:
    """The address of an empty database while the block runs. `durable` keeps its careful writes."""
    bin_ = programs()
    assert bin_ is not None
    folder = Path(tempfile.mkdtemp(prefix="forwhom-pg-", dir="/tmp"))
    as_whom = _not_root(folder)
    settings = ("listen_addresses=127.0.0.1", "max_connections=200", *(() if durable else LIVELY))
    port = _free_port()
    told: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    told |= {"cwd": folder, "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}, **as_whom}
    made = [bin_ / "initdb", "-D", folder / "data", "-U", "forwhom", "-A", "trust", "-E", "UTF8"]
    subprocess.run([*made, "--no-sync", "--locale=C.UTF-8"], check=True, **told)
    run = [bin_ / "postgres", "-D", folder / "data", "-p", str(port), "-k", folder]
    server = subprocess.Popen([*run, *(part for one in settings for part in ("-c", one))], **told)
    try:
        _wait(bin_ / "pg_isready", port)
        yield f"postgresql://forwhom@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(2)
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _not_root(folder: Path) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    import pwd

    for name in OTHERS:
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            os.chown(folder, entry.pw_uid, entry.pw_gid)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise AssertionError("PostgreSQL does not run as root, and there is no other user.")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(ready: Path, port: int) -> None:
    for _ in range(200):
        asked = subprocess.run([ready, "-q", "-h", "127.0.0.1", "-p", str(port)], check=False)
        if asked.returncode == 0:
            return
        time.sleep(0.1)
    raise AssertionError("PostgreSQL did not start within 20 seconds.")


def main() -> int:
    """Run the command given with the web's tables in a PostgreSQL of its own."""
    with postgresql() as address:
        environment = {**os.environ, "FORWHOM_DATABASE": address}
        command = [sys.executable, "-m", *sys.argv[1:]]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
