"""An import in a process of its own that dies, as by kill -9, at the n-th change to the disk.

Run as `python killed_import.py EXPORT DISTRICT N`: it prints how many changes there were where it
was not killed. Changes are renames, removals, folders and files made.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from forwhom.audit import import_records
from tests.engine.killed import dying_at

CHANGES = {os: ("rename", "replace", "mkdir", "unlink", "rmdir", "fsync"), Path: ("write_text",)}


def main(export: Path, district: Path, last: int) -> None:
    done = dying_at(last, CHANGES)
    import_records(export, district)
    print(done())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
