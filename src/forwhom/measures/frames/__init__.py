"""Published frames in which others arrange the same numbers, line by line."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from forwhom.errors import DeclarationError, did_you_mean

__all__ = ["FRAMES", "Frame", "Line", "check_code", "lines_of"]

ORDER = ("nasem16", "crdc", "skrla12", "are10")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a frame: an indicator, an element, a dimension.

    `kept_in` names the agreed table that could speak to a line which nothing measures yet;
    `recalled` marks a title whose words were not held against the source.
    """

    code: str
    title: str
    title_es: str
    kept_in: str = ""
    recalled: bool = False


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A published way of arranging measures; `sure` says how far its titles were checked."""

    name: str
    title: str
    title_es: str
    source: str
    sure: str
    sure_es: str
    lines: tuple[Line, ...]


def _read(name: str, text: str) -> Frame:
    try:
        found = tomllib.loads(text)
        lines = tuple(Line(**line) for line in found.pop("lines"))
        return Frame(name=name, lines=lines, **found)
    except (tomllib.TOMLDecodeError, TypeError, KeyError) as error:
        raise DeclarationError(
            f"The frame `{name}` cannot be read: {error}.",
            where=f"measures/frames/{name}.toml",
            remedy="Compare it with a file beside it.",
        ) from error


def _found() -> dict[str, Frame]:
    """The four in their order; a new file joins behind them, by name."""
    texts = {
        Path(entry.name).stem: entry.read_text("utf-8")
        for entry in files(__name__).iterdir()
        if entry.name.endswith(".toml")
    }
    known = [name for name in ORDER if name in texts]
    names = [*known, *sorted(set(texts).difference(ORDER))]
    return {name: _read(name, texts[name]) for name in names}


FRAMES: dict[str, Frame] = _found()


def check_code(code: str, where: str) -> None:
    """Raise DeclarationError for a code such as `nasem16:3` whose frame or line does not exist.

    A frame's name alone says that the measure is in it, and not on which line.
    """
    name, _, line = code.partition(":")
    if name not in FRAMES:
        known = list(FRAMES)
        raise DeclarationError(
            f"There is no frame `{name}`.",
            where=where,
            remedy=did_you_mean(name, known) or f"Use one of {', '.join(known)}.",
        )
    lines = [each.code for each in FRAMES[name].lines]
    if line and line not in lines:
        raise DeclarationError(
            f"The frame `{name}` has no line `{line}`.",
            where=where,
            remedy=("" if line.isdigit() else did_you_mean(line, lines))
            or f"Use one of {', '.join(lines)}.",
        )


def lines_of(codes: tuple[str, ...], frame: str) -> list[str]:
    """The lines of one frame that a measure's codes name; empty text for the frame as a whole."""
    parts = [code.partition(":") for code in codes]
    return [line for name, _, line in parts if name == frame]
