"""Forms that keep themselves, and the way to earlier wordings."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from forwhom.web.revisions.forms import KeptForm
from forwhom.web.revisions.models import Kept
from forwhom.web.revisions.queries import Wording
from forwhom.web.ui.phrases_of import say

register = template.Library()


@register.inclusion_tag("revisions/form.html", takes_context=True)
def kept_form(
    context: Context, form: KeptForm, *, url: str, does: str = "kept.save", loud: bool = False
) -> dict[str, Any]:
    """A form that posts to `url`; it keeps itself while somebody writes, once the thing is there.

    `does` is what its button says; `loud` makes that the one loud button of the page.
    """
    told = {"form": form, "url": url, "does": say(does), "loud": loud, "one": form.one}
    return {**told, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("revisions/around.html", takes_context=True)
def kept_around(context: Context, one: Kept, *, what: str = "") -> dict[str, Any]:
    """The quiet line beneath something kept: earlier wordings, and taking it off the page."""
    told = {"one": one, "kind": one.thing(), "what": what}
    return {**told, "csrf_token": context.get("csrf_token")}


@register.simple_tag
def wording_did(each: Wording) -> str:
    """What was done, and by whom where that may be seen."""
    ways = {
        "started": say("kept.did.started"), "written": say("kept.did.written"),
        "withdrawn": say("kept.did.withdrawn"), "brought_back": say("kept.did.brought_back"),
        "restored": say("kept.did.restored"), "not_taken": say("kept.did.not_taken"),
    }  # fmt: skip
    did = ways[each.did]
    return say("kept.by", did=did, who=each.who) if each.who else did
