"""What the web writes to its log: where and what kind of trouble, never a value of anybody."""

from __future__ import annotations

import logging
import re
import traceback
from datetime import UTC, datetime

BLANK = re.compile(r"%(\(\w+\))?[-#0 +]*\d*(\.\d+)?[a-zA-Z]")
TRACED = re.compile(r'^\s*File "(?P<file>[^"]+)", line (?P<line>\d+), in (?P<name>[\w.<>]+)')


class OnlyWhere(logging.Formatter):
    """A line for each record. What fills a warning's blanks may be a student's: it stays out.

    Of a trace, files and lines are told; what the error itself says, source and locals are not.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        at = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        parts = [at, record.levelname.lower(), record.name, _said(record)]
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            parts.append(where(error))
        return " ".join(" ".join(parts).split())


def where(error: BaseException) -> str:
    """The kind of an error and the places in the code it came through, the last one first."""
    frames = reversed(traceback.extract_tb(error.__traceback__))
    places = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    cause = error.__cause__ or error.__context__
    because = f" because of {where(cause)}" if cause else ""
    return f"{type(error).__qualname__} at {', '.join(places) or 'no place'}{because}"


def only_places(trace: str) -> str:
    """A printed traceback with nothing left but its files and lines."""
    found = (TRACED.match(line) for line in trace.splitlines())
    return "\n".join(f"{one['file']}:{one['line']} in {one['name']}" for one in found if one)


def _said(record: logging.LogRecord) -> str:
    if record.levelno <= logging.INFO or record.name.startswith("forwhom"):
        return record.getMessage()
    return BLANK.sub("…", record.msg) if record.args else _unfilled(record)


def _unfilled(record: logging.LogRecord) -> str:
    """A sentence that came already filled: only its place, as nobody knows what is in it."""
    return f"({record.module}, line {record.lineno})"
