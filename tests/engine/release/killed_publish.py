"""A publisher in a process of its own that dies, as by kill -9, at the n-th change to the disk.

Run as `python killed_publish.py DISTRICT N`: it prints how many changes there were where it was
not killed. Changes are renames, swaps, removals, folders and files made.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from forwhom.release.written import swap
from tests.engine.killed import dying_at
from tests.engine.release.published import publish_district

CHANGES = {
    os: ("rename", "replace", "mkdir", "unlink", "rmdir", "fsync", "chmod"),
    swap: ("exchanged",),
}


def main(district: Path, last: int) -> None:
    done = dying_at(last, CHANGES)
    publish_district(district, to=district.parent / "site")
    print(done())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
