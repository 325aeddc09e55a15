"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Heard(AppConfig):
    """What people said when they were asked, or that nobody asked yet."""

    name = "forwhom.web.heard"
    label = "heard"

    def ready(self) -> None:
        """A finding shows what was heard, and can be spoken of."""
        from forwhom.web.findings.beside import shows_voices
        from forwhom.web.findings.queries import known
        from forwhom.web.heard.queries import voices
        from forwhom.web.ui.subjects import kind_of_subject

        shows_voices(voices)
        kind_of_subject("finding", known)
