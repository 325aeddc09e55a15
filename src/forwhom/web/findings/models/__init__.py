"""Guesses, openings, what is followed, what is assumed and what was asked: never a number."""

from forwhom.web.findings.models.asked import Asked
from forwhom.web.findings.models.assumption import Assumption
from forwhom.web.findings.models.follow import Follow
from forwhom.web.findings.models.guess import Guess, Opened

__all__ = ["Asked", "Assumption", "Follow", "Guess", "Opened"]
