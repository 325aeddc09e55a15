"""Reads TOML that people wrote: whatever is wrong with it is one kind of error."""

from __future__ import annotations

import tomllib
from typing import Any


def read_toml(text: str) -> dict[str, Any]:
    """What the text says. Raises tomllib.TOMLDecodeError.

    The library lets other errors through for brackets in brackets without end and for numbers of
    thousands of digits.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise tomllib.TOMLDecodeError("brackets stand in brackets without end") from None
    except ValueError:
        raise tomllib.TOMLDecodeError("a number has far too many digits") from None
