"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Commitments(AppConfig):
    """What somebody owes somebody by a day, and what became of it."""

    name = "forwhom.web.commitments"
    label = "commitments"

    def ready(self) -> None:
        """Tell how a promise is named where others speak of it."""
        from forwhom.web.commitments.queries import known
        from forwhom.web.ui.subjects import kind_of_subject

        kind_of_subject("commitment", known)
