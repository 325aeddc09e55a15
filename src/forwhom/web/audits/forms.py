"""The forms of bringing in records and of running audits."""

from __future__ import annotations

from typing import Any

from django import forms

from forwhom.web.audits import offers
from forwhom.web.ui.phrases_of import say

LONGEST_MAPPING = 200_000  # characters


class Multiple(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class Upload(forms.Form):
    """Files from one's own machine; they are taken in as they come, before this form is read."""

    chosen = forms.FileField(widget=Multiple, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].sometimes = True  # type: ignore[attr-defined]  # read as it comes
        self.fields["chosen"].label = say("bring.files")
        self.fields["chosen"].help_text = say("bring.files_hint")


class Drop(forms.Form):
    """A folder or file on the server, below the folders that web.toml allows."""

    source = forms.ChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        field.label, field.help_text = say("bring.folder"), say("bring.folder_hint")
        field.choices = offers.offered()  # type: ignore[attr-defined]


class Mapping(forms.Form):
    """What each column means, as a mapping file says it."""

    mapping = forms.CharField(max_length=LONGEST_MAPPING, widget=forms.Textarea, strip=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mapping"].label = say("job.mapping")
        self.fields["mapping"].help_text = say("job.mapping_hint")
        self.fields["mapping"].widget.attrs.update(rows=18, spellcheck="false")


class BringIn(forms.Form):
    """Bring in what was checked."""

    replace = forms.BooleanField(required=False)
    accept_refused = forms.BooleanField(required=False)

    def __init__(self, *args: Any, too_many: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("replace", "accept_refused"):
            self.fields[name].label = say(f"job.{name}")
            self.fields[name].help_text = say(f"job.{name}_hint")
        if not too_many:
            del self.fields["accept_refused"]


class RunAudit(forms.Form):
    """Which years, up to which day, and how deep."""

    years = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    as_of = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    quick = forms.BooleanField(required=False)

    def __init__(self, *args: Any, known: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["years"].choices = [(year, year) for year in known]  # type: ignore[attr-defined]
        for name in ("years", "as_of", "quick"):
            self.fields[name].label = say(f"run_audit.{name}")
            self.fields[name].help_text = say(f"run_audit.{name}_hint")
