"""Words for what is kept of a cause, and what speaks for it."""

from __future__ import annotations

from typing import Any

from django import template

from forwhom.web.ui.phrases_of import say

register = template.Library()


@register.filter
def source_of(found: dict[str, Any], kept: str) -> Any:
    """The source by how it is kept; None where it is out of sight, or nothing speaks for it."""
    return found.get(kept)


@register.simple_tag
def branch_name(name: str) -> str:
    """A branch of the fishbone, in words."""
    return say(f"reason.branch.{name}")


@register.simple_tag
def status_name(name: str) -> str:
    """How a cause stands, in words."""
    return say(f"reason.is.{name}")


@register.simple_tag
def ring_name(name: str) -> str:
    """Whether it is in our hands, in words."""
    return say(f"reason.ring.{name}")


@register.simple_tag
def outcome_name(kind: str, name: str) -> str:
    """How a pair of rivals, or the test of an assumption, came out."""
    return say(f"rival.is.{name}") if kind == "rival" else say(f"belief.is.{name}")


@register.simple_tag
def way_name(name: str) -> str:
    """A visit, or samples of work."""
    return say(f"seen.is.{name}")
