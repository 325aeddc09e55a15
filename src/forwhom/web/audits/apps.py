"""Tells Django of this part of the web application."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class Audits(AppConfig):
    """Records and audits: bring in, check, run, keep side by side."""

    name = "forwhom.web.audits"
    label = "audits"

    def ready(self) -> None:
        """From now on no connection to SQLite opens another file."""
        from forwhom.web.audits.guard import close_the_doors

        connection_created.connect(close_the_doors, dispatch_uid="close_the_doors")
