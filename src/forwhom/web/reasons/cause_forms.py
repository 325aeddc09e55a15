"""Adding a cause in a line, and all that can be said of one."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from forwhom.web.heard.forms import Words
from forwhom.web.inquiry.models.inquiry import LETTERS
from forwhom.web.reasons.chains import below
from forwhom.web.reasons.forms import ReasonForm, long
from forwhom.web.reasons.models import Cause
from forwhom.web.reasons.models.cause import BRANCHES, CONCERN, RINGS, STATUSES, SUPPORTED
from forwhom.web.reasons.queries import of
from forwhom.web.reasons.sources import choices
from forwhom.web.ui.phrases_of import say

ALL_LETTERS = 70  # of another cause in a list of choices


class AddForm(ReasonForm):
    """One more cause: the words, its branch, and what it is the why of."""

    parent = forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, widget=forms.HiddenInput
    )
    text = forms.CharField(max_length=LETTERS, widget=forms.Textarea(attrs={"rows": 2}))
    branch = forms.ChoiceField()

    WORDS: ClassVar[Words] = {
        "text": ("reason.text", "reason.text_hint"),
        "branch": ("reason.branch", "reason.branch_hint"),
    }  # fmt: skip
    TEXTS = ENDS = ("text",)

    def __init__(self, *args: Any, causes: list[Cause], **kwargs: Any) -> None:
        """`causes` are those that are there."""
        super().__init__(*args, **kwargs)
        self.causes = causes
        self.choose("parent", [("", ""), *((one.pk, one.text) for one in causes)])
        self.choose("branch", _branches())


class CauseForm(ReasonForm):
    """All of one cause."""

    text = long(rows=2)
    branch = forms.ChoiceField()
    parent = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    source = forms.ChoiceField()
    status = forms.ChoiceField()
    ring = forms.ChoiceField()
    act_here = forms.BooleanField(required=False)

    WORDS: ClassVar[Words] = {
        "text": ("reason.text", "reason.text_hint"),
        "branch": ("reason.branch", "reason.branch_hint"),
        "parent": ("reason.parent", "reason.parent_hint"),
        "source": ("reason.source", "reason.source_hint"),
        "status": ("reason.status", "reason.status_hint"),
        "ring": ("reason.ring", "reason.ring_hint"),
        "act_here": ("reason.act_here", "reason.act_here_hint"),
    }  # fmt: skip
    TEXTS = ENDS = ("text",)

    def __init__(self, *args: Any, one: Cause, **kwargs: Any) -> None:
        """`one` is the cause."""
        first = {"parent": one.parent_id, **(kwargs.pop("initial", None) or {})}
        super().__init__(*args, one=one, initial=first, **kwargs)
        self.causes = of(Cause, self.inquiry)
        deeper = below(one, self.causes)
        others = [(c.pk, _short(c.text)) for c in self.causes if c.pk not in deeper]
        self.choose("parent", [("", say("reason.parent_none")), *others])
        self.choose("branch", _branches())
        self.choose("source", choices(self.inquiry, one.source))
        self.choose("status", [(each, say(f"reason.is.{each}")) for each in STATUSES])
        self.choose("ring", [(each, say(f"reason.ring.{each}")) for each in RINGS])
        self.has_deeper = any(c.parent_id == one.pk for c in self.causes)

    def clean(self) -> dict[str, Any]:
        """Nothing is supported by nothing, and nobody acts where they have no say."""
        told = super().clean()
        if told.get("status") == SUPPORTED and told.get("source") == "assumed":
            self.add_error("status", say("reason.nothing_speaks"))
        if told.get("act_here") and told.get("ring") == CONCERN:
            self.add_error("act_here", say("reason.out_of_reach"))
        elif told.get("act_here") and self.has_deeper:
            self.add_error("act_here", say("reason.not_an_end"))
        return told


def _branches() -> list[tuple[str, str]]:
    return [(name, say(f"reason.branch.{name}")) for name in BRANCHES]


def _short(text: str) -> str:
    return text if len(text) <= ALL_LETTERS else text[: ALL_LETTERS - 1].rstrip() + "…"
