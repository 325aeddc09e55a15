"""Imports through the web whose process is killed: run apart from pytest, on a database of its own.

`python -m tests.web.audits.crashing KILLS SECONDS EXPORT_A EXPORT_B`, with FORWHOM_DISTRICT set.
Prints one line of JSON: how many were killed before their end, and what their rows said of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import django


def fingerprint(district: Path) -> str:
    """Of every table as it lies there; the accounts of the import among them."""
    tables = district / "tables"
    whole = hashlib.sha256()
    for path in sorted(tables.iterdir()) if tables.is_dir() else ():
        whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()


def asked_for(export: str) -> Any:
    """An import of one of the two exports, that waits; nobody takes it from the line but we."""
    from forwhom.web.accounts.models import Place
    from forwhom.web.audits.models import Job

    asked = {"source": f"drop:0:{export}", "replace": True, "accept_refused": True}
    place = Place.objects.get(code="district")
    return Job.objects.create(place=place, kind="import", asked=asked, by_name="a test")


def one(job: Any, kill_after: float = 3600) -> bool:
    """Do a job in a process of its own. Whether that process was killed before its end."""
    from forwhom.web.audits.settling import settle

    was_killed = apart(job, kill_after)
    settle(job.pk)
    return was_killed


def apart(job: Any, kill_after: float = 3600) -> bool:
    """The same; what the row says of it is left as the process left it."""
    from django.db import connections

    from forwhom.web.audits.jobs import do

    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            do(job.pk)
        finally:
            os._exit(0)
    until = time.monotonic() + kill_after
    while os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() >= until:
            os.kill(child, signal.SIGKILL)
            break
        time.sleep(0.002)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def rounds(most: int, seconds: float, district: Path, names: list[str]) -> dict[str, Any]:
    """Kill import after import, and say what was found; AssertionError where anything is torn."""
    from forwhom.web.accounts.viewer import everywhere
    from forwhom.web.audits.models import Job

    ended: Counter[str] = Counter()
    until, chance = time.monotonic() + seconds, random.Random(7)
    with everywhere(because="a test"):
        whole = {}
        for name in names:
            began = time.monotonic()
            one(asked_for(name))
            took = time.monotonic() - began
            whole[name] = fingerprint(district)
        now, killed = names[-1], 0
        while killed < most and time.monotonic() < until:
            other = next(name for name in names if name != now)
            job = asked_for(other)
            began = time.monotonic()
            if one(job, chance.uniform(0, took)):
                killed += 1
            else:
                took = time.monotonic() - began  # it takes less than the one before: kill sooner
            found, state = fingerprint(district), Job.objects.get(pk=job.pk).state
            assert found in whole.values(), f"after {killed} kills: torn"
            assert state in {"done", "died"}, state
            assert (state == "done") == (found == whole[other]), (
                f"after {killed} kills: told {state}"
            )
            now = other if found == whole[other] else now
            ended[state] += 1
        one(asked_for(now))  # trying again works
        assert fingerprint(district) == whole[now]
    return {"killed": killed, **ended}


def _all_that_an_import_reads() -> None:
    """Loaded once here: a child then spends its time on the import itself, where it is killed."""
    for name in ("duckdb", "narwhals", "pyarrow.parquet", "forwhom.audit.held"):
        import_module(name)


def ready(district: Path, drop: Path) -> None:
    """A database, a district, and a folder from which exports may be brought in."""
    (district / "web").mkdir(parents=True, exist_ok=True)
    (district / "web" / "web.toml").write_text(f'drop = ["{drop}"]\n')
    os.environ["DJANGO_SETTINGS_MODULE"] = "forwhom.web.settings"
    django.setup()
    _all_that_an_import_reads()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from forwhom.web.accounts.models import Place

    Place.objects.create(kind="district", code="district", name="Valley Unified")


def main() -> None:
    """Set everything up, and go."""
    most, seconds, first, second = sys.argv[1:]
    district = Path(os.environ["FORWHOM_DISTRICT"])
    ready(district, Path(first).parent)
    names = [Path(first).name, Path(second).name]
    print(json.dumps(rounds(int(most), float(seconds), district, names)))


if __name__ == "__main__":
    main()
