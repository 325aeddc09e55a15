"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Decisions(AppConfig):
    """What was decided, who was heard, what was expected, and what came."""

    name = "forwhom.web.decisions"
    label = "decisions"

    def ready(self) -> None:
        """Add the room, and tell how a decision is named."""
        from forwhom.web.decisions import rooms  # noqa: F401
        from forwhom.web.decisions.queries import known
        from forwhom.web.ui.subjects import kind_of_subject

        kind_of_subject("decision", known)
