"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Home(AppConfig):
    """The first page, for each role its own."""

    name = "forwhom.web.home"
    label = "home"
