"""What Forwhom says when something is wrong: what happened, where, what we did, what you can do."""

from __future__ import annotations

import contextlib
import difflib
import re
from collections.abc import Iterable, Iterator


class ForwhomError(Exception):
    """An error that is shown to people as it stands, without a traceback.

    `what` is one full sentence; `where` names file, row and column as far as known; `did` says
    what we did about it; `remedy` says what the reader can do. No student's value is ever in it.
    """

    exit_code = 2
    anchor = "error"

    def __init__(self, what: str, *, where: str = "", did: str = "", remedy: str = "") -> None:
        self.what, self.where, self.did, self.remedy = what, where, did, remedy
        super().__init__(what)

    def __str__(self) -> str:
        parts = [self.what]
        if self.where:
            parts.append(f"Where: {self.where}")
        if self.did:
            parts.append(f"What we did: {self.did}")
        if self.remedy:
            parts.append(f"What you can do: {self.remedy}")
        return "\n".join(parts)


class SourceError(ForwhomError):
    """The records could not be read: no such place, an empty file, an unreadable encoding."""

    exit_code = 3
    anchor = "source"


class MappingError(ForwhomError):
    """The mapping file asks for something that is not there or cannot be understood."""

    exit_code = 4
    anchor = "mapping"


class RefusedError(ForwhomError):
    """More rows than allowed were refused, so nothing was imported."""

    exit_code = 5
    anchor = "refused"


class DistrictError(ForwhomError):
    """The district's folder or its forwhom.toml cannot be used."""

    exit_code = 6
    anchor = "district"


class DeclarationError(ForwhomError):
    """A measure, fact, group or rule is not written as it must be."""

    exit_code = 7
    anchor = "declaration"


class AuditFolderError(ForwhomError):
    """An audit's folder is missing, incomplete or made by another version."""

    exit_code = 8
    anchor = "audit-folder"


class EngineError(ForwhomError):
    """The engine that should count is not installed, does not answer, or gave up."""

    exit_code = 9
    anchor = "engine"


class ReleaseError(ForwhomError):
    """A release cannot be made, or is not whole: nothing was published."""

    exit_code = 10
    anchor = "release"


class AttackError(ForwhomError):
    """Published numbers could not be attacked: they cannot be read, or the solver is missing."""

    exit_code = 11
    anchor = "attack"


class WebError(ForwhomError):
    """The web application cannot start, or one of its settings is not safe."""

    exit_code = 12
    anchor = "web"


class PacketError(ForwhomError):
    """A board packet cannot be printed: what was chosen is not there, or is not for these eyes."""

    exit_code = 13
    anchor = "packet"


class OfficialError(ForwhomError):
    """An official number cannot be made: no such profile or place, or a value nobody verified."""

    exit_code = 14
    anchor = "official"


@contextlib.contextmanager
def declared_in(file: str) -> Iterator[None]:
    """Turn what goes wrong while a declaration is read into a DeclarationError with its file.

    Python's own word for a field left out or misspelt is a TypeError, which looks like our fault.
    """
    try:
        yield
    except DeclarationError as error:
        raise DeclarationError(error.what, where=error.where or file, remedy=error.remedy) from None
    except TypeError as error:
        names = ", ".join(f"`{name}`" for name in re.findall(r"'(\w+)'", str(error)))
        lacks = "missing" in str(error)
        raise DeclarationError(
            f"The declaration lacks {names}."
            if lacks
            else f"The declaration cannot be read: {error}.",
            where=file,
            remedy=f"Write {names} in it." if lacks else "Compare it with a file beside it.",
        ) from error


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A short question with the nearest known word, or nothing where none is near."""
    near = nearest(word, known)
    return "" if near is None else f"Did you mean `{near}`?"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one; None where none is near."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)), None)
