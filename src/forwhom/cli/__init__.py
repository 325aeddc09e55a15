"""The command `forwhom`: thin, one file a verb."""

from __future__ import annotations

import os
import sys

from typer.exceptions import TyperException

from forwhom.cli import verbs
from forwhom.cli.app import app
from forwhom.cli.failing import fail, misused, refused_by_system, unforeseen
from forwhom.errors import ForwhomError

__all__ = ["app", "main", "verbs"]


def main() -> None:
    """Run the command; errors are told in four parts and end with their own exit code."""
    try:
        code = app(args=sys.argv[1:] or ["--help"], standalone_mode=False)
        sys.stdout.flush()
    except ForwhomError as error:
        fail(error)
    except TyperException as error:
        fail(misused(error))
    except BrokenPipeError:  # whoever read our lines has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except OSError as error:
        fail(refused_by_system(error))
    except Exception as error:  # a traceback could show a student's value
        if os.environ.get("FORWHOM_TRACEBACK"):
            raise
        fail(unforeseen(error))
    if code == 130:
        fail(ForwhomError("Stopped.", did="What was there is as it was."), code)
    raise SystemExit(code or 0)
