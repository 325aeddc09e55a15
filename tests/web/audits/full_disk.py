"""A district on a disk that fills up: run apart from pytest, in a mount of its own.

`unshare --mount python -m tests.web.audits.full_disk FOLDER EXPORT_A EXPORT_B`, with
FORWHOM_DISTRICT within FOLDER. Prints one line of JSON: how each try ended.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from forwhom.errors import WebError
from tests.web.audits.crashing import apart, asked_for, fingerprint, one, ready

SIZE = 48 * 2**20
LEFT = (0, *range(4_096, 300_000, 32_768), 500_000, 1_000_000, 4_000_000)


def fill(ballast: Path, left: int) -> None:
    """Leave so many bytes on the disk, and no more."""
    from django.db import connections

    connections.close_all()  # a journal that is put away makes room
    free = os.statvfs(ballast.parent)
    room = free.f_bavail * free.f_frsize - left
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(room, 1))


def tries(district: Path, names: list[str]) -> dict[str, Any]:
    """Bring in the other export with ever more room; AssertionError where anything is torn."""
    from forwhom.web.accounts.viewer import everywhere
    from forwhom.web.audits.models import Job
    from forwhom.web.audits.settling import settle
    from forwhom.web.history.queries import chain

    ended: Counter[str] = Counter()
    ballast = district.parent / "ballast"
    with everywhere(because="a test"):
        one(asked_for(names[0]))
        before = fingerprint(district)
        for left in LEFT:
            job = asked_for(names[1])
            fill(ballast, left)
            apart(job)
            ballast.unlink()
            settle(job.pk)  # as whoever opens the page next
            job = Job.objects.get(pk=job.pk)
            state = job.state
            assert state in {"done", "died"} or speaks_of_room(job.problem), job.problem
            if state == "done":
                assert fingerprint(district) != before
                one(asked_for(names[0]))
            assert fingerprint(district) == before, f"with {left} bytes left: torn"
            ended[state] += 1
        assert chain().broken_at is None
    return dict(ended)


def speaks_of_room(problem: dict[str, str]) -> bool:
    """Whether whoever asked for the import learns what to look after."""
    return problem.get("phrase") == "disk_full" or "room" in problem.get("remedy", "")


def refused(wrong: Callable[[], Any]) -> str:
    """What it says as it is refused."""
    try:
        wrong()
    except WebError as error:
        return error.what
    raise AssertionError("It fitted.")


def backups(district: Path, keep: Path) -> dict[str, Any]:
    """A backup that does not fit leaves nothing half; nor does bringing one back."""
    from forwhom.web.place_on_disk import Served
    from forwhom.web.running.saved.backup import backup
    from forwhom.web.running.saved.restore import restore

    served, out, ballast = Served(district), district.parent / "one", district.parent / "ballast"
    backup(served, out=keep)
    for wrong in (lambda: backup(served, out=out), lambda: restore(keep, into=out)):
        fill(ballast, 50_000)
        assert "no space" in refused(wrong) or "disk is full" in refused(wrong)
        ballast.unlink()
        left = {path.name for path in district.parent.iterdir()}
        assert left == {district.name}, left
    restore(keep, into=out)
    return {"brought_back": fingerprint(out) == fingerprint(district)}


def main() -> None:
    """Mount a small disk, set everything up on it, and go."""
    folder, first, second = map(Path, sys.argv[1:])
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "forwhom-test", str(folder)], check=True
    )
    district = Path(os.environ["FORWHOM_DISTRICT"])
    ready(district, first.parent)
    told = tries(district, [first.name, second.name])
    print(json.dumps({**told, **backups(district, first.parent / "kept.backup")}))


if __name__ == "__main__":
    main()
