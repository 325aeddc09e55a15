"""What of the settings, the folder and the machine is not safe to serve a district with."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from forwhom.lock import BusyError, locked
from forwhom.web.place_on_disk import DEMO, SETTINGS, Served
from forwhom.web.running import jobs, serve
from forwhom.web.running.address import is_loopback
from forwhom.web.running.looks import Check, Look, ok, wrong

SHORTEST_KEY, FEWEST_KINDS = 50, 10  # characters, as Django's own check asks
OPEN_TO_ALL = (
    "anybody who reaches it signs in as any role. All records here are made up. "
    "Bring no real ones in: begin a district of your own in a new folder."
)
LITTLE, SCARCE = 1, 5  # gigabytes


def debug(served: Served) -> Look:
    """A page that fails must not show our code and its values."""
    if settings.DEBUG:
        return wrong("errors", "DEBUG is on: a page that fails shows values.", "Set DEBUG = False.")
    return ok("errors", "A page that fails shows no trace.")


def key(served: Served) -> Look:
    """Who knows or guesses the key signs in as anybody."""
    found = settings.SECRET_KEY
    weak = len(found) < SHORTEST_KEY or len(set(found)) < FEWEST_KINDS
    if weak or found.startswith("django-insecure"):
        remedy = "Delete web/secret-key and start again: a new one is made. People sign in anew."
        return wrong("key", "The key that signs sessions is short or well known.", remedy)
    return ok("key", "The key that signs sessions is long and our own.")


def https(served: Served) -> Look:
    """Plain http is for this machine alone."""
    public = [name for name in settings.ALLOWED_HOSTS if not is_loopback(name)]
    if "*" in public:
        remedy = f'Name the server\'s own addresses in {SETTINGS}: addresses = ["…"].'
        return wrong("address", "The web answers to any name, also to a forger's.", remedy)
    if public and not settings.SESSION_COOKIE_SECURE:
        remedy = f"Let a proxy do https, and write `https = true` in {SETTINGS}."
        return wrong("address", "Others reach the web by plain http and can be heard.", remedy)
    return ok("address", "Plain http stays on this machine.")


def sign_up(served: Served) -> Look:
    """People come by invitation or by the district's roster."""
    from allauth.account.adapter import get_adapter

    if get_adapter().is_open_for_signup(HttpRequest()):
        remedy = "Set ACCOUNT_ADAPTER back to the one that Forwhom brings."
        return wrong("sign-up", "Anybody can make an account.", remedy)
    return ok("sign-up", "People come in by invitation only.")


def demo(served: Served) -> Look:
    """The made-up district's open sign-ins have no place where children are real."""
    from forwhom.audit.held import holds_real_records

    if not (settings.DEMO or served.is_demo):
        return ok("demo", "The demo is off.")
    if holds_real_records(served.district):
        remedy = f"Start it without --demo and without {DEMO}."
        return wrong("demo", "Anybody may sign in as any role: the demo is on.", remedy)
    return Look("demo", "note", f"The demo is on: {OPEN_TO_ALL}")


def private(served: Served) -> Look:
    """Database, uploads, key and settings are for the owner alone."""
    if os.name != "posix":
        return Look("folder", "note", "Windows keeps its own list of who may read the folder.")
    shown = [path for path in _kept(served.folder) if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if shown:
        names = ", ".join(str(path.relative_to(served.district)) for path in shown[:3])
        remedy = f"chmod -R go-rwx {served.folder.name}"
        return wrong("folder", f"Others on this machine can open {names}.", remedy)
    return ok("folder", "Only its owner can open the web's folder.")


def _kept(folder: Path) -> list[Path]:
    """The web's own folder, and within it whatever others could reach by its name."""
    return [folder, *sorted(folder.iterdir()), *sorted((folder / "uploads").glob("*"))]


def disk(served: Served) -> Look:
    """A full disk stops every write."""
    free = shutil.disk_usage(served.folder).free / 2**30
    says = f"{free:.1f} GB are free."
    if free < LITTLE:
        return wrong("disk", says, "Make room: old audits and backups are the largest.")
    return Look("disk", "note" if free < SCARCE else "ok", says)


def mail(served: Served) -> Look:
    """Without mail an administrator hands over links by hand."""
    if served.settings.mail:
        return ok("mail", "Mail is set.")
    return Look("mail", "note", "No mail is set: invitations are handed over as links.")


def background(served: Served) -> Look:
    """Imports and audits that people ask for are done by one process."""
    if jobs.is_alive(served):
        return ok("background", "The process for imports and audits is alive.")
    try:
        with locked(served.folder / serve.LOCK):
            return Look("background", "note", "The district is not being served at this moment.")
    except BusyError:
        remedy = "`forwhom serve` starts it again within seconds; its lines say where it ended."
        return wrong("background", "The process for imports and audits has ended.", remedy)


def ways(served: Served) -> Look:
    """Whether every way of working and protocol that the district wrote can be used."""
    from forwhom.web.inquiry import cycles, protocols

    mistakes = [each.said() for each in (*cycles.mistakes(), *protocols.mistakes())]
    if mistakes:
        remedy = "The page Ways of working tells each; docs/how-to/write-a-way-of-working.md how."
        return wrong("ways", f"{len(mistakes)} mistakes, the first: {mistakes[0]}", remedy)
    return ok("ways", "The ways of working and protocols can be used.")


CHECKS: tuple[Check, ...] = (
    *(debug, key, https, sign_up, demo, private, disk, mail, background, ways),
)
