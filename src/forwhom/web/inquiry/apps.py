"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Inquiries(AppConfig):
    """From a question to what was learned: a team, its stages, its aim and its meetings."""

    name = "forwhom.web.inquiry"
    label = "inquiry"

    def ready(self) -> None:
        """Tell what a team must have of this before it leaves a stage."""
        from forwhom.web.heard.subjects import KindHeard, heard_about
        from forwhom.web.inquiry import own_conditions, own_rooms  # noqa: F401
        from forwhom.web.inquiry.queries import is_of_team, known, of_my_teams
        from forwhom.web.ui.subjects import kind_of_subject

        kind_of_subject("inquiry", known, of_my_teams)
        heard_about(KindHeard("inquiry", "inquiry_heard", is_of_team))
