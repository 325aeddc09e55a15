"""What people write of what they heard: a category, never a name."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from forwhom.web.heard.models import LETTERS, WHO
from forwhom.web.heard.nobody_named import traces
from forwhom.web.revisions.forms import KeptForm
from forwhom.web.ui.phrases_of import say

LONGEST = timedelta(days=365)
MOST = 100_000
Words = dict[str, tuple[str, str]]  # field -> its label, and its hint or nothing


def day_field(*, required: bool = True) -> forms.DateField:
    """A day, picked or typed."""
    picked = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(required=required, widget=picked)


class Worded(KeptForm):
    """A form whose fields get their words from phrases, and whose texts name nobody."""

    WORDS: ClassVar[Words] = {}
    TEXTS: tuple[str, ...] = ()  # fields in which nobody may be named

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        for name, (label, hint) in self.WORDS.items():
            field = self.fields[name]
            field.label, field.help_text = say(label), say(hint) if hint else ""

    def clean(self) -> dict[str, Any]:
        """Refuse what may lead to one person."""
        told = super().clean() or {}
        for name in self.TEXTS:
            if traces(str(told.get(name) or "")):
                self.add_error(name, say("heard.traces"))
        return told


class NoteForm(Worded):
    """What was heard."""

    who = forms.ChoiceField()
    how_many = forms.IntegerField(min_value=1, max_value=MOST)
    language = forms.CharField(max_length=60)
    on = day_field()
    said = forms.CharField(max_length=LETTERS, widget=forms.Textarea(attrs={"rows": 5}))
    may_quote = forms.BooleanField(required=False)

    WORDS: ClassVar[Words] = {
        "who": ("heard.who", ""), "how_many": ("heard.how_many", ""),
        "language": ("heard.language", "heard.language_hint"), "on": ("heard.on", ""),
        "said": ("heard.said", "heard.said_hint"),
        "may_quote": ("heard.may_quote", "heard.may_quote_hint"),
    }  # fmt: skip
    TEXTS = ("said", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With the categories of those who can be asked."""
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [(w, say(f"heard.who.{w}")) for w in WHO]  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        """Nobody has been heard tomorrow."""
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(say("heard.in_future"))
        return on


class NotYetForm(Worded):
    """That nobody was asked yet."""

    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    by_when = day_field()

    WORDS: ClassVar[Words] = {
        "reason": ("heard.reason", "heard.reason_hint"),
        "by_when": ("heard.by_when", "heard.by_when_hint"),
    }  # fmt: skip
    TEXTS = ("reason",)

    def clean_by_when(self) -> date:
        """A day to come, and within a year: further off it is no promise."""
        by_when: date = self.cleaned_data["by_when"]
        today = timezone.localdate()
        if not today <= by_when <= today + LONGEST:
            raise forms.ValidationError(say("heard.not_a_promise"))
        return by_when
