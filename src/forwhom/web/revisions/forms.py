"""A form that changes something kept: it knows which wording its writer saw."""

from __future__ import annotations

from typing import Any

from django import forms

from forwhom.web.revisions.changes import Written
from forwhom.web.revisions.models import Kept, Values
from forwhom.web.ui.phrases_of import say


class KeptForm(forms.Form):
    """Fields of something kept. `one` is None where it is about to be started."""

    base = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, one: Kept | None = None, **kwargs: Any) -> None:
        """Shows today's wording of `one`."""
        shown = {n: getattr(one, n) for n in one.KEEPS if n in self.base_fields} if one else {}
        told = {"base": one.version} if one else {}
        kwargs["initial"] = {**shown, **told, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.one = one

    def told(self) -> Values:
        """What was written, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "base"}

    @property
    def seen(self) -> int:
        """The version that the writer saw; today's where the form does not say."""
        return self.cleaned_data.get("base") or (self.one.version if self.one else 1)

    def clashed(self, written: Written) -> None:
        """Show both wordings: mine stays in the field, the other's stands above it."""
        told = self.data.copy()  # type: ignore[attr-defined]
        told[self.add_prefix("base")] = written.one.version
        self.data = told
        for name, (_, theirs) in written.clash.items():
            self.add_error(name, say("kept.clash", theirs=theirs))
