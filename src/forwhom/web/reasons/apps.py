"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Reasons(AppConfig):
    """Why: causes and what speaks for them, rival explanations, assumptions, predictions."""

    name = "forwhom.web.reasons"
    label = "reasons"

    def ready(self) -> None:
        """Tell what a team must have of this before it leaves a stage, and where it works at it."""
        from forwhom.web.reasons import conditions, rooms  # noqa: F401
        from forwhom.web.reasons.queries import known
        from forwhom.web.ui.subjects import kind_of_subject

        kind_of_subject("cause", known)
