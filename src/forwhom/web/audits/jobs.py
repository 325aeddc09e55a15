"""Doing a job: its steps, its end and what came of it stand on its row as they happen."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

from forwhom.errors import ForwhomError
from forwhom.lock import BusyError, locked
from forwhom.web.accounts.viewer import everywhere
from forwhom.web.audits.alive import living
from forwhom.web.audits.faults import kept
from forwhom.web.audits.models import Job, State
from forwhom.web.audits.work import WORK
from forwhom.web.place_on_disk import Served

NEXT = ".work-lock"
MOST_STEPS = 500


class StoppedError(Exception):
    """Somebody asked that the job stop."""


def do(job: int) -> None:
    """Do a job that waits, and write down how it ended. Never raises for what is in the records."""
    try:
        with everywhere(because="a job works for nobody who looks"), living(job), _its_turn():
            found = Job.objects.filter(pk=job, state=State.WAITING).first()
            if found is not None:
                _do(found)
    except BusyError:
        return  # another process does it already


@contextmanager
def _its_turn() -> Iterator[None]:
    """One job at a time, however many workers there are."""
    hours = Served.here().settings.most_hours
    with locked(Served.here().folder / NEXT, wait=hours * 3600):
        yield


def _do(job: Job) -> None:
    if job.wants_stop:
        end(job, State.STOPPED)
        return
    job.state, job.started = State.RUNNING, timezone.now()
    job.save(update_fields=["state", "started"])
    try:
        told = WORK[job.kind](job, _saying(job))
    except StoppedError:
        end(job, State.STOPPED)
    except ForwhomError as error:
        end(job, State.FAILED, problem=parts(error))
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        end(job, State.FAILED, problem=_ours("disk_full" if full else "our_fault", error))
    except Exception as error:  # noqa: BLE001 - whatever it says may hold a value: only its name
        end(job, State.FAILED, problem=_ours("our_fault", error))
    else:
        end(job, State.DONE, told=told)


def end(
    job: Job,
    state: State,
    *,
    told: dict[str, Any] | None = None,
    problem: dict[str, Any] | None = None,
) -> None:
    """Write down how a job ended."""
    job.state, job.ended = state, timezone.now()
    job.told, job.problem = _without_nul(told or job.told), _without_nul(problem or {})
    job.save(update_fields=["state", "ended", "told", "problem"])


def _without_nul(told: Any) -> Any:
    """Names of files and columns come from outside; PostgreSQL keeps no text with a NUL in it."""
    if isinstance(told, dict):
        return {_without_nul(name): _without_nul(value) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return [_without_nul(value) for value in told]
    return told.replace("\x00", "") if isinstance(told, str) else told


def _saying(job: Job) -> Callable[[str], None]:
    """Each step goes to the row at once, and is where a job may stop."""

    def say(text: str) -> None:
        if Job.objects.filter(pk=job.pk, wants_stop=True).exists():
            raise StoppedError
        job.said = [
            *job.said,
            {"at": timezone.now().isoformat(), "says": _without_nul(text)[:200]},
        ][-MOST_STEPS:]
        job.save(update_fields=["said"])

    return say


def parts(error: ForwhomError) -> dict[str, Any]:
    """The four parts of an error, without the places of this server; `said` has them as phrases."""
    whole = {"what": error.what, "where": error.where, "did": error.did, "remedy": error.remedy}
    here = Served.here()
    roots = [*here.settings.drop, str(here.folder), str(here.district)]
    for root in sorted((os.path.realpath(root) for root in roots), key=len, reverse=True):
        whole = {name: text.replace(root + os.sep, "") for name, text in whole.items()}
    said = {name: kept(text) for name, text in whole.items()}
    return {**whole, "anchor": error.anchor, "said": said}


def _ours(phrase: str, error: Exception) -> dict[str, str]:
    return {"phrase": phrase, "name": type(error).__name__}
