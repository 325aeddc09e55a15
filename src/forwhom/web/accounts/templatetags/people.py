"""What templates ask about people: the name of a role, who is made up, where to sign in."""

from __future__ import annotations

from django import template

from forwhom.web.accounts import demo, single_sign_on
from forwhom.web.accounts.models import Person
from forwhom.web.phrases_of import say

register = template.Library()


@register.simple_tag
def role_name(role: str) -> str:
    """What a role is called, in the reader's language."""
    return say(f"role.{role}")


@register.simple_tag
def demo_people() -> list[Person]:
    """Those whom a visitor of the demo may be."""
    return demo.people()


@register.simple_tag
def sign_in_service() -> dict[str, str]:
    """The district's own sign-in service, if it has one."""
    return single_sign_on.service()
