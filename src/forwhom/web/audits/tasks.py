"""The work that waits in line, done one job after the other by a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time

from django.conf import settings
from django_tasks import task

from forwhom.web.accounts.viewer import everywhere
from forwhom.web.audits.alive import folder_of
from forwhom.web.audits.jobs import do
from forwhom.web.audits.models import Job, State
from forwhom.web.audits.settling import settle
from forwhom.web.place_on_disk import PRIVATE_FOLDER, Served

LOOK = 0.5  # seconds between two looks at a job that runs
GRACE = 5.0  # seconds between asking a process to end and ending it


@task()
def work(job: int) -> None:
    """Do a job. Its memory goes back to the system with its process; a crash ends only itself."""
    if settings.WORK_APART:
        _apart(job)
    else:
        do(job)


def _apart(job: int) -> None:
    """In a process of its own, which is ended where somebody stops the job or it takes too long."""
    command = [sys.executable, "-m", "forwhom.web", "do_job", str(job)]
    until = time.monotonic() + Served.here().settings.most_hours * 3600
    room = folder_of(job) / "room"  # what it unpacks and spills stays on the district's disk
    room.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    environment = {**os.environ, "TMPDIR": str(room)}
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, env=environment)
    late = False
    try:
        while child.poll() is None and not late and not _wants_stop(job):
            time.sleep(LOOK)
            late = time.monotonic() > until
    finally:
        _end(child)
        shutil.rmtree(room, ignore_errors=True)
    settle(job, problem="too_long" if late else "died")


def _wants_stop(job: int) -> bool:
    with everywhere(because="the worker looks whether to stop"):
        return Job.objects.filter(pk=job, wants_stop=True, state=State.RUNNING).exists()


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(GRACE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
