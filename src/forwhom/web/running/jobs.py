"""The one process for work in the background: imports and audits, one after the other."""

from __future__ import annotations

import os
import sys
from typing import Any

from forwhom.lock import BusyError, locked
from forwhom.web.place_on_disk import Served
from forwhom.web.running.parent import end_with_parent

LOCK = "jobs.lock"
PATIENCE = 5  # seconds: whoever looks whether we live holds the lock for a moment
EVERY = 1  # seconds between two looks for work
STOPPED = "forwhom.web.running.jobs.Stopped"


def main() -> None:
    """`python -m forwhom.web.running.jobs`: do what waits, until told to end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forwhom.web.settings")
    end_with_parent()
    import django

    django.setup()
    from django.core.management import call_command

    try:
        with locked(Served.here().folder / LOCK, wait=PATIENCE):
            only_places_are_kept()
            tell_what_was_cut_off()
            call_command("db_worker", queue_name="*", interval=EVERY, verbosity=1)
    except BusyError:
        print("Another process does this district's work in the background.", file=sys.stderr)  # noqa: T201
        raise SystemExit(1) from None


def is_alive(served: Served) -> bool:
    """Whether the process for background work is running on this machine."""
    path = served.folder / LOCK
    if not path.exists():
        return False
    try:
        with locked(path):
            return False
    except BusyError:
        return True


def only_places_are_kept() -> None:
    """Keep of a failed job's trace its files and lines: what an error says may be a student's."""
    from django.db.models.signals import pre_save
    from django_tasks_db.models import DBTaskResult

    pre_save.connect(_tidy, sender=DBTaskResult, dispatch_uid="only_places")


def _tidy(instance: Any, **_: Any) -> None:
    from forwhom.web.log_lines import only_places

    instance.traceback = only_places(instance.traceback)


def tell_what_was_cut_off() -> int:
    """Mark as failed the jobs that were running when their process ended. Returns how many."""
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    cut_off = DBTaskResult.objects.running()
    return int(
        cut_off.update(
            status="FAILED", finished_at=timezone.now(), exception_class_path=STOPPED, traceback=""
        )
    )


if __name__ == "__main__":
    main()
