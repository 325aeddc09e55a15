"""What people may write about a finding: each form with its own fields and no others."""

from __future__ import annotations

from typing import Any

from django import forms

from forwhom.web.findings.about_systems import blames
from forwhom.web.findings.models.assumption import ABOUT
from forwhom.web.findings.models.assumption import LETTERS as ASSUMED
from forwhom.web.findings.models.guess import LESS, LETTERS, MORE, MOST, SAME, SURE
from forwhom.web.ui.phrases_of import say

Choices = list[tuple[str, str]]


class GuessForm(forms.Form):
    """What a member expects, before looking."""

    direction = forms.ChoiceField(widget=forms.RadioSelect)
    points = forms.DecimalField(
        required=False, min_value=0, max_value=MOST, max_digits=4, decimal_places=1
    )
    sure = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    because = forms.CharField(
        required=False, max_length=LETTERS, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language; `beside` says the one that names the others."""
        super().__init__(*args, **kwargs)
        ways = (MORE, say("guess.more")), (SAME, say("guess.same")), (LESS, say("guess.less"))
        how = [say("guess.sure.not_very"), say("guess.sure.fairly"), say("guess.sure.very")]
        _told(self, "direction", "", choices=list(ways))
        _told(self, "points", say("guess.points"), say("guess.points_hint"))
        self.fields["points"].sometimes = True  # type: ignore[attr-defined]
        _told(self, "sure", say("guess.how_sure"), choices=list(zip(SURE, how, strict=True)))
        _told(self, "because", say("guess.because"), say("guess.because_hint"))

    def beside(self, others: str) -> GuessForm:
        """Those whom the group is compared with, in words."""
        label = say("guess.direction", others=others)
        self.fields["direction"].label = label
        self["direction"].label = label  # a form that was looked over keeps the label of then
        return self

    def clean(self) -> dict[str, Any]:
        """A difference needs its size; no difference has none."""
        told = super().clean() or {}
        if told.get("direction") == SAME:
            told["points"] = 0
        elif told.get("direction") and not told.get("points") and "points" not in self.errors:
            self.add_error("points", say("guess.points_missing"))
        return told


class AssumptionForm(forms.Form):
    """A possible reason in how the system works."""

    about = forms.ChoiceField()
    text = forms.CharField(max_length=ASSUMED, widget=forms.Textarea(attrs={"rows": 3}))
    would_show = forms.CharField(
        required=False, max_length=ASSUMED, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        titles = [
            say("assume.about.practice"), say("assume.about.rule"), say("assume.about.resource"),
            say("assume.about.time"), say("assume.about.access"), say("assume.about.relations"),
        ]  # fmt: skip
        _told(self, "about", say("assume.kind"), choices=list(zip(ABOUT, titles, strict=True)))
        _told(self, "text", say("assume.text"), say("assume.text_hint"))
        _told(self, "would_show", say("assume.would_show"), say("assume.would_show_hint"))

    def clean_text(self) -> str:
        """Refuse what ends at a person, and say how to go on."""
        text = str(self.cleaned_data["text"]).strip()
        if blames(text):
            raise forms.ValidationError(say("assume.blames"))
        return text


class TestForm(forms.Form):
    """How the test of an assumption came out."""

    __test__ = False  # not a test of ours
    outcome = forms.ChoiceField(choices=[("held", "held"), ("fell", "fell")])
    learned = forms.CharField(required=False, max_length=ASSUMED)


def _told(
    form: forms.Form, name: str, label: str, hint: str = "", *, choices: Choices | None = None
) -> None:
    """Give a field its words."""
    field = form.fields[name]
    field.label, field.help_text = label, hint
    if choices is not None and isinstance(field, forms.ChoiceField):
        field.choices = choices
