"""Forms about what adults do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from forwhom.web.accounts.models import Place
from forwhom.web.actions.by_rule import names_a_group
from forwhom.web.actions.changes import MOST_WAVES
from forwhom.web.actions.models import Series
from forwhom.web.actions.models.action import KINDS, LETTERS
from forwhom.web.actions.models.series import BETTER
from forwhom.web.actions.models.series import KINDS as SERIES_KINDS
from forwhom.web.revisions.forms import KeptForm
from forwhom.web.ui.phrases_of import say

FEW_STUDENTS = 10


def day() -> forms.DateInput:
    """A day, by the browser's own calendar."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def long_text(rows: int = 2) -> forms.Textarea:
    """A field of several lines."""
    return forms.Textarea(attrs={"rows": rows})


class ActionForm(KeptForm):
    """What, who, when, how often, and whom it reaches."""

    kind = forms.ChoiceField()
    what = forms.CharField(max_length=LETTERS, widget=long_text())
    who = forms.CharField(max_length=LETTERS)
    how_often = forms.CharField(max_length=120)
    starts = forms.DateField(widget=day())
    ends = forms.DateField(widget=day(), required=False)
    reaches = forms.CharField(max_length=LETTERS, widget=long_text())
    small_test = forms.CharField(max_length=LETTERS, required=False, widget=long_text())
    expects = forms.CharField(max_length=LETTERS, required=False, widget=long_text())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        kinds = [
            say("action.practice"), say("action.support"), say("action.rule"),
            say("action.resource"),
        ]  # fmt: skip
        choices(self, "kind", KINDS, kinds)
        told(self, "kind", say("action.kind"))
        told(self, "what", say("action.what"), say("action.what_hint"))
        told(self, "who", say("action.who"), say("action.who_hint"))
        told(self, "how_often", say("action.how_often"), say("action.how_often_hint"))
        told(self, "starts", say("action.starts"))
        told(self, "ends", say("action.ends"), say("action.ends_hint"))
        told(self, "reaches", say("action.reaches"), say("action.reaches_hint"))
        told(self, "small_test", say("action.small_test"), say("action.small_test_hint"))
        told(self, "expects", say("action.expects"), say("action.expects_hint"))

    def clean_reaches(self) -> str:
        """Whom it reaches is a rule about need: a group of people is asked about, kindly."""
        text = str(self.cleaned_data["reaches"]).strip()
        if names_a_group(text):
            raise forms.ValidationError(say("action.names_a_group"))
        return text

    def clean(self) -> dict[str, Any]:
        """It does not end before it begins."""
        found = super().clean() or {}
        if found.get("starts") and found.get("ends") and found["ends"] < found["starts"]:
            self.add_error("ends", say("action.ends_before"))
        return found


class DoneForm(forms.Form):
    """A line of the ledger."""

    day = forms.DateField(widget=day())
    said = forms.IntegerField(min_value=0, max_value=1_000_000)
    did = forms.IntegerField(min_value=0, max_value=1_000_000)
    remark = forms.CharField(max_length=LETTERS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        kwargs["initial"] = {"day": timezone.localdate(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        told(self, "day", say("ledger.day"))
        told(self, "said", say("ledger.said"), say("ledger.said_hint"))
        told(self, "did", say("ledger.did"), say("ledger.did_hint"))
        told(self, "remark", say("ledger.remark"))


class SeriesForm(KeptForm):
    """Something to count again and again, of whom, and beside whom it stands."""

    title = forms.CharField(max_length=200)
    kind = forms.ChoiceField()
    better = forms.ChoiceField()
    group = forms.CharField(max_length=120, required=False)
    beside = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, others: Sequence[Series] = (), **kwargs: Any) -> None:
        """Labels in the reader's language; `others` are the inquiry's other series."""
        super().__init__(*args, **kwargs)
        kinds = [say("series.outcome"), say("series.process"), say("series.balancing")]
        choices(self, "kind", SERIES_KINDS, kinds)
        ways = [say("series.higher"), say("series.lower"), say("series.neither")]
        choices(self, "better", BETTER, ways)
        told(self, "title", say("series.title_of"), say("series.title_hint"))
        told(self, "kind", say("series.kind"), say("series.kind_hint"))
        told(self, "better", say("series.better"))
        told(self, "group", say("series.group"), say("series.group_hint"))
        if others:
            keys = ("", *(str(each.pk) for each in others))
            titles = [say("series.beside_none"), *(each.title_here() for each in others)]
            choices(self, "beside", keys, titles)
            told(self, "beside", say("series.beside"), say("series.beside_hint"))
        else:
            del self.fields["beside"]


class ReadingForm(forms.Form):
    """One count."""

    day = forms.DateField(widget=day())
    count = forms.IntegerField(min_value=0, max_value=1_000_000)
    of = forms.IntegerField(min_value=1, max_value=1_000_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        kwargs["initial"] = {"day": timezone.localdate(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        told(self, "day", say("ledger.day"))
        told(self, "count", say("series.count"))
        told(self, "of", say("series.of"), say("series.of_hint"))

    def clean(self) -> dict[str, Any]:
        """Nobody counts more than there are."""
        found = super().clean() or {}
        if found.get("count", 0) > found.get("of", 0) and not self.errors:
            self.add_error("count", say("series.more_than_all"))
        return found


class EffectForm(forms.Form):
    """What the smallest effect is worked out from."""

    rate = forms.DecimalField(min_value=0, max_value=100, max_digits=4, decimal_places=1)
    n = forms.IntegerField(min_value=FEW_STUDENTS, max_value=10_000_000)
    other_n = forms.IntegerField(min_value=FEW_STUDENTS, max_value=10_000_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        told(self, "rate", say("effect.rate"), say("effect.rate_hint"))
        told(self, "n", say("effect.n"))
        told(self, "other_n", say("effect.other_n"), say("effect.other_n_hint"))


class OrderForm(forms.Form):
    """Which schools, in how many waves; `why` where they were drawn before."""

    schools = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    waves = forms.IntegerField(min_value=1, max_value=MOST_WAVES, initial=2)
    why = forms.CharField(max_length=LETTERS, required=False)

    def __init__(self, *args: Any, schools: list[Place], again: bool, **kwargs: Any) -> None:
        """`schools` could begin; `again` where there is a draw already."""
        super().__init__(*args, **kwargs)
        field = self.fields["schools"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(place.code, place.name) for place in schools]
        told(self, "schools", say("order.schools"))
        told(self, "waves", say("order.waves"), say("order.waves_hint"))
        told(self, "why", say("order.why"), say("order.why_hint"))
        if again:
            self.fields["why"].required = True
        else:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        """No more waves than schools."""
        found = super().clean() or {}
        if found.get("waves", 1) > len(found.get("schools", [])) and not self.errors:
            self.add_error("waves", say("order.too_many"))
        return found


def told(form: forms.Form, name: str, label: str, hint: str = "") -> None:
    """Give a field its words."""
    form.fields[name].label, form.fields[name].help_text = label, hint


def choices(form: forms.Form, name: str, values: tuple[str, ...], titles: list[str]) -> None:
    """Give a field its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(zip(values, titles, strict=True))
