"""The district's own sign-in service (OpenID Connect), as web.toml names it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from forwhom.errors import WebError, did_you_mean

NEEDED = ("issuer", "client_id", "client_secret")
KNOWN = (*NEEDED, "name", "sign_in_origin")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def providers(oidc: dict[str, str]) -> dict[str, Any]:
    """Allauth's settings of the sign-in service; empty where none is named. Raises WebError."""
    if not oidc:
        return {}
    _check(oidc)
    app = {
        # Accounts are kept under this name with the subject: another issuer is another account.
        "provider_id": oidc["issuer"],
        "name": oidc.get("name") or urlsplit(oidc["issuer"]).hostname,
        "client_id": oidc["client_id"],
        "secret": oidc["client_secret"],
        "settings": {"server_url": oidc["issuer"].rstrip("/"), "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


def origins(oidc: dict[str, str]) -> list[str]:
    """Where a form of ours may lead: the service's own pages, and nothing else."""
    named = [oidc[key] for key in ("issuer", "sign_in_origin") if oidc.get(key)]
    parts = [urlsplit(each) for each in named]
    return [f"{part.scheme}://{part.netloc}" for part in parts]


def _check(oidc: dict[str, str]) -> None:
    for name in oidc:
        if name not in KNOWN:
            raise _wrong(f"`{name}` is no setting of [oidc].", did_you_mean(name, KNOWN))
    missing = [name for name in NEEDED if not oidc.get(name)]
    if missing:
        raise _wrong(f"[oidc] lacks {', '.join(missing)}.", "Your sign-in service shows them.")
    address = urlsplit(oidc["issuer"])
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        raise _wrong("The issuer of [oidc] is not https.", "Ask for its https address.")


def _wrong(what: str, remedy: str) -> WebError:
    return WebError(what, where="web.toml, [oidc]", did="Nothing was started.", remedy=remedy)
