"""Forms of the decision journal."""

from __future__ import annotations

from typing import Any

from django import forms

from forwhom.web.accounts.models import Place
from forwhom.web.decisions.models.decision import LETTERS, LONG
from forwhom.web.decisions.models.of_decision import CAME, EXPECTS
from forwhom.web.revisions.forms import KeptForm
from forwhom.web.ui.phrases_of import say


def day() -> forms.DateInput:
    """A day, by the browser's own calendar."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def long_text(rows: int = 3) -> forms.Textarea:
    """A field of several lines."""
    return forms.Textarea(attrs={"rows": rows})


class BeginForm(forms.Form):
    """A question and two choices."""

    question = forms.CharField(max_length=LETTERS, widget=long_text(2))
    first = forms.CharField(max_length=LETTERS)
    second = forms.CharField(max_length=LETTERS)
    place = forms.ChoiceField()

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        """`places` are where this person takes part."""
        super().__init__(*args, **kwargs)
        choices(self, "place", [(str(p.pk), p.name) for p in places])
        told(self, "question", say("decision.question"), say("decision.question_hint"))
        told(self, "first", say("decision.first"))
        told(self, "second", say("decision.second"), say("decision.second_hint"))
        told(self, "place", say("decision.place"))
        self.places = {str(place.pk): place for place in places}


class DecisionForm(KeptForm):
    """All that a decision says; what is decided needs a reason and who was heard."""

    question = forms.CharField(max_length=LETTERS, widget=long_text(2))
    heard = forms.CharField(max_length=LONG, required=False, widget=long_text())
    chosen = forms.CharField(max_length=LONG, required=False, widget=long_text())
    reason = forms.CharField(max_length=LONG, required=False, widget=long_text())
    dissent = forms.CharField(max_length=LONG, required=False, widget=long_text())
    decided_by = forms.CharField(max_length=120, required=False)
    decided_on = forms.DateField(required=False, widget=day())
    review_on = forms.DateField(required=False, widget=day())
    is_open = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        told(self, "question", say("decision.question"), say("decision.question_hint"))
        told(self, "heard", say("decision.heard"), say("decision.heard_hint"))
        told(self, "chosen", say("decision.chosen"))
        told(self, "reason", say("decision.reason"), say("decision.reason_hint"))
        told(self, "dissent", say("decision.dissent"), say("decision.dissent_hint"))
        told(self, "decided_by", say("decision.decided_by"), say("decision.decided_by_hint"))
        told(self, "decided_on", say("decision.decided_on"), say("decision.decided_on_hint"))
        told(self, "review_on", say("decision.review_on"))
        told(self, "is_open", say("decision.open"), say("decision.open_hint"))

    def clean(self) -> dict[str, Any]:
        """Once it is decided it says what, why, after hearing whom, and when one looks again."""
        found = super().clean() or {}
        if found.get("decided_on"):
            for name in ("heard", "chosen", "reason", "decided_by", "review_on"):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, say("decision.needed"))
            if found.get("review_on") and found["review_on"] <= found["decided_on"]:
                self.add_error("review_on", say("decision.review_later"))
        return found


class OptionForm(forms.Form):
    """One more choice."""

    text = forms.CharField(max_length=LETTERS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        told(self, "text", say("decision.option"))


class ExpectForm(forms.Form):
    """What is expected for whom."""

    who = forms.CharField(max_length=120)
    what = forms.CharField(max_length=200)
    expects = forms.ChoiceField()
    sure = forms.IntegerField(min_value=0, max_value=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        ways = [say("expect.more"), say("expect.same"), say("expect.less"), say("expect.unknown")]
        choices(self, "expects", list(zip(EXPECTS, ways, strict=True)))
        told(self, "who", say("expect.who"), say("expect.who_hint"))
        told(self, "what", say("expect.what"), say("expect.what_hint"))
        told(self, "expects", say("expect.expects"))
        told(self, "sure", say("expect.sure"), say("expect.sure_hint"))


class CameForm(forms.Form):
    """How one expectation came out."""

    came = forms.ChoiceField(choices=[(each, each) for each in CAME])


class ReviewForm(KeptForm):
    """What happened, against what was expected."""

    what_came = forms.CharField(max_length=LONG, widget=long_text(4))
    reviewed_on = forms.DateField(widget=day())
    changed_our_mind = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        told(self, "what_came", say("review.what_came"), say("review.what_came_hint"))
        told(self, "reviewed_on", say("review.on"))
        told(self, "changed_our_mind", say("review.changed"))


def told(form: forms.Form, name: str, label: str, hint: str = "") -> None:
    """Give a field its words."""
    form.fields[name].label, form.fields[name].help_text = label, hint


def choices(form: forms.Form, name: str, found: list[tuple[str, str]]) -> None:
    """Give a field its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = found
