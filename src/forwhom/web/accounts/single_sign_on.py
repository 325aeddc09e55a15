"""Signing in by the district's own service: bound to issuer and subject, never to an e-mail."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from requests import RequestException

from forwhom.web.accounts.changes.invitations import accept
from forwhom.web.accounts.models import Invitation
from forwhom.web.accounts.refusals import RefusalError
from forwhom.web.history.changes import Who, note
from forwhom.web.history.models import Act

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384"]
INVITED = "invitation"  # where a session keeps which invitation was opened in it
UNUSABLE = (OAuth2Error, RequestException, KeyError, ValueError)  # whatever a service may say
NEEDED = ["exp", "iat", "iss", "aud", "sub"]


def service() -> dict[str, str]:
    """The service of web.toml: its `provider_id` is the issuer. Empty where there is none."""
    found: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {})
    return next(iter(found.get("APPS", [])), {})


class Checked(OpenIDConnectOAuth2Adapter):
    """Takes an identity only from a token that is signed, fresh, ours, and answers our question."""

    state: dict[str, Any]

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """The one address to which the service may send people back."""
        return request.build_absolute_uri(reverse("oidc_callback"))

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the service says of itself. Raises OAuth2Error where it is another issuer."""
        found: dict[str, Any] = super().openid_config
        if found.get("issuer") != self.provider_id:
            raise OAuth2Error("The service says that it is another issuer.")
        return found

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """The identity in the token. Raises OAuth2Error where it cannot be trusted."""
        claims = self._claims(str(kwargs["response"].get("id_token") or ""), app.client_id)
        wanted = str(self.state.get("nonce") or "")
        if not wanted or not secrets.compare_digest(str(claims.get("nonce") or ""), wanted):
            raise OAuth2Error("The token answers another question.")
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})

    def _claims(self, token: str, audience: str) -> dict[str, Any]:
        import jwt
        from allauth.socialaccount.adapter import get_adapter

        try:
            with get_adapter().get_requests_session() as calls:
                answer = calls.get(self.openid_config["jwks_uri"])
                answer.raise_for_status()
            name = jwt.get_unverified_header(token)["kid"]
            key = next(
                key for key in jwt.PyJWKSet.from_dict(answer.json()).keys if key.key_id == name
            )
            claims: dict[str, Any] = jwt.decode(
                token, key=key, algorithms=ALGORITHMS, issuer=self.provider_id,
                audience=audience, options={"require": NEEDED}, leeway=30,
            )  # fmt: skip
        except (jwt.PyJWTError, KeyError, StopIteration, ValueError, TypeError) as error:
            raise OAuth2Error("The token is not to be trusted.") from error
        if claims.get("azp", audience) != audience or not claims["sub"]:
            raise OAuth2Error("The token is for somebody else.")
        return claims


class ComingBack(OAuth2CallbackView):
    """Where the service sends people back; the adapter learns what was asked."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, response


class BoundToSubject(DefaultSocialAccountAdapter):
    """A known subject comes in; an unknown one only with an invitation opened in this browser."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Bind a first sign-in to the invitation it came with, or send away."""
        invitation = opened_invitation(request)
        if invitation is not None and not sociallogin.is_existing:
            with transaction.atomic():
                self._bind(request, sociallogin, invitation)
        if not sociallogin.is_existing:
            note(by=Who(), act=Act.DENIED, what="sign_in", subject="unknown subject")
            raise ImmediateHttpResponse(render(request, "accounts/unknown.html", status=403))

    def _bind(self, request: HttpRequest, sociallogin: SocialLogin, found: Invitation) -> None:
        try:
            name = str(sociallogin.account.extra_data.get("id_token", {}).get("name") or "")
            person = accept(invitation=found, name=name[:150])
        except RefusalError as refused:
            page = render(request, "accounts/unknown.html", {"why": refused.phrase}, status=403)
            raise ImmediateHttpResponse(page) from refused
        request.session.pop(INVITED, None)
        sociallogin.connect(request, person)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: people come in by invitation."""
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **about: Any) -> None:
        """One page for whatever was wrong; what it was stays out of it."""
        if about.get("exception") is not None:  # not for whoever only calls the address
            note(by=Who(), act=Act.DENIED, what="sign_in", subject="service")
        raise ImmediateHttpResponse(render(request, "accounts/no_sign_in.html", status=403))


def opened_invitation(request: HttpRequest) -> Invitation | None:
    """The invitation whose link was opened in this browser, while it still opens."""
    usable = Invitation.objects.usable().select_related("place", "person")
    return usable.filter(pk=request.session.get(INVITED) or 0).first()


def begin(request: HttpRequest) -> HttpResponseBase:
    """Send somebody to the service, with a state, a nonce and a PKCE challenge."""
    provider = Checked(request, service()["provider_id"]).get_provider()
    provider.get_oauth2_adapter = lambda asked: Checked(asked, service()["provider_id"])
    nonce = secrets.token_urlsafe(32)
    try:
        answer: HttpResponseBase = provider.redirect(
            request, process="login", auth_params={"nonce": nonce}, nonce=nonce
        )
        return answer
    except UNUSABLE:
        return render(request, "accounts/no_sign_in.html", status=503)


def come_back(request: HttpRequest) -> HttpResponseBase:
    """Take the answer of the service."""
    view = ComingBack.adapter_view(Checked(request, service()["provider_id"]))
    try:
        answer: HttpResponseBase = view(request)
    except UNUSABLE:
        note(by=Who(), act=Act.DENIED, what="sign_in", subject="service")
        return render(request, "accounts/no_sign_in.html", status=403)
    return answer
