"""What of a district's folder goes into a backup, and what does not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from forwhom.results.index.build import FOLDER as INDEX
from forwhom.results.write import WRITING
from forwhom.web.place_on_disk import FOLDER, SECRET, SQLITE

AUDITS = "audits"
HALF = (WRITING, ".importing-", ".publishing-", ".backup-", ".restoring-")
WHOLE = (".publishing-ready",)  # decided; only its last steps are left
MADE_AGAIN = ("pictures", "compressed")
LOCK_ENDS = ("-lock", ".lock")


def belongs(path: PurePosixPath, *, audits: bool) -> bool:
    """Whether a file of the district, by its path within it, goes into a backup.

    The web's database is saved in its own way. The key that signs sessions stays out: whoever
    holds a backup could sign in with it; after bringing back, people sign in anew.
    """
    if any(part.startswith(HALF) and part not in WHOLE for part in path.parts):
        return False
    if path.name.endswith(LOCK_ENDS) or INDEX in path.parts:  # an index is made anew
        return False
    if path.parts[0] == FOLDER and (path.name == SECRET or path.name.startswith(SQLITE)):
        return False
    if path.parts[0] == FOLDER and path.parts[1] in MADE_AGAIN:
        return False
    return audits or path.parts[0] != AUDITS


def files_of(district: Path, *, audits: bool) -> Iterator[tuple[str, Path]]:
    """Each file that belongs, by its name within the district, in order; links are left out."""
    for folder, folders, names in os.walk(district):
        folders.sort()
        for name in sorted(names):
            path = Path(folder) / name
            told = PurePosixPath(path.relative_to(district).as_posix())
            if not path.is_symlink() and path.is_file() and belongs(told, audits=audits):
                yield str(told), path
