"""Forms about progress."""

from __future__ import annotations

from typing import Any

from django import forms

from forwhom.web.progress.models.card import LETTERS
from forwhom.web.progress.models.verdict import KINDS
from forwhom.web.progress.models.verdict import LETTERS as REASON
from forwhom.web.revisions.forms import KeptForm
from forwhom.web.ui.phrases_of import say


class FreezeForm(forms.Form):
    """The last day of a baseline."""

    until = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        told(self, "until", say("progress.until"), say("progress.until_hint"))


class VerdictForm(forms.Form):
    """Adopt, adapt or stop."""

    kind = forms.ChoiceField(widget=forms.RadioSelect)
    reason = forms.CharField(max_length=REASON, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        titles = [say("verdict.adopt"), say("verdict.adapt"), say("verdict.stop")]
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(zip(KINDS, titles, strict=True))
        told(self, "kind", say("verdict.kind"))
        told(self, "reason", say("verdict.reason"), say("verdict.reason_hint"))


class CardForm(KeptForm):
    """A practice card."""

    context = forms.CharField(max_length=LETTERS, widget=forms.Textarea(attrs={"rows": 3}))
    did = forms.CharField(max_length=LETTERS, widget=forms.Textarea(attrs={"rows": 3}))
    result = forms.CharField(max_length=LETTERS, widget=forms.Textarea(attrs={"rows": 3}))
    not_for = forms.CharField(max_length=LETTERS, widget=forms.Textarea(attrs={"rows": 3}))
    is_open = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        told(self, "context", say("card.where"), say("card.where_hint"))
        told(self, "did", say("card.did"))
        told(self, "result", say("card.result"), say("card.result_hint"))
        told(self, "not_for", say("card.not_for"), say("card.not_for_hint"))
        told(self, "is_open", say("card.open"), say("card.open_hint"))


def told(form: forms.Form, name: str, label: str, hint: str = "") -> None:
    """Give a field its words."""
    form.fields[name].label, form.fields[name].help_text = label, hint
