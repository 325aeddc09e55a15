"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Reflection(AppConfig):
    """What somebody learned, for themselves; and how safe a team feels."""

    name = "forwhom.web.reflection"
    label = "reflection"
