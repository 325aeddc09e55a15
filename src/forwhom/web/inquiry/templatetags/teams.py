"""A member's part in a team, in words."""

from __future__ import annotations

from django import template

from forwhom.web.ui.phrases_of import say

register = template.Library()


@register.simple_tag
def team_part(part: str) -> str:
    """`decides`, `affected`, `does` or `knows`, in words."""
    told = {
        "decides": say("team.decides"), "affected": say("team.affected"),
        "does": say("team.does"), "knows": say("team.knows"),
    }  # fmt: skip
    return told[part]
