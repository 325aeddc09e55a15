"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Manual(AppConfig):
    """The manual inside the product: by role, with a glossary and how to read each chart."""

    name = "forwhom.web.manual"
    label = "manual"
