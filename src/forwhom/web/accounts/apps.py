"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """People, their roles and the places they may see."""

    name = "forwhom.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to who comes and goes."""
        from forwhom.web.accounts import signals  # noqa: F401 - importing it is listening
