"""The filters over the list: an address that can be kept, and works without a script."""

from __future__ import annotations

from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe

from forwhom.report.words import Words
from forwhom.results import Finding
from forwhom.results.names import group_text, group_values
from forwhom.web.findings.sight import Sight
from forwhom.web.ui.phrases_of import say

STRENGTHS = ("found", "worth_a_look")
LONGEST = 100


class QuickSelect(forms.Select):
    """A list to choose from, drawn at once: a template for each of 300 choices is too slow."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The element, with what is chosen marked."""
        chosen = str(value or "")
        told = flatatt(self.build_attrs({**self.attrs, "name": name}, attrs))
        within = "".join(_options(one, chosen) for one in self.choices)
        return mark_safe(f"<select{told}>{within}</select>")  # noqa: S308 - all of it is escaped


def _options(choice: Any, chosen: str) -> str:
    value, label = choice
    if isinstance(label, (list, tuple)):
        within = "".join(_options(one, chosen) for one in label)
        return f'<optgroup label="{escape(str(value))}">{within}</optgroup>'
    marked = " selected" if str(value) == chosen else ""
    return f'<option value="{escape(str(value))}"{marked}>{escape(str(label))}</option>'


class Filters(forms.Form):
    """What to show of the list. What is not in sight is no choice, whether or not it exists."""

    measure = forms.ChoiceField(required=False, widget=QuickSelect)
    group = forms.ChoiceField(required=False, widget=QuickSelect)
    school = forms.ChoiceField(required=False, widget=QuickSelect)
    year = forms.ChoiceField(required=False, widget=QuickSelect)
    strength = forms.ChoiceField(required=False, widget=QuickSelect)
    text = forms.CharField(required=False, max_length=LONGEST)

    def __init__(self, data: Any, seen: Sight, words: Words) -> None:
        """The choices are those of the audit's definitions and of the places in sight."""
        super().__init__(data)
        places = [(seen.district.code, say("findings.the_district"))] if seen.district else []
        places += [(code, place.name) for code, place in seen.schools.items()]
        strengths = [
            (STRENGTHS[0], say("findings.found")), (STRENGTHS[1], say("findings.worth_a_look"))
        ]  # fmt: skip
        years = [(year, year) for year in reversed(seen.about["school_years"])]
        self._offer("measure", say("findings.measure"), _measures(seen, words))
        self._offer("group", say("findings.group"), _groups(seen, words))
        self._offer("school", say("findings.place"), places)
        self._offer("year", say("findings.year"), years)
        self._offer("strength", say("findings.strength"), strengths)
        self.fields["text"].label = say("findings.text")

    def _offer(self, name: str, label: str, choices: list[Any]) -> None:
        field = self.fields[name]
        field.label = label
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", say("findings.all")), *choices]

    def chosen(self, findings: list[Finding], seen: Sight, words: Words) -> list[Finding]:
        """The findings that all filters keep, in their order."""
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return [one for one in findings if all(_keeps(one, asked, n, seen, words) for n in asked)]


def _keeps(one: Finding, asked: dict[str, str], name: str, seen: Sight, words: Words) -> bool:
    value = asked[name]
    if name == "group":
        return group_values(value).items() <= group_values(one.group).items()
    if name == "school":
        return value == seen.place_of(one).code
    if name == "year":
        return value == one.school_year
    if name == "text":
        card = seen.measure(one.measure)
        told = one.sentence_en if words.language == "en" else one.sentence_es
        return value.casefold() in f"{words.of_measure(card, 'title')} {told}".casefold()
    return bool(value == getattr(one, name))


def _measures(seen: Sight, words: Words) -> list[tuple[str, str]]:
    kept = [m for m in seen.about["measures"] if m["status"] == "ok"]
    return sorted(((m["name"], words.of_measure(m, "title")) for m in kept), key=lambda m: m[1])


def _groups(seen: Sight, words: Words) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each dimension with its groups, in their one order."""
    return [
        (
            words.dimension(group["dimension"]),
            [
                (group_text({group["dimension"]: entry["value"]}),
                 words.value(group["dimension"], entry["value"]))
                for entry in group["values"]
            ],
        )
        for group in seen.about["groups"]
        if group["status"] == "ok"
    ]  # fmt: skip
