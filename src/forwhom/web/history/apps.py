"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class History(AppConfig):
    """Who read, changed, exported or released what, and when: only ever added to."""

    name = "forwhom.web.history"
    label = "history"
