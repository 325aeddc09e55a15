"""How a field of a form is drawn: the design system's classes, and what is read aloud with it."""

from __future__ import annotations

from django import forms
from django.forms import BoundField

KINDS: tuple[tuple[type[forms.Widget], str, str], ...] = (
    (forms.HiddenInput, "hidden", ""),
    (forms.CheckboxSelectMultiple, "choices", "usa-checkbox__input"),
    (forms.RadioSelect, "choices", "usa-radio__input"),
    (forms.CheckboxInput, "tick", "usa-checkbox__input"),
    (forms.Select, "line", "usa-select"),
    (forms.Textarea, "line", "usa-textarea"),
    (forms.ClearableFileInput, "line", "usa-file-input"),
    (forms.Widget, "line", "usa-input"),
)


def kind_of(field: BoundField) -> str:
    """`hidden`, `choices` (radios, checkboxes), `tick` (one checkbox) or `line`."""
    return next(kind for widget, kind, _ in KINDS if isinstance(field.field.widget, widget))


def dressed(field: BoundField) -> BoundField:
    """The field with its class, and with its hint and errors told to those who hear the page."""
    widget = field.field.widget
    classes = next(name for kind, _, name in KINDS if isinstance(widget, kind))
    if field.errors:
        classes += " usa-input--error"
        widget.attrs["aria-invalid"] = "true"
    widget.attrs.setdefault("class", classes)
    widget.attrs.pop("placeholder", None)  # the libraries repeat the label there, in grey
    told = [f"{field.auto_id}_hint"] if field.help_text else []
    told += [f"{field.auto_id}_error"] if field.errors else []
    if told:
        widget.attrs["aria-describedby"] = " ".join(told)
    return field
