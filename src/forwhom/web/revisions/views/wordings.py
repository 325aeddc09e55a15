"""Every wording that something had, and the way back to each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.revisions import changes
from forwhom.web.revisions.queries import of_kind, wordings
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
def show(request: HttpRequest, kind: str, key: int) -> HttpResponse:
    """All wordings, the newest first."""
    one = of_kind(kind, key)
    told = {
        "one": one, "kind": kind, "wordings": wordings(one), "may_write": one.may_write(looking()),
    }  # fmt: skip
    return render(request, "revisions/wordings.html", told)


@door(may=May.TAKE_PART)
@require_POST
def restore(request: HttpRequest, kind: str, key: int, version: int) -> HttpResponse:
    """Make it read as it did."""
    one = of_kind(kind, key)
    before = one.version
    if changes.restore(by=looking(), one=one, version=version):
        tell(request, "kept.restored", undo=reverse("restore_kept", args=[kind, key, before]))
    return redirect(one.address())


@door(may=May.TAKE_PART)
@require_POST
def withdraw(request: HttpRequest, kind: str, key: int) -> HttpResponse:
    """Take it from its page."""
    one = of_kind(kind, key)
    if changes.withdraw(by=looking(), one=one):
        tell(request, "kept.withdrawn", undo=reverse("bring_back_kept", args=[kind, key]))
    return redirect(one.address())


@door(may=May.TAKE_PART)
@require_POST
def bring_back(request: HttpRequest, kind: str, key: int) -> HttpResponse:
    """Put it back on its page."""
    one = of_kind(kind, key)
    if changes.bring_back(by=looking(), one=one):
        tell(request, "kept.brought_back", undo=reverse("withdraw_kept", args=[kind, key]))
    return redirect(one.address())
