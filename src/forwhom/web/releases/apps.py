"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Releases(AppConfig):
    """Releases: what anyone with a role may read, protected number by protected number."""

    name = "forwhom.web.releases"
    label = "releases"
