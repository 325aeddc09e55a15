"""The parts that pages are made of: charts, silence, certainty, definitions, form fields."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from forwhom.charts.chart import Chart, Table
from forwhom.web.ui.drawn import Pictures, pictures_of
from forwhom.web.ui.fields import dressed, kind_of
from forwhom.web.ui.phrases_of import language, phrases
from forwhom.web.ui.phrases_of import say as said
from forwhom.web.ui.told import undo_of

CARD = ("among", "counts", "why", "source")
TABLES = 400  # remembered by one process, some 4 MB

register = template.Library()
register.filter("undo_of", undo_of)


@register.inclusion_tag("ui/parts/chart.html")
def chart(picture: Chart | None, label: str, *, live: bool = True) -> dict[str, Any]:
    """A picture in two sizes, how to read it, and its table; silence where there is no picture.

    `label` names it for those who hear the page, and tells its table from the others of the page.
    """
    if picture is None:
        return {"picture": None}
    drawn: Pictures = pictures_of(picture, live=live)
    return {"picture": picture, "label": label, **drawn._asdict()}


@register.simple_tag
def table(found: Any, label: str) -> SafeString:
    """A chart's table, or any of the same shape: headings, and rows with cells."""
    written = _table if isinstance(found, Table) else _table.__wrapped__
    return written(found, label, language())


@lru_cache(maxsize=TABLES)
def _table(found: Any, label: str, _: str) -> SafeString:
    """Written once: a table of a hundred schools is most of the work of its page."""
    told = {"table": found, "label": label}
    return mark_safe(render_to_string("ui/parts/table.html", told))  # noqa: S308 - our template


@register.inclusion_tag("ui/parts/silence.html")
def silence(
    kind: str, *, what: str = "", why: str = "", url: str = "", does: str = ""
) -> dict[str, Any]:
    """`too_few`, `no_signal` or `no_data`: why nothing is shown, and what would change it.

    `what`, `why` and `does` are words or phrases; `url` is where `does` leads.
    """
    told = {"what": _text(what or f"silence.{kind}"), "why": _text(why), "does": _text(does)}
    return {**told, "kind": kind, "url": url}


@register.inclusion_tag("ui/parts/silence.html")
def empty_state(what: str, *, why: str = "", url: str = "", does: str = "") -> dict[str, Any]:
    """A page or list with nothing in it yet: what belongs here, and the way to it."""
    return silence("empty", what=what, why=why, url=url, does=does)


@register.inclusion_tag("ui/parts/certainty.html")
def certainty(sure: str, children: int | None = None) -> dict[str, Any]:
    """How sure we are, in words (`high`, `medium`, `low`, `early`), and of how many children."""
    return {"sure": f"sure.{sure}", "means": f"sure.{sure}_means", "children": children}


@register.inclusion_tag("ui/parts/cause.html")
def cause(kind: str) -> dict[str, Any]:
    """The tag of a cause: `measured`, `heard` or `assumed`."""
    return {"kind": kind, "phrase": f"cause.{kind}", "means": f"cause.{kind}_means"}


@register.inclusion_tag("ui/parts/definition.html")
def definition(card: Mapping[str, str]) -> dict[str, Any]:
    """A definition card: its `title`; of `among`, `counts`, `why`, `source` what there is."""
    told = [(f"card.{name}", card[name]) for name in CARD if card.get(name)]
    return {"title": card["title"], "told": told}


@register.inclusion_tag("ui/parts/progress.html")
def progress(
    doing: str, done: int | None = None, whole: int | None = None, *, live: bool = False
) -> dict[str, Any]:
    """What is being done (a phrase or words), and how far; without numbers only what.

    `live` asks for the page again until it comes without it: by htmx, or by the browser itself.
    """
    return {"doing": _text(doing), "done": done, "whole": whole, "live": live}


@register.inclusion_tag("ui/parts/confirm.html", takes_context=True)
def confirm(context: Context, does: str, *, what: str, url: str) -> dict[str, Any]:
    """A step that is asked twice, without a script: `does` unfolds `what` happens and the button.

    All three are words or phrases; `url` is where the button posts to.
    """
    said = {"does": _text(does), "what": _text(what), "url": url}
    return {**said, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/parts/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """A form's fields with label, hint and error beside each, and all errors together on top."""
    return {"form": form}


@register.inclusion_tag("ui/parts/field.html")
def field(one: BoundField, *, filters: bool = False) -> dict[str, Any]:
    """One field, drawn by its kind. Those of `filters` may all be left empty, and do not say so."""
    free = not (one.field.required or filters or getattr(one.field, "sometimes", False))
    return {"field": dressed(one), "kind": kind_of(one), "free": free}


@register.inclusion_tag("ui/parts/filters.html")
def filters(form: BaseForm, *, changes: str = "") -> dict[str, Any]:
    """A form that narrows a list by its address; `changes` is the element that htmx renews."""
    return {"form": form, "changes": changes}


@register.inclusion_tag("ui/parts/pages.html", takes_context=True)
def pages(context: Context, page: Page) -> dict[str, Any]:
    """The way through a long list; other parts of the address stay as they are."""
    asked = context["request"].GET.copy()
    asked.pop("page", None)
    return {"page": page, "rest": asked.urlencode()}


@register.inclusion_tag("ui/parts/crumbs.html")
def crumbs(*steps: str) -> dict[str, Any]:
    """The way back: pairs of a phrase (or a name) and the name (or path) of its address."""
    return {
        "steps": [
            (_text(text), _path(path)) for text, path in zip(steps[::2], steps[1::2], strict=True)
        ]
    }


def _text(text: str) -> str:
    return said(text) if text in phrases() else text


def _path(path: str) -> str:
    return path if path.startswith("/") else reverse(path)
