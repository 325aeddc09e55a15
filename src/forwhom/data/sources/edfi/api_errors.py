"""What can go wrong when records are fetched from an Ed-Fi API, in words."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from forwhom.errors import SourceError


class EdFiApiError(SourceError):
    """Records could not be fetched from an Ed-Fi API."""

    exit_code = 20
    anchor = "edfi-api"


NOTHING = "Nothing was imported."


def no_extra() -> EdFiApiError:
    """The library that speaks to Ed-Fi is not installed."""
    return EdFiApiError(
        "To fetch from an Ed-Fi API, one more package is needed.",
        did=NOTHING,
        remedy="Install it: pip install 'forwhom[edfi]'. Or export the records as files and name "
        "their folder.",
    )


def no_keys() -> EdFiApiError:
    """Key or secret are not in the environment."""
    return EdFiApiError(
        "The key or the secret of the API is missing.",
        where="the environment variables EDFI_KEY and EDFI_SECRET",
        did=NOTHING,
        remedy="Set both, and never write them on the command line: others can read it there.",
    )


def no_year(url: str) -> EdFiApiError:
    """The API keeps each year apart."""
    return EdFiApiError(
        "This API keeps each school year apart, and no year is named.",
        where=url,
        did=NOTHING,
        remedy="Name one, such as --year 2025-26.",
    )


def not_a_url(why: str) -> EdFiApiError:
    """The address or the year cannot be used."""
    return EdFiApiError(
        "The address of the API cannot be used.",
        where=why,
        did=NOTHING,
        remedy="Write it as https://server/path, the part before /data/v3.",
    )


def nothing_readable(url: str) -> EdFiApiError:
    """Signed in, but no resource may be read."""
    return EdFiApiError(
        "The key may read none of the records that are needed.",
        where=url,
        did=NOTHING,
        remedy="Ask whoever gave you the key for one that may read students, enrollments, "
        "attendance, discipline and programs (a claim set for reading).",
    )


def changed(resource: str, count: int, expected: int) -> EdFiApiError:
    """Fewer records came than the server said there are."""
    return EdFiApiError(
        f"Of {expected:,} records of {resource} only {count:,} came.",
        where=resource,
        did=NOTHING,
        remedy="Try again, best at night when nobody changes records.",
    )


@contextlib.contextmanager
def told(url: str) -> Iterator[None]:
    """What the network and the server refuse, in words; never what they sent."""
    try:
        yield
    except EdFiApiError:
        raise
    except ImportError:
        raise no_extra() from None
    except Exception as error:
        found = _in_words(url, error)
        if found is None:
            raise
        raise found from None


def _in_words(url: str, error: Exception) -> EdFiApiError | None:
    """Our error for one of the library or of requests; None for one that we do not know."""
    try:
        from requests import exceptions
    except ImportError:
        return None
    if isinstance(error, exceptions.HTTPError):
        return _answered(url, error.response.status_code if error.response is not None else 0)
    known: list[tuple[tuple[type[Exception], ...], str, str]] = [
        ((exceptions.ChunkedEncodingError, exceptions.JSONDecodeError), *HALF),
        ((exceptions.Timeout,), *LATE),
        ((exceptions.RequestException, OSError), *AWAY),
        ((ValueError, KeyError, AttributeError), *OTHER),
    ]
    for kinds, what, remedy in known:
        if isinstance(error, kinds):
            return EdFiApiError(what, where=url, did=NOTHING, remedy=remedy)
    return None


HALF = (
    "The server sent half an answer, or something that is not JSON.",
    "See that the address is the API's own, and try again.",
)
LATE = ("The server did not answer in time.", "Try again later, best at night.")
AWAY = (
    "The server cannot be reached.",
    "See that the address is right and that this computer may reach it.",
)
OTHER = (
    "What answers there is not an Ed-Fi API that we know.",
    "Write the address as https://server/path, the part before /data/v3.",
)


def _answered(url: str, status: int) -> EdFiApiError:
    if status in {400, 401, 403}:
        return EdFiApiError(
            "The server refused to sign us in.",
            where=f"{url} (status {status})",
            did=NOTHING,
            remedy="See that EDFI_KEY and EDFI_SECRET are right and still in force.",
        )
    if status == 429:
        return EdFiApiError(
            "The server asks us to wait: it had too many requests.",
            where=f"{url} (status 429)",
            did=f"We asked again, more and more slowly. {NOTHING}",
            remedy="Try again later, best at night.",
        )
    return EdFiApiError(
        "The server answered that it cannot serve us.",
        where=f"{url} (status {status})" if status else url,
        did=f"We asked again, more and more slowly. {NOTHING}",
        remedy="See that the address is right. Else ask whoever runs the server.",
    )
