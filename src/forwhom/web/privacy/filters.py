"""What the privacy officer may ask the history, as a form."""

from __future__ import annotations

from typing import Any

from django import forms

from forwhom.web.accounts.models.place import DISTRICT
from forwhom.web.accounts.roles import ROLES, May
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.history.models import Act
from forwhom.web.history.search import Asked
from forwhom.web.phrases_of import say


class Filters(forms.Form):
    """Place, person, act and days. A place out of scope is no choice."""

    place = forms.ChoiceField(required=False)
    who = forms.CharField(required=False, max_length=100)
    act = forms.ChoiceField(required=False)
    subject = forms.CharField(required=False, max_length=200)
    since = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, data: Any, viewer: Viewer) -> None:
        super().__init__(data)
        places = sorted(viewer.places(May.READ_HISTORY).values(), key=lambda one: one.name)
        self.within = tuple(place.code for place in places)
        self.wider = (*(place.code for place in places if place.kind == DISTRICT), "")
        self.names = {place.code: place.name for place in places}
        acts = [(act.value, say(f"history.acts.{act.value}")) for act in Act]
        anything = ("", say("history.all"))
        self._choose("place", [anything, *self.names.items()])
        self._choose("act", [anything, *acts])
        for name, field in self.fields.items():
            field.label = say(f"history.field.{name}")

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def asked(self) -> Asked:
        """What is looked for; a field that was not understood asks for nothing."""
        self.is_valid()
        return Asked(
            within=self.within,
            ends=tuple(ROLES),
            **{k: v for k, v in self.cleaned_data.items() if v},
        )
