"""`python -m forwhom.web send_letters https://forwhom.district.example`: for a daily job."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from forwhom.web.commitments.letters import send_due


class Command(BaseCommand):
    """Send the letters about what is due, each once for its week or day."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the web application is."""
        parser.add_argument("address", help="where people open it, with https://")

    def handle(self, *_: Any, **options: Any) -> None:
        """Send them. Raises CommandError where no mail server is set up."""
        if not settings.MAIL:
            raise CommandError("web.toml names no mail server under [mail]. Nothing was sent.")
        self.stdout.write(f"Letters sent: {send_due(options['address'])}.")
