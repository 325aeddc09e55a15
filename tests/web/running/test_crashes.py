"""Power off at any moment: nothing torn, nothing lost that was acknowledged, the chain whole."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from tests.web.running.conftest import serving

pytestmark = pytest.mark.long
ROUNDS, MANY = 200, 100_000
ASK = """
import json, os, sys, django
django.setup()
from forwhom.web.accounts.models import Person, Place, Post
from forwhom.web.history.models import Entry
from forwhom.web.history.queries import chain
if sys.argv[1] == "begin" and not Place.objects.exists():
    Place.objects.get_or_create(kind="district", code="district", name="Valley")
people = set(Person.objects.values_list("pk", flat=True))
posts = set(Post.objects.values_list("person", flat=True))
rows = Entry.objects.filter(what="test").values_list("subject", flat=True)
told = sorted(int(subject.split()[1]) for subject in rows)
found = {"people": sorted(people), "posts": sorted(posts), "rows": told}
print(json.dumps({**found, "broken": chain().broken_at}))
"""


def ask(environment: dict[str, str], what: str = "look") -> dict[str, Any]:
    import json

    command = [sys.executable, "-c", ASK, what]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def begin(district: Path, database: str) -> dict[str, str]:
    district.mkdir()
    environment = serving(district, database)
    made = [sys.executable, "-m", "forwhom.web", "migrate", "-v0"]
    subprocess.run(made, env=environment, check=True)
    ask(environment, "begin")
    return environment


def writer(environment: dict[str, str], name: str, *how_many: int, **told: Any) -> Any:
    command = [sys.executable, "-m", "tests.web.running.writes", name, *map(str, how_many)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, **told)


def test_two_hundred_kills_tear_and_lose_nothing(tmp_path: Path, database: str) -> None:
    environment = begin(tmp_path / "district", database)
    process = writer(environment, "w", MANY, ROUNDS)
    said, _ = process.communicate()
    assert process.returncode == 0
    acknowledged = {int(line) for line in said.split()}
    assert len(acknowledged) >= ROUNDS
    found = ask(environment)
    assert found["people"] == found["posts"] == found["rows"]  # no write is there in part
    assert acknowledged <= set(found["people"])
    assert found["broken"] is None


def test_eight_writers_at_once_lose_nothing(tmp_path: Path, database: str) -> None:
    environment = begin(tmp_path / "district", database)
    processes = [
        writer(environment, f"w{number}", 25, stderr=subprocess.PIPE) for number in range(8)
    ]
    ended = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0] * 8, ended
    found = ask(environment)
    assert len(found["people"]) == len(found["rows"]) == 8 * 25
    assert found["broken"] is None


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    """The system refuses to let the database's files grow, as on a full disk."""
    import resource

    environment = begin(tmp_path / "district", "")
    most = (tmp_path / "district" / "web" / "web.sqlite3").stat().st_size + 400_000

    def limited() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    process = writer(environment, "full", MANY, stderr=subprocess.PIPE, preexec_fn=limited)
    said, error = process.communicate(timeout=120)
    assert process.returncode != 0
    assert b"disk" in error.lower()
    acknowledged = [int(line) for line in said.split()]
    found = ask(environment)
    assert acknowledged
    assert set(acknowledged) <= set(found["people"])
    assert found["people"] == found["posts"] == found["rows"]
    assert found["broken"] is None
    again = writer(environment, "after", 2)
    assert len(again.communicate()[0].split()) == 2


def test_writers_and_readers_of_a_running_web(running: Any, database: str) -> None:
    """8 writers and 50 readers: no error of a lock, no update lost. Times are told, not judged."""
    served = running(database=database)
    environment = served.environment
    ask(environment, "begin")
    times, wrong = [], []
    over = threading.Event()

    def read() -> None:
        import urllib.request

        while not over.is_set():
            start = time.perf_counter()
            try:
                with urllib.request.urlopen(served.address + "/account/sign-in/") as answer:
                    answer.read()
            except OSError as error:
                wrong.append(repr(error))
            times.append(time.perf_counter() - start)

    readers = [threading.Thread(target=read) for _ in range(50)]
    for reader in readers:
        reader.start()
    processes = [writer(environment, f"w{n}", 25, stderr=subprocess.PIPE) for n in range(8)]
    ended = [process.communicate() for process in processes]
    over.set()
    for reader in readers:
        reader.join()
    assert [process.returncode for process in processes] == [0] * 8, ended
    found = ask(environment)
    assert len(found["rows"]) == 8 * 25
    assert found["broken"] is None
    assert wrong == []
    assert "locked" not in served.said()
    times.sort()
    told = {
        "reads": len(times),
        "p50": times[len(times) // 2],
        "p99": times[len(times) * 99 // 100],
    }
    print(database or "sqlite", told, os.cpu_count())
