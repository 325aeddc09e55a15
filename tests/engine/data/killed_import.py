"""An import in a process of its own that dies, as by kill -9, at the n-th change to the disk.

Run as `python killed_import.py EXPORT DISTRICT N`: it prints how many changes there were where it
was not killed. Changes are renames, removals, folders and files made.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

COUNTED = {os: ("rename", "replace", "mkdir", "unlink", "rmdir", "fsync"), Path: ("write_text",)}


def main(export: Path, district: Path, last: int) -> None:
    from forwhom.audit import import_records  # before the hooks, as loading writes caches

    done = 0

    def counted(change: Callable[..., Any]) -> Callable[..., Any]:
        def dying(*args: Any, **more: Any) -> Any:
            nonlocal done
            done += 1
            if done == last:
                os.kill(os.getpid(), signal.SIGKILL)
            return change(*args, **more)

        return dying

    for owner, names in COUNTED.items():
        for name in names:
            setattr(owner, name, counted(getattr(owner, name)))
    import_records(export, district)
    print(done)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
