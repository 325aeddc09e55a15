"""The door of a page: who may open it, and whether opening it is remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from forwhom.web.accounts.roles import May

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, kw_only=True)
class Door:
    """`may`: what one must be allowed; `place`: the part of the address that names a place.

    `open` lets everyone in, signed in or not; `signed_in` everyone who is. `inside` pages show
    exact numbers: each reading is remembered. `before`: even before a second factor is set up.
    """

    may: May | None = None
    place: str = ""
    open: bool = False
    signed_in: bool = False
    inside: bool = False
    before: bool = False


def door(
    *,
    may: May | None = None,
    place: str = "",
    open: bool = False,  # noqa: A002 - it reads as what it is: an open door
    signed_in: bool = False,
    before: bool = False,
) -> Callable[[View], View]:
    """Give a page its door. Exactly one of `may`, `open` and `signed_in` says who may come in."""
    if [may is not None, open, signed_in].count(True) != 1:
        raise ValueError("A door says one of: may, open, signed_in.")
    inside = may in {May.READ_INSIDE, May.GUESS, May.SAY_WHY, May.PRINT_INSIDE}
    asked = Door(may=may, place=place, open=open, signed_in=signed_in, inside=inside, before=before)

    def made(view: View) -> View:
        view.door = replace(asked)  # type: ignore[attr-defined]
        return view

    return made


# Pages of the libraries, by the name of their address. `before` may be opened before a second
# factor is set up: they are how it is set up.
OF_LIBRARIES: dict[str, Door] = {
    "account_login": Door(open=True),
    "account_logout": Door(open=True),
    "account_reauthenticate": Door(signed_in=True, before=True),
    "account_change_password": Door(signed_in=True, before=True),
    "account_inactive": Door(open=True),
    "mfa_index": Door(signed_in=True, before=True),
    "mfa_authenticate": Door(open=True),
    "mfa_reauthenticate": Door(signed_in=True, before=True),
    "mfa_activate_totp": Door(signed_in=True, before=True),
    "mfa_deactivate_totp": Door(signed_in=True),
    "mfa_generate_recovery_codes": Door(signed_in=True, before=True),
    "mfa_view_recovery_codes": Door(signed_in=True, before=True),
    "mfa_download_recovery_codes": Door(signed_in=True, before=True),
    "mfa_list_webauthn": Door(signed_in=True, before=True),
    "mfa_add_webauthn": Door(signed_in=True, before=True),
    "mfa_edit_webauthn": Door(signed_in=True, before=True),
    "mfa_remove_webauthn": Door(signed_in=True),
    "mfa_reauthenticate_webauthn": Door(signed_in=True, before=True),
    "mfa_login_webauthn": Door(open=True),
}


def door_of(view: Any, name: str | None) -> Door | None:
    """The door of a page: its own, or that written down for a library's page; None without one."""
    found: Door | None = getattr(view, "door", None)
    return found or OF_LIBRARIES.get(name or "")


@dataclass
class Reading:
    """What a page says it showed, for the history: ids and counts, never the data."""

    place: str = ""
    subject: str = ""
    count: int | None = None


def reading(request: HttpRequest, *, place: str = "", subject: str = "", count: int = 0) -> None:
    """Called by an inside page: what it shows will be remembered."""
    request.reading = Reading(place, subject, count)  # type: ignore[attr-defined]
