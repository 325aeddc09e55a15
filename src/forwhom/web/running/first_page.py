"""The first page, made before anybody asks: it loads what all pages need, and takes a second."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from wsgiref.util import setup_testing_defaults

Application = Callable[[dict[str, Any], Callable[..., Any]], Any]
PATH = "/account/sign-in/"


def make(application: Application) -> int:
    """Make the page to sign in, for nobody. Returns its status; the database is left alone again.

    What is loaded before a process divides is loaded for all of them, and stands in memory once.
    """
    from django.conf import settings
    from django.db import connections

    scheme = "https" if settings.SECURE_SSL_REDIRECT else "http"
    asked = {
        "PATH_INFO": PATH,
        "HTTP_HOST": next(iter(settings.ALLOWED_HOSTS), "localhost").lstrip("."),
        "HTTP_X_FORWARDED_PROTO": scheme,
        "wsgi.url_scheme": scheme,
    }
    setup_testing_defaults(asked)
    said: list[str] = []
    answer = application(asked, lambda status, *_: said.append(status))
    try:
        for _ in answer:
            pass
    finally:
        answer.close()
        connections.close_all()  # no connection may be used on both sides of a fork
    return int(said[0].split()[0])


def know_the_audit() -> None:
    """Read what most pages ask of the newest audit, in a process that answers browsers.

    Where it cannot be read, a page says so when somebody asks.
    """
    import numpy as np  # noqa: F401 - each page that reads numbers needs it
    from django.db import connections

    from forwhom.errors import ForwhomError
    from forwhom.results.index import Index
    from forwhom.web.accounts.viewer import everywhere
    from forwhom.web.audits.queries import folders

    with (
        suppress(ForwhomError, OSError, ValueError),
        everywhere(because="a process gets ready before anyone looks"),
    ):
        for folder in folders()[:1]:
            len(Index.open(folder).findings)
    connections.close_all()
