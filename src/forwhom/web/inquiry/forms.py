"""What people write about an inquiry: each form with its own fields and no others."""

from __future__ import annotations

from typing import Any

from django import forms

from forwhom.web.accounts.models import Person, Place
from forwhom.web.inquiry.cycles import cycles
from forwhom.web.inquiry.models.inquiry import LETTERS
from forwhom.web.inquiry.models.member import PARTS
from forwhom.web.revisions.forms import KeptForm
from forwhom.web.ui.phrases_of import language, say


def _parts() -> list[tuple[str, str]]:
    told = [say("team.decides"), say("team.affected"), say("team.does"), say("team.knows")]
    return list(zip(PARTS, told, strict=True))


class _Part(forms.Form):
    """From which department somebody comes, and their part."""

    department = forms.CharField(max_length=80)
    part = forms.ChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told(self, "department", say("team.department"), say("team.department_hint"))
        self.fields["part"].choices = _parts()  # type: ignore[attr-defined]
        told(self, "part", say("team.part"), say("team.part_hint"))


class StartForm(_Part):
    """The first minute of an inquiry."""

    question = forms.CharField(max_length=LETTERS, widget=forms.Textarea(attrs={"rows": 3}))
    way = forms.ChoiceField()
    place = forms.ChoiceField()
    field_order = ("question", "place", "way", "department", "part")

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        """`places` are those at which this person may begin one."""
        super().__init__(*args, **kwargs)
        spoken = language()
        ways = [(way.name, way.title[spoken]) for way in cycles().values()]
        self.fields["way"].choices = ways  # type: ignore[attr-defined]
        self.fields["place"].choices = [(p.pk, p.name) for p in places]  # type: ignore[attr-defined]
        told(self, "question", say("inquiry.question"), say("inquiry.question_hint"))
        told(self, "way", say("inquiry.way"), say("inquiry.way_hint"))
        told(self, "place", say("inquiry.place"))
        self.places = {str(place.pk): place for place in places}


class JoinForm(_Part):
    """Joining a team oneself."""


class MemberForm(_Part):
    """Bringing somebody into the team."""

    person = forms.ChoiceField()
    field_order = ("person", "department", "part")

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        """`people` are those who could join."""
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(p.pk, str(p)) for p in people]  # type: ignore[attr-defined]
        told(self, "person", say("team.person"))
        self.people = {str(person.pk): person for person in people}


class MissingForm(KeptForm):
    """Whose voice is not at the table."""

    missing = forms.CharField(
        max_length=LETTERS, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        told(self, "missing", say("team.missing"), say("team.missing_hint"))


class AimForm(KeptForm):
    """What, for whom, how far, by when, measured by what."""

    question = forms.CharField(max_length=LETTERS, widget=forms.Textarea(attrs={"rows": 3}))
    aim_what = forms.CharField(max_length=LETTERS, required=False)
    aim_whom = forms.CharField(max_length=LETTERS, required=False)
    aim_from = forms.CharField(max_length=60, required=False)
    aim_to = forms.CharField(max_length=60, required=False)
    aim_by = forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    aim_measure = forms.CharField(max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels in the reader's language."""
        super().__init__(*args, **kwargs)
        told(self, "question", say("inquiry.question"), say("inquiry.question_hint"))
        told(self, "aim_what", say("aim.what"), say("aim.what_hint"))
        told(self, "aim_whom", say("aim.whom"), say("aim.whom_hint"))
        told(self, "aim_from", say("aim.from"))
        told(self, "aim_to", say("aim.to"), say("aim.to_hint"))
        told(self, "aim_by", say("aim.by"))
        told(self, "aim_measure", say("aim.measure"), say("aim.measure_hint"))


class BackForm(forms.Form):
    """Going back to an earlier stage."""

    to = forms.ChoiceField()
    why = forms.CharField(max_length=LETTERS)

    def __init__(self, *args: Any, earlier: list[tuple[str, str]], **kwargs: Any) -> None:
        """`earlier` are the stages before this one."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = earlier  # type: ignore[attr-defined]
        told(self, "to", say("inquiry.back_to"))
        told(self, "why", say("inquiry.back_why"))


def told(form: forms.Form, name: str, label: str, hint: str = "") -> None:
    """Give a field its words."""
    form.fields[name].label, form.fields[name].help_text = label, hint
