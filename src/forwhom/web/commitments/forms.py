"""Forms about promises."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from forwhom.web.accounts.models import Person, Place
from forwhom.web.commitments.models.commitment import LETTERS, TO
from forwhom.web.commitments.models.letter import OFTEN
from forwhom.web.revisions.forms import KeptForm
from forwhom.web.ui.phrases_of import say

OFFICE = "office"  # whoever owes it has no account here


def day() -> forms.DateInput:
    """A day, by the browser's own calendar."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _to() -> list[tuple[str, str]]:
    told = [
        say("commitment.to.students"), say("commitment.to.families"),
        say("commitment.to.committee"), say("commitment.to.board"), say("commitment.to.staff"),
        say("commitment.to.team"),
    ]  # fmt: skip
    return list(zip(TO, told, strict=True))


class PromiseForm(forms.Form):
    """A promise: who owes what to whom by when."""

    what = forms.CharField(max_length=LETTERS, widget=forms.Textarea(attrs={"rows": 3}))
    to = forms.ChoiceField()
    due = forms.DateField(widget=day())
    owed_by = forms.ChoiceField()
    owed_by_words = forms.CharField(max_length=80)
    place = forms.ChoiceField()

    def __init__(
        self,
        *args: Any,
        people: list[Person],
        places: list[Place],
        me: Person | None,
        **kwargs: Any,
    ) -> None:
        """`people` may owe it; `places` are where this person takes part."""
        super().__init__(*args, **kwargs)
        others = [(str(p.pk), str(p)) for p in people if me is None or p.pk != me.pk]
        mine = [(str(me.pk), say("commitment.i_do"))] if me else []
        choices = [*mine, *others, (OFFICE, say("commitment.an_office"))]
        _choices(self, "owed_by", choices)
        self.fields["owed_by"].initial = choices[0][0]
        _choices(self, "to", _to())
        _choices(self, "place", [(str(p.pk), p.name) for p in places])
        told(self, "what", say("commitment.what"), say("commitment.what_hint"))
        told(self, "to", say("commitment.to"), say("commitment.to_hint"))
        told(self, "due", say("commitment.due"))
        told(self, "owed_by", say("commitment.owed_by"))
        told(self, "owed_by_words", say("commitment.office"), say("commitment.office_hint"))
        told(self, "place", say("commitment.place"))
        self.people = {str(person.pk): person for person in [*people, *([me] if me else [])]}
        self.places = {str(place.pk): place for place in places}


class AnswerForm(KeptForm):
    """What was done."""

    answer = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    answered_on = forms.DateField(widget=day())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Today, unless it is told otherwise."""
        super().__init__(*args, **kwargs)
        self.initial["answered_on"] = self.initial.get("answered_on") or timezone.localdate()
        told(self, "answer", say("commitment.answer"), say("commitment.answer_hint"))
        told(self, "answered_on", say("commitment.answered_on"))

    def clean_answered_on(self) -> Any:
        """A day that has come."""
        found = self.cleaned_data["answered_on"]
        if found > timezone.localdate():
            raise forms.ValidationError(say("commitment.not_yet_that_day"))
        return found


class PutOffForm(forms.Form):
    """A new day, and why."""

    to = forms.DateField(widget=day())
    why = forms.CharField(max_length=LETTERS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        told(self, "to", say("commitment.new_day"))
        told(self, "why", say("commitment.why"))

    def clean_to(self) -> Any:
        """A day to come."""
        found = self.cleaned_data["to"]
        if found < timezone.localdate():
            raise forms.ValidationError(say("commitment.day_has_passed"))
        return found


class LetGoForm(forms.Form):
    """Why it will not be done."""

    why = forms.CharField(max_length=LETTERS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        told(self, "why", say("commitment.why"))


class LettersForm(forms.Form):
    """How often a letter shall come."""

    often = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        ways = [say("letters.none"), say("letters.weekly"), say("letters.daily")]
        _choices(self, "often", list(zip(OFTEN, ways, strict=True)))
        told(self, "often", say("letters.often"), say("letters.what"))


def told(form: forms.Form, name: str, label: str, hint: str = "") -> None:
    """Give a field its words."""
    form.fields[name].label, form.fields[name].help_text = label, hint


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
