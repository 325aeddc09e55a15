"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Findings(AppConfig):
    """What an audit found: what, for whom, and why."""

    name = "forwhom.web.findings"
    label = "findings"

    def ready(self) -> None:
        """Listen to audits being made."""
        from forwhom.web.findings import drawn_ahead  # noqa: F401 - importing it is listening
