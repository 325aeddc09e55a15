"""How the command ends when something is wrong: in four parts, with its own exit code."""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path
from typing import NoReturn

from typer.exceptions import TyperException

from forwhom.errors import ForwhomError

HOUSE = Path(__file__).parent.parent


def misused(error: TyperException) -> ForwhomError:
    """What the command line does not understand, in our words."""
    context = getattr(error, "ctx", None)
    verb = context.command_path if context else "forwhom"
    what, _, near = error.format_message().partition(" Did you mean ")
    options = getattr(error, "possibilities", None) or ()
    near = near or ", ".join(f"`{option}`" for option in options)
    what = what.partition(" (Possible")[0].rstrip(".").replace("Value error, ", "")
    remedy = f"Did you mean {near.rstrip('?')}? " if near else ""
    spaced = "A name with spaces needs quotes. " if "extra argument" in what else ""
    return ForwhomError(
        f"{what}.", did="Nothing was done.", remedy=f"{remedy}{spaced}`{verb} --help` explains it."
    )


def refused_by_system(error: OSError) -> ForwhomError:
    """What the system does not allow, in our words."""
    why = (error.strerror or type(error).__name__).lower()
    remedy = "See that the path is right, that you may read and write there, and the disk has room."
    what = f"A file or folder cannot be used: {why}."
    return ForwhomError(what, where=str(error.filename or ""), did="We stopped.", remedy=remedy)


def unforeseen(error: Exception) -> ForwhomError:
    """A fault of ours: where in our code, and not what the error says, which may hold values."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(HOUSE)][-1]
    told = ForwhomError(
        "Something happened that we did not foresee. That is a fault of ours.",
        where=f"{Path(ours.filename).relative_to(HOUSE.parent)}, line {ours.lineno} "
        f"({type(error).__name__})",
        did="We stopped there.",
        remedy="Please open an issue with this message and the command, and without any records.",
    )
    told.exit_code = 1
    return told


def fail(error: ForwhomError, code: int | None = None) -> NoReturn:
    """Tell the error, as text or as JSON, and end."""
    page = f"docs/how-to/errors.md#{error.anchor}"
    if "--json" in sys.argv:
        told = {"error": error.what, "where": error.where, "did": error.did}
        print(json.dumps({**told, "remedy": error.remedy, "help": page}, ensure_ascii=False))
    else:
        print(f"{error}\n({page})", file=sys.stderr)
    raise SystemExit(code or error.exit_code)
