"""What a change about people refuses, and why."""

from __future__ import annotations


class RefusalError(Exception):
    """A change that is refused; `phrase` names the sentence that says why and what to do."""

    phrase = ""


class LastAdministratorError(RefusalError):
    """Nobody could invite people any more."""

    phrase = "people.refused.last_administrator"


class HasAccountError(RefusalError):
    """The e-mail belongs to somebody who signs in already: their page gives them posts."""

    phrase = "people.refused.has_account"


class LinkOverError(RefusalError):
    """The link was used, taken back, or is too old."""

    phrase = "welcome.link_over"
