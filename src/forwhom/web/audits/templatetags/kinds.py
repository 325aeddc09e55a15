"""`{% said_of "job.state" job.state %}`: the phrase of one of several kinds."""

from __future__ import annotations

from django import template

from forwhom.web.ui.phrases_of import say

register = template.Library()


@register.simple_tag
def said_of(names: str, kind: str) -> str:
    """The phrase `names.kind`."""
    return say(f"{names}.{kind}")
