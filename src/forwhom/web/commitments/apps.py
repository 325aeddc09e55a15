"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Commitments(AppConfig):
    """What somebody owes somebody by a day, and what became of it."""

    name = "forwhom.web.commitments"
    label = "commitments"
