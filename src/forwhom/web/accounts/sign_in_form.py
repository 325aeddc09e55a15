"""The form by which people sign in, in the words of the other pages."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm

from forwhom.web.phrases_of import say


class SignInForm(LoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The library's form, with our words."""
        super().__init__(*args, **kwargs)
        for name, phrase in (("login", "account.email"), ("password", "account.password")):
            self.fields[name].label = say(phrase)
