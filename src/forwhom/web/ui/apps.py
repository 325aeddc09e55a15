"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Ui(AppConfig):
    """The look that all pages share, and the words they say."""

    name = "forwhom.web.ui"
    label = "ui"
