"""Forms for thinking it over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from forwhom.web.reflection.models.pulse import MOST
from forwhom.web.reflection.models.reflection import LETTERS
from forwhom.web.revisions.forms import KeptForm
from forwhom.web.ui.phrases_of import say


def _text() -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(max_length=LETTERS, required=False, widget=area)


class ReflectionForm(KeptForm):
    """Four questions."""

    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    expected = _text()
    surprised = _text()
    missing = _text()
    differently = _text()
    is_shared = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        self.initial.setdefault("day", timezone.localdate())
        told(self, "day", say("reflection.day"))
        told(self, "expected", say("reflection.expected"))
        told(self, "surprised", say("reflection.surprised"))
        told(self, "missing", say("reflection.missing"))
        told(self, "differently", say("reflection.differently"))
        told(self, "is_shared", say("reflection.share"), say("reflection.share_hint"))


class PulseForm(forms.Form):
    """The seven items, 1 to 7."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Items in the reader's language."""
        super().__init__(*args, **kwargs)
        least, most = say("pulse.not_at_all"), say("pulse.fully")
        titles = {1: f"1 · {least}", MOST: f"{MOST} · {most}"}
        choices = [(str(n), titles.get(n, str(n))) for n in range(1, MOST + 1)]
        for at, item in enumerate(items()):
            self.fields[f"item_{at}"] = forms.ChoiceField(
                choices=choices, widget=forms.RadioSelect, label=item
            )

    def values(self) -> list[int]:
        """The answers in the order of the items."""
        return [int(self.cleaned_data[f"item_{at}"]) for at in range(len(self.fields))]


def items() -> list[str]:
    """The seven items in the reader's language, in their order."""
    return [
        say("pulse.item.1"), say("pulse.item.2"), say("pulse.item.3"), say("pulse.item.4"),
        say("pulse.item.5"), say("pulse.item.6"), say("pulse.item.7"),
    ]  # fmt: skip


def told(form: forms.Form, name: str, label: str, hint: str = "") -> None:
    """Give a field its words."""
    form.fields[name].label, form.fields[name].help_text = label, hint
