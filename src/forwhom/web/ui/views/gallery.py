"""Every part that pages are made of, in all its states, with made-up numbers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.web.accounts.door import door
from forwhom.web.ui.made_up import gap_chart, groups_chart, schools_chart, years_chart
from forwhom.web.ui.phrases_of import language, say

YEARS = [("2025-26", "2025-26"), ("2024-25", "2024-25")]


def example(data: Any = None) -> forms.Form:
    """A form with a field of every kind, in the reader's language."""
    made = forms.Form(data, prefix="example")
    made.fields["name"] = forms.CharField(
        label=say("gallery.name"), help_text=say("gallery.name_hint"),
        error_messages={"required": say("gallery.wrong")},
    )  # fmt: skip
    made.fields["year"] = forms.ChoiceField(
        label=say("gallery.kind"), choices=YEARS, widget=forms.RadioSelect, initial="2025-26"
    )
    made.fields["note"] = forms.CharField(
        label=say("gallery.note"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    made.fields["tell"] = forms.BooleanField(label=say("gallery.tell"), required=False)
    return made


def narrowed() -> forms.Form:
    """A form that narrows a list."""
    made = forms.Form()
    for name in ("kind", "note"):
        made.fields[name] = forms.ChoiceField(label=say(f"gallery.{name}"), choices=YEARS)
    return made


def card() -> dict[str, str]:
    """A definition card of a made-up measure."""
    told = {name: say(f"gallery.{name}") for name in ("among", "counts", "source")}
    return {"title": say("made_up.measure"), **told}


@door(signed_in=True)
def show(request: HttpRequest) -> HttpResponse:
    """The gallery: for whoever makes a page, and for whoever learns to read one."""
    charts = [make(language()) for make in (gap_chart, groups_chart, years_chart, schools_chart)]
    form = example(request.POST) if request.method == "POST" else example()
    lines = Paginator(range(9), 3).get_page(request.GET.get("page"))
    return render(request, "ui/gallery.html", {
        "charts": charts, "form": form, "filters": narrowed(), "lines": lines, "card": card(),
    })  # fmt: skip
