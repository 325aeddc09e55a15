"""`python -m forwhom.web roster staff.csv`: the roster of staff, for a nightly job."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from forwhom.web.accounts.changes import apply_roster
from forwhom.web.accounts.models import Place
from forwhom.web.accounts.models.place import DISTRICT
from forwhom.web.accounts.refusals import RefusalError
from forwhom.web.accounts.roster.plan import Plan, plan, schools_of
from forwhom.web.accounts.roster.read import read
from forwhom.web.history.changes import Who
from forwhom.web.phrases_of import say

NIGHT = Who(name="the roster command")
SHOWN = 20


class Command(BaseCommand):
    """Apply a roster as a whole, or say why not and change nothing."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, whether to look only, and whether many may leave."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--look", action="store_true", help="say what would change; change nothing"
        )
        parser.add_argument(
            "--accept-leavers", action="store_true", help="many leave, and it is right"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Read, compare, apply. Raises CommandError, with nothing changed."""
        district = Place.objects.filter(kind=DISTRICT).order_by("pk").first()
        if district is None:
            raise CommandError("There are no schools yet. Import the district's records first.")
        try:
            data = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"The roster could not be read: {error.strerror}.") from error
        planned = plan(read(data, schools_of(district)), district)
        self.stdout.write(_told(planned))
        if options["look"]:
            return
        try:
            apply_roster(by=NIGHT, plan=planned, accept_leavers=options["accept_leavers"])
        except RefusalError as refused:
            raise CommandError(f"{say(refused.phrase)}\n{_why(planned)}".strip()) from refused


def _told(planned: Plan) -> str:
    return (
        f"New: {len(planned.new)}  Changed: {len(planned.changed)}  "
        f"Roles given: {len(planned.given)}  Roles ended: {len(planned.ended)}  "
        f"Left: {len(planned.leavers)}  Refused: {len(planned.refused)}"
    )


def _why(planned: Plan) -> str:
    """The first refused rows: row, column, reason, remedy; never a cell."""
    return "\n".join(
        f"row {one.row} {one.column}: {say(f'roster.why.{one.reason}')} "
        f"{say(f'roster.why.{one.reason}_do')}{f' Did you mean `{one.near}`?' if one.near else ''}"
        for one in planned.refused[:SHOWN]
    )
