"""A process that dies, as by kill -9, at the n-th change it makes to the disk."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping, Sequence
from typing import Any


def dying_at(last: int, changes: Mapping[Any, Sequence[str]]) -> Callable[[], int]:
    """Count these functions (owner: names) from now on, and die at the last; how many there were.

    Import all that the process will need first: loading a module writes caches.
    """
    done = 0

    def counted(change: Callable[..., Any]) -> Callable[..., Any]:
        def dying(*args: Any, **more: Any) -> Any:
            nonlocal done
            done += 1
            if done == last:
                os.kill(os.getpid(), signal.SIGKILL)
            return change(*args, **more)

        return dying

    for owner, names in changes.items():
        for name in names:
            setattr(owner, name, counted(getattr(owner, name)))
    return lambda: done
