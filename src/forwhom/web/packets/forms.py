"""What people choose for a packet: each form with its own fields and no others."""

from __future__ import annotations

from typing import Any

from django import forms

from forwhom.web.ui.phrases_of import say

Choices = list[tuple[str, str]]
MOST = 20  # findings or measures in one packet: a board reads no more
LETTERS = 600


class InsideForm(forms.Form):
    """Findings of an audit, with a title and a note of one's own."""

    findings = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    title = forms.CharField(required=False, max_length=120)
    prepared_for = forms.CharField(required=False, max_length=120)
    note = forms.CharField(
        required=False, max_length=LETTERS, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        """`choices`: the findings in scope, id and sentence, most important first."""
        super().__init__(*args, **kwargs)
        _told(self, "findings", choices)
        _told(self, "title")
        _told(self, "prepared_for")
        _told(self, "note")

    def clean_findings(self) -> list[str]:
        """In the order of the page, whatever the order in which they were sent."""
        return _in_order(self, "findings")


class ReleasedForm(forms.Form):
    """Measures of a release, for one kind of groups, at one place."""

    measures = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    groups = forms.ChoiceField()
    place = forms.ChoiceField()

    def __init__(
        self, *args: Any, measures: Choices, groups: Choices, places: Choices, **kwargs: Any
    ) -> None:
        """What the release declares, each with its words."""
        super().__init__(*args, **kwargs)
        _told(self, "measures", measures)
        _told(self, "groups", groups)
        _told(self, "place", places)

    def clean_measures(self) -> list[str]:
        """In the release's order."""
        return _in_order(self, "measures")


def _told(form: forms.Form, name: str, choices: Choices | None = None) -> None:
    field = form.fields[name]
    field.label = say(f"packets.{name}")
    if choices is not None:
        field.choices = choices  # type: ignore[attr-defined]


def _in_order(form: forms.Form, name: str) -> list[str]:
    sent = set(form.cleaned_data[name])
    if len(sent) > MOST:
        raise forms.ValidationError(say("packets.too_many", most=MOST))
    return [key for key, _ in form.fields[name].choices if key in sent]  # type: ignore[attr-defined]
