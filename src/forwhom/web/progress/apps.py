"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Progress(AppConfig):
    """Whether it moves: charts over time, what helped, and what was learned."""

    name = "forwhom.web.progress"
    label = "progress"

    def ready(self) -> None:
        """Add the rooms and the condition."""
        from forwhom.web.progress import conditions, rooms  # noqa: F401
