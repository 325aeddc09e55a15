"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Privacy(AppConfig):
    """The privacy officer's room: who saw which numbers."""

    name = "forwhom.web.privacy"
    label = "privacy"
