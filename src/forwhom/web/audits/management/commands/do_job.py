"""`python -m forwhom.web do_job 12`: the process in which the worker lets one job be done."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from forwhom.web.audits.jobs import do


class Command(BaseCommand):
    """Do one job that waits."""

    help = "Do one job that waits. The worker calls it; nobody else needs to."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The number of the job."""
        parser.add_argument("job", type=int)

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it."""
        do(options["job"])
