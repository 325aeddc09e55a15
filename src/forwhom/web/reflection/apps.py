"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class ReflectionApp(AppConfig):
    """What somebody learned, for themselves; and how safe a team feels."""

    name = "forwhom.web.reflection"
    label = "reflection"

    def ready(self) -> None:
        """Add the room."""
        from forwhom.web.reflection import rooms  # noqa: F401
