"""Inviting somebody: the link is shown once, and sent where mail is set up."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from forwhom.web.accounts import changes
from forwhom.web.accounts.door import door
from forwhom.web.accounts.forms import InviteForm
from forwhom.web.accounts.letters import send_link
from forwhom.web.accounts.queries import open_invitations
from forwhom.web.accounts.refusals import RefusalError
from forwhom.web.accounts.roles import ROLES, May
from forwhom.web.accounts.viewer import looking
from forwhom.web.phrases_of import say


@door(may=May.MANAGE_PEOPLE)
def show(request: HttpRequest) -> HttpResponse:
    """Whom, as what, and where; then the link."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            path = changes.invite(
                by=looking().who, email=said["email"], role=ROLES[said["role"]],
                place=said["place"],
            )  # fmt: skip
        except RefusalError as refused:
            form.add_error("email", say(refused.phrase))
        else:
            return show_link(request, path, said["email"])
    return render(request, "accounts/invite.html", {"form": form})


def show_link(request: HttpRequest, path: str, email: str) -> HttpResponse:
    """The page with a link that is shown this once."""
    link = request.build_absolute_uri(path)
    shown = {"link": link, "email": email, "sent": send_link(link, email)}
    return render(request, "accounts/link.html", shown)


@door(may=May.MANAGE_PEOPLE)
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take an invitation back. Http404 out of scope."""
    changes.withdraw(by=looking().who, invitation=get_object_or_404(open_invitations(), pk=pk))
    return redirect("people")
