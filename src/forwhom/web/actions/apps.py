"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Actions(AppConfig):
    """What adults will do, what they did, and where first."""

    name = "forwhom.web.actions"
    label = "actions"

    def ready(self) -> None:
        """Add the room and the conditions, and tell how an action is named."""
        from forwhom.web.actions import conditions, rooms  # noqa: F401
        from forwhom.web.actions.queries import known
        from forwhom.web.ui.subjects import kind_of_subject

        kind_of_subject("action", known)
