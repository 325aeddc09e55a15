"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Decisions(AppConfig):
    """What was decided, who was heard, what was expected, and what came."""

    name = "forwhom.web.decisions"
    label = "decisions"
