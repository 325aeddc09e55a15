"""`{% say "page.home" %}`: a sentence of the catalogue, in the reader's language."""

from __future__ import annotations

from django import template

from forwhom.web.ui.phrases_of import say as said

register = template.Library()


@register.simple_tag
def say(name: str, **values: object) -> str:
    """A phrase with its blanks filled."""
    return said(name, **values)
