"""Coming in by an invitation: its link, and the page where somebody sets up signing in."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from forwhom.web.accounts.changes import accept, choose_language
from forwhom.web.accounts.door import door
from forwhom.web.accounts.forms import WelcomeForm
from forwhom.web.accounts.models import Invitation, Person
from forwhom.web.accounts.models.invitation import key_of
from forwhom.web.accounts.refusals import RefusalError
from forwhom.web.accounts.single_sign_on import INVITED, opened_invitation, service
from forwhom.web.phrases_of import language


@door(open=True)
def open_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Remember the invitation in this browser, and take its secret out of the address."""
    found = Invitation.objects.usable().filter(key=key_of(token)).first()
    request.session[INVITED] = found.pk if found else None
    return redirect("welcome")


@door(open=True)
def welcome(request: HttpRequest) -> HttpResponseBase:
    """Say who you are and choose a password, or come in by the district's own service."""
    invitation = opened_invitation(request)
    if invitation is None:
        return render(request, "accounts/over.html", status=410)
    form = WelcomeForm(request.POST or None, invitation=invitation)
    if request.method == "POST" and form.is_valid():
        answer = _come_in(request, invitation, form)
        if answer is not None:
            return answer
    shown = {"form": form, "invitation": invitation, "service": service()}
    return render(request, "accounts/welcome.html", shown)


def _come_in(
    request: HttpRequest, invitation: Invitation, form: WelcomeForm
) -> HttpResponseBase | None:
    said = form.cleaned_data
    try:
        with transaction.atomic():
            person = accept(
                invitation=invitation, email=said.get("email", ""), name=said.get("name", "")
            )
            person.set_password(said["password"])
            person.save(update_fields=["password"])
    except RefusalError as refused:
        form.refuse(refused)
        return None
    return _signed_in(request, person)


def _signed_in(request: HttpRequest, person: Person) -> HttpResponseBase:
    """In, in the language they read, with the second factor as the next page if it is needed."""
    request.session.pop(INVITED, None)
    choose_language(person=person, language=language())
    record_authentication(request, person, method="password", reauthenticated=True)
    answer: HttpResponseBase = perform_login(request, person, email_verification="none")
    return answer
