"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Revisions(AppConfig):
    """What people write together, with every earlier wording."""

    name = "forwhom.web.revisions"
    label = "revisions"
