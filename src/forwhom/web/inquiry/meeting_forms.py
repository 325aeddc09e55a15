"""Forms about drivers and meetings."""

from __future__ import annotations

from typing import Any

from django import forms

from forwhom.web.accounts.models import Place
from forwhom.web.commitments.forms import PromiseForm, day
from forwhom.web.commitments.models.commitment import TEAM
from forwhom.web.findings.about_systems import blames
from forwhom.web.inquiry.forms import told
from forwhom.web.inquiry.models import Member
from forwhom.web.inquiry.models.inquiry import LETTERS
from forwhom.web.inquiry.models.meeting import MINUTES, NOTES
from forwhom.web.inquiry.protocols import protocols
from forwhom.web.revisions.forms import KeptForm
from forwhom.web.ui.phrases_of import language, say


class _AboutSystems(forms.Form):
    """A text that must not end at people: it is asked back."""

    text = forms.CharField(max_length=LETTERS)

    def clean_text(self) -> str:
        """What moves an aim is a practice, a rule or a resource."""
        text = str(self.cleaned_data["text"]).strip()
        if blames(text):
            raise forms.ValidationError(say("assume.blames"))
        return text


class DriverForm(KeptForm, _AboutSystems):
    """Changing a box of the diagram."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        told(self, "text", say("driver.text"))


class AddDriverForm(_AboutSystems):
    """Adding one; its kind is that of the button."""

    kind = forms.ChoiceField()

    def __init__(self, *args: Any, kinds: tuple[str, ...], **kwargs: Any) -> None:
        """`kinds` may stand here."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, kind) for kind in kinds]  # type: ignore[attr-defined]
        told(self, "text", say("driver.new"), say("driver.new_hint"))


class MeetingForm(KeptForm):
    """When a meeting is, what for, and how people talk there."""

    purpose = forms.CharField(max_length=LETTERS)
    day = forms.DateField(widget=day())
    starts = forms.TimeField(
        required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    protocol = forms.ChoiceField(required=False)
    guests = forms.CharField(max_length=LETTERS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language; who else was there is told once it is called."""
        super().__init__(*args, **kwargs)
        spoken = language()
        ways = [
            (way.name, say("meeting.protocol_line", title=way.title[spoken], minutes=way.minutes))
            for way in protocols().values()
        ]
        choices = [("", say("meeting.no_protocol")), *ways]
        held = self.one.protocol if self.one else ""  # type: ignore[attr-defined]
        if held and held not in protocols():
            choices.append((held, held))
        self.fields["protocol"].choices = choices  # type: ignore[attr-defined]
        told(self, "purpose", say("meeting.purpose"), say("meeting.purpose_hint"))
        told(self, "day", say("meeting.day"))
        told(self, "starts", say("meeting.starts"))
        told(self, "protocol", say("meeting.protocol"), say("meeting.protocol_hint"))
        told(self, "guests", say("meeting.guests"), say("meeting.guests_hint"))
        if self.one is None:
            del self.fields["guests"]

    def clean(self) -> dict[str, Any]:
        """No time is none."""
        self.cleaned_data["starts"] = self.cleaned_data.get("starts") or None
        return self.cleaned_data


class AddItemForm(forms.Form):
    """A new point of the agenda."""

    text = forms.CharField(max_length=LETTERS)
    minutes = forms.IntegerField(min_value=1, max_value=MINUTES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        told(self, "text", say("meeting.item"))
        told(self, "minutes", say("meeting.minutes"))


class ItemForm(KeptForm):
    """A point of the agenda with its minutes."""

    text = forms.CharField(max_length=LETTERS)
    minutes = forms.IntegerField(min_value=1, max_value=MINUTES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        told(self, "text", say("meeting.item"))
        told(self, "minutes", say("meeting.minutes"))


class NotesForm(KeptForm):
    """The notes about a point of the agenda."""

    notes = forms.CharField(
        max_length=NOTES, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        told(self, "notes", say("meeting.notes"))


class AgreeForm(KeptForm):
    """What was decided."""

    text = forms.CharField(max_length=LETTERS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        told(self, "text", say("meeting.agreement"), say("meeting.agreement_hint"))


class PresentForm(forms.Form):
    """Who of the team was there."""

    members = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, team: list[Member], here: set[int], **kwargs: Any) -> None:
        """`here` are those who are ticked already."""
        kwargs["initial"] = {"members": [str(key) for key in here]}
        super().__init__(*args, **kwargs)
        lines = [(str(m.pk), f"{m.person}, {m.department}") for m in team]
        self.fields["members"].choices = lines  # type: ignore[attr-defined]
        told(self, "members", say("meeting.present"))

    def keys(self) -> set[int]:
        """The members who were there."""
        return {int(key) for key in self.cleaned_data["members"]}


class PromisedForm(PromiseForm):
    """Who does what by when: one of the team, or an office; to the team, unless told otherwise."""

    field_order = ("what", "owed_by", "owed_by_words", "due", "to")

    def __init__(self, *args: Any, team: list[Member], place: Place, **kwargs: Any) -> None:
        """`team` may promise; a department that is not written is that of the person."""
        people = [each.person for each in team]
        super().__init__(*args, people=people, places=[place], me=None, **kwargs)
        self.fields["place"].widget = forms.HiddenInput()
        self.initial = {**self.initial, "place": place.pk, "to": TEAM}
        self.fields["owed_by_words"].required = False
        self.fields["what"].widget = forms.TextInput()
        told(self, "owed_by", say("meeting.who"))
        self.departments = {str(m.person_id): m.department for m in team}

    def clean(self) -> dict[str, Any]:
        """Somebody, or some office, owes it."""
        given = super().clean() or self.cleaned_data
        words = given.get("owed_by_words") or self.departments.get(given.get("owed_by", ""), "")
        if not words:
            self.add_error("owed_by_words", say("meeting.who_or_office"))
        given["owed_by_words"] = words
        return given
