"""What a team writes of why: each form with its own fields, and words that end at no person."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from forwhom.web.findings.about_systems import blames
from forwhom.web.heard.forms import Worded, Words, day_field
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.inquiry.models.inquiry import LETTERS
from forwhom.web.reasons.models.belief import RESULTS
from forwhom.web.reasons.models.rival import OUTCOMES
from forwhom.web.reasons.models.seen import KINDS
from forwhom.web.ui.phrases_of import say

MOST_ROOMS = 10_000


class ReasonForm(Worded):
    """A form within one inquiry.

    `ENDS` are the texts that must not end at a person or a group; `LATER` are the fields that wait
    until the thing is there, so that it begins in a minute.
    """

    ENDS: tuple[str, ...] = ()
    LATER: tuple[str, ...] = ()

    def __init__(self, *args: Any, inquiry: Inquiry, **kwargs: Any) -> None:
        """`inquiry` is the one within which it is written."""
        self.inquiry = inquiry
        super().__init__(*args, **kwargs)
        for name in self.LATER if self.one is None else ():
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Turn what blames into a question of a practice, a rule or a resource."""
        told = super().clean()
        for name in self.ENDS:
            if blames(str(told.get(name) or "")):
                self.add_error(name, say("assume.blames"))
        return told

    def choose(self, name: str, found: list[tuple[Any, Any]]) -> None:
        """Give a field its choices, where it is there."""
        if name in self.fields:
            self.fields[name].choices = found  # type: ignore[attr-defined]


def long(*, required: bool = True, rows: int = 3) -> forms.CharField:
    """A text of a few lines."""
    lines = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(max_length=LETTERS, required=required, widget=lines)


def sure() -> forms.IntegerField:
    """How sure, from 0 to 100."""
    return forms.IntegerField(min_value=0, max_value=100)


class RivalForm(ReasonForm):
    """Two explanations of the same."""

    first, first_predicts, second, second_predicts = long(), long(), long(), long()
    would_separate = long()
    outcome = forms.ChoiceField()
    learned = long(required=False)

    WORDS: ClassVar[Words] = {
        "first": ("rival.first", "rival.first_hint"),
        "first_predicts": ("rival.predicts", "rival.predicts_hint"),
        "second": ("rival.second", "rival.second_hint"),
        "second_predicts": ("rival.second_predicts", ""),
        "would_separate": ("rival.would_separate", "rival.would_separate_hint"),
        "outcome": ("rival.outcome", ""), "learned": ("reason.learned", ""),
    }  # fmt: skip
    TEXTS = ("first", "first_predicts", "second", "second_predicts", "would_separate", "learned")
    ENDS = ("first", "second")
    LATER = ("outcome", "learned")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With the ways in which it can come out; a new pair is open."""
        super().__init__(*args, **kwargs)
        self.choose("outcome", [(each, say(f"rival.is.{each}")) for each in OUTCOMES])


class BeliefForm(ReasonForm):
    """A line of the log of assumptions."""

    statement = long()
    whose = forms.CharField(max_length=80)
    confidence = sure()
    change_mind = long()
    test = long(required=False)
    result = forms.ChoiceField()
    learned = long(required=False)
    on = day_field(required=False)

    WORDS: ClassVar[Words] = {
        "statement": ("belief.statement", "belief.statement_hint"),
        "whose": ("belief.whose", "belief.whose_hint"),
        "confidence": ("reason.sure", "reason.sure_hint"),
        "change_mind": ("belief.change_mind", "belief.change_mind_hint"),
        "test": ("belief.test", ""), "result": ("belief.result", ""),
        "learned": ("reason.learned", ""), "on": ("belief.on", ""),
    }  # fmt: skip
    TEXTS = ("statement", "whose", "change_mind", "test", "learned")
    ENDS = ("statement",)
    LATER = ("result", "learned", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With the ways in which its test can come out."""
        super().__init__(*args, **kwargs)
        self.choose("result", [(each, say(f"belief.is.{each}")) for each in RESULTS])

    def clean_on(self) -> date | None:
        """No test was made tomorrow."""
        on: date | None = self.cleaned_data["on"]
        return _not_tomorrow(on) if on else None


class PredictionForm(ReasonForm):
    """What is expected, before anybody looks."""

    question, expects = long(), long()
    confidence = sure()

    WORDS: ClassVar[Words] = {
        "question": ("prediction.question", "prediction.question_hint"),
        "expects": ("prediction.expects", "prediction.expects_hint"),
        "confidence": ("reason.sure", "reason.sure_hint"),
    }  # fmt: skip
    TEXTS = ("question", "expects")
    ENDS = ("expects",)


class OutcomeForm(forms.Form):
    """How a prediction came out."""

    outcome = forms.ChoiceField(choices=[("came", "came"), ("not", "not")])
    learned = forms.CharField(required=False, max_length=LETTERS)


class SeenForm(ReasonForm):
    """What was seen where students learn."""

    way = forms.ChoiceField()
    where = forms.CharField(max_length=LETTERS)
    on = day_field()
    how_many = forms.IntegerField(min_value=1, max_value=MOST_ROOMS)
    what = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))

    WORDS: ClassVar[Words] = {
        "way": ("seen.way", ""), "where": ("seen.where", "seen.where_hint"),
        "on": ("heard.on", ""), "how_many": ("seen.how_many", ""),
        "what": ("seen.what", "seen.what_hint"),
    }  # fmt: skip
    TEXTS = ("where", "what")
    ENDS = ("what", "where")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With both ways of looking."""
        super().__init__(*args, **kwargs)
        self.choose("way", [(each, say(f"seen.is.{each}")) for each in KINDS])

    def clean_on(self) -> date:
        """Nothing was seen tomorrow."""
        return _not_tomorrow(self.cleaned_data["on"])


def _not_tomorrow(on: date) -> date:
    if on > timezone.localdate():
        raise forms.ValidationError(say("heard.in_future"))
    return on
