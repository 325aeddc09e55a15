"""What people write down about themselves and others; each form names its fields."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.functional import lazy

from forwhom.web.accounts.models import Invitation, Person, Place
from forwhom.web.accounts.queries import managed_places
from forwhom.web.accounts.refusals import RefusalError
from forwhom.web.accounts.roles import ROLES
from forwhom.web.phrases_of import say

said = lazy(say, str)
INPUT, SELECT = {"class": "usa-input"}, {"class": "usa-select"}


class WelcomeForm(forms.Form):
    """Who somebody is, and the password they choose."""

    email = forms.EmailField(
        label=said("account.email"), widget=forms.EmailInput({**INPUT, "autocomplete": "username"})
    )
    name = forms.CharField(
        label=said("account.name"), max_length=150,
        widget=forms.TextInput({**INPUT, "autocomplete": "name"}),
    )  # fmt: skip
    password = forms.CharField(
        label=said("account.password"), help_text=said("account.password_hint"), strip=False,
        widget=forms.PasswordInput({**INPUT, "autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=said("account.password_again"), strip=False,
        widget=forms.PasswordInput({**INPUT, "autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        """Asks only for what the invitation does not say."""
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        if invitation.email:
            del self.fields["email"]
        if invitation.person is not None:
            del self.fields["name"]

    def clean(self) -> dict[str, Any]:
        """The two passwords agree, and are good enough. The reasons stand beside the field."""
        found = super().clean() or {}
        password = found.get("password")
        if password and password != found.get("again"):
            self.add_error("again", said("account.not_the_same"))
        if password:
            email = self.invitation.email or found.get("email", "")
            try:
                validate_password(password, Person(email=email, name=found.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return found

    def refuse(self, refused: RefusalError) -> None:
        """Say why the change was refused."""
        self.add_error(None, say(refused.phrase))


class MeForm(forms.Form):
    """What one may change about oneself."""

    name = forms.CharField(
        label=said("account.name"), max_length=150, widget=forms.TextInput(INPUT)
    )
    language = forms.ChoiceField(
        label=said("account.language"), choices=settings.LANGUAGES, widget=forms.Select(SELECT)
    )


def _roles() -> list[tuple[str, str]]:
    return [(name, say(f"role.{name}")) for name in ROLES]


class PostForm(forms.Form):
    """A role at a place."""

    role = forms.ChoiceField(label=said("people.role"), choices=_roles, widget=forms.Select(SELECT))
    place = forms.ModelChoiceField(
        label=said("people.place"), help_text=said("people.place_hint"),
        widget=forms.Select(SELECT), queryset=Place.objects.none(), to_field_name="code",
        empty_label=said("people.choose"),
    )  # fmt: skip

    field_order = ("email", "role", "place")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offers only the places whose people one looks after."""
        super().__init__(*args, **kwargs)
        keys = [place.pk for place in managed_places()]
        places = Place.objects.filter(pk__in=keys, open=True).order_by("kind", "name")
        self.fields["place"].queryset = places  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A role of the district is held at the district, a role of a school at a school."""
        found = super().clean() or {}
        place, role = found.get("place"), found.get("role")
        if place and role and ROLES[role].at != place.kind:
            self.add_error("place", say(f"people.held_at_{ROLES[role].at}"))
        return found


class InviteForm(PostForm):
    """Whom to invite, into which role, where."""

    email = forms.EmailField(label=said("account.email"), widget=forms.EmailInput(INPUT))


class FindForm(forms.Form):
    """Whom to look for: by name or e-mail, at a place, in a role."""

    search = forms.CharField(label=said("people.search"), max_length=200, required=False)
    place = forms.ChoiceField(label=said("people.place"), required=False)
    role = forms.ChoiceField(label=said("people.role"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offers the places whose people one looks after."""
        super().__init__(*args, **kwargs)
        everything = [("", say("people.all"))]
        places = [(place.code, place.name) for place in managed_places()]
        self.fields["place"].choices = everything + places  # type: ignore[attr-defined]
        self.fields["role"].choices = everything + _roles()  # type: ignore[attr-defined]
