"""The kinds of boxes of a driver diagram, in words."""

from __future__ import annotations

from django import template

from forwhom.web.ui.phrases_of import say

register = template.Library()


@register.simple_tag
def driver_kind(kind: str) -> str:
    """`primary`, `secondary` or `change_idea`, in words."""
    return {
        "primary": say("driver.primary"), "secondary": say("driver.secondary"),
        "change_idea": say("driver.change_idea"),
    }[kind]  # fmt: skip


@register.simple_tag
def driver_add(kind: str) -> str:
    """What the button that adds one says."""
    return {
        "secondary": say("driver.add.secondary"), "change_idea": say("driver.add.change_idea"),
    }[kind]  # fmt: skip
