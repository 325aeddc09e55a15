"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Actions(AppConfig):
    """What adults will do, what they did, and where first."""

    name = "forwhom.web.actions"
    label = "actions"

    def ready(self) -> None:
        """Tell what a team must have of this before it leaves a stage."""
        from forwhom.web.actions import conditions  # noqa: F401
