"""Serving a district's web application: pages for browsers, and one process for work behind."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from forwhom.errors import WebError
from forwhom.lock import BusyError, locked
from forwhom.web.place_on_disk import DEMO, DISTRICT, HTTPS, PRIVATE_FOLDER, Served
from forwhom.web.running.address import free, speaks_https
from forwhom.web.running.supervise import Kept, keep

LOCK = "serve.lock"


def serve(
    district: Path,
    *,
    address: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 2,
    demo: bool = False,
    say: Callable[[str], None],
) -> None:
    """Serve until Ctrl-C or SIGTERM. Raises WebError where it cannot start.

    `say` is told the address once the database is ready, and later what had to be started again.
    """
    served = named(district)
    https = speaks_https(served, address)
    if demo:
        only_made_up(served)
    os.environ |= {DISTRICT: str(served.district), DEMO: "1" if demo else "0"}
    os.environ[HTTPS] = "1" if https else "0"
    make_room(served)
    try:
        with locked(served.folder / LOCK, wait=1):
            free(address, port)
            link = prepare(say)
            for line in _welcome(served, address, port, link, https):
                say(line)
            keep(_processes(address, port, workers), say)
    except BusyError:
        raise WebError(
            "This district is being served already.",
            where=str(served.district),
            did="Nothing was started; what runs goes on.",
            remedy="End the other `forwhom serve` first.",
        ) from None


def named(district: Path) -> Served:
    """The district's folder. Raises WebError where there is none."""
    if not district.is_dir():
        raise WebError(
            "There is no such folder.",
            where=str(district),
            did="Nothing was done.",
            remedy="Name a district's folder: `forwhom import SOURCE --into DISTRICT` makes one.",
        )
    return Served(district.resolve())


def only_made_up(served: Served) -> None:
    """Raise WebError where the demo's open sign-ins would stand before real records."""
    from forwhom.audit.held import holds_real_records

    if holds_real_records(served.district):
        raise WebError(
            "With --demo anybody may sign in as any role, and these records are not made up.",
            where=str(served.district),
            did="Nothing was started.",
            remedy="Leave --demo out. For a look around: `make demo` makes a district up.",
        )


def make_room(served: Served) -> None:
    """The web's own folder, for its owner alone."""
    served.folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    served.folder.chmod(PRIVATE_FOLDER)
    if not served.database:
        os.umask(0o077)  # SQLite's files beside the database as well


def set_up() -> None:
    """Make Django ready, for the district that the environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forwhom.web.settings")
    import django

    django.setup()


def prepare(say: Callable[[str], None] = lambda _: None) -> str | None:
    """Bring the database up to date. Returns the first administrator's link while there is none."""
    set_up()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0, interactive=False)
    from forwhom.web.running.known import know

    try:
        know(say)
        return _first_link()
    finally:
        connections.close_all()


def _first_link() -> str | None:
    from forwhom.web.accounts import changes

    made = getattr(changes, "first_invitation", None)
    return made() if made else None


def _processes(address: str, port: int, workers: int) -> list[Kept]:
    told = (address, str(port), str(workers))
    return [
        Kept("pages", "forwhom.web.running.pages", told),
        Kept("work in the background", "forwhom.web.running.jobs"),
    ]


def _welcome(served: Served, address: str, port: int, link: str | None, https: bool) -> list[str]:
    host = f"[{address}]" if ":" in address else address
    at = f"http://{host}:{port}"
    public = f"https://{served.settings.addresses[0]}" if https else at
    lines = [f"Forwhom serves {served.district.name} at {at}/"]
    if https:
        lines.append(f"Browsers come through your proxy: {public}/")
    if link:
        lines.append("Nobody is in charge yet. The first administrator opens this link, once:")
        lines.append(f"  {public}{link}")
    return [*lines, "Ctrl-C ends it."]
