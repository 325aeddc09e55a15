"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Heard(AppConfig):
    """What people said when they were asked, or that nobody asked yet."""

    name = "forwhom.web.heard"
    label = "heard"
