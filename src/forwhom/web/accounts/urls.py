"""The addresses of signing in and of looking after people."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path

from forwhom.web.accounts.views import demo, invitation, me, oidc

urlpatterns = [
    path("", me.show, name="me"),
    path("sessions/end/", me.end_others, name="end_other_sessions"),
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/as/", demo.sign_in, name="demo_sign_in"),
    path("sign-out/", account.logout, name="account_logout"),
    path("not-in-use/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
    path("service/", oidc.start, name="oidc_start"),
    path("service/back/", oidc.come_back, name="oidc_callback"),
    path("invitation/<str:token>/", invitation.open_link, name="invitation"),
    path("welcome/", invitation.welcome, name="welcome"),
]
