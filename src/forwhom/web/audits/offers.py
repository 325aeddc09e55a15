"""Where records may come from: folders that web.toml allows, and what was uploaded."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from forwhom.errors import WebError
from forwhom.web.place_on_disk import Served

DROP, UPLOAD = "drop", "upload"
TOKEN = re.compile(r"[0-9a-f]{16}")
MOST_LISTED = 200


def uploads() -> Path:
    """Where uploads lie, each in a folder of its own."""
    return Served.here().folder / "uploads"


def offered() -> list[tuple[str, str]]:
    """What lies in the allowed folders: (its name for us, its name for people)."""
    found = []
    for number, root in enumerate(Served.here().settings.drop):
        folder = Path(root)
        try:
            inside = sorted(one for one in folder.iterdir() if not one.name.startswith("."))
        except OSError:
            continue
        found += [
            (f"{DROP}:{number}:{one.name}", f"{folder.name} / {one.name}")
            for one in inside[:MOST_LISTED] if _is_below(one, folder)
        ]  # fmt: skip
    return found


def path_of(source: str) -> Path:
    """The file or folder that a source names. Raises WebError where it is not allowed or gone."""
    kind, _, name = source.partition(":")
    if kind == UPLOAD and TOKEN.fullmatch(name) and (uploads() / name).is_dir():
        return _only_file(uploads() / name)
    number, _, inside = name.partition(":")
    roots = Served.here().settings.drop
    if kind == DROP and number.isdecimal() and int(number) < len(roots):
        root = Path(roots[int(number)])
        path = root / inside
        if Path(inside).name == inside and path.exists() and _is_below(path, root):
            return path
    raise WebError(
        "These records are not there any more, or may not be read from here.",
        where=name_of(source),
        did="Nothing was read.",
        remedy="Choose them again, or upload them again.",
    )


def name_of(source: str) -> str:
    """What people call a source."""
    kind, _, name = source.partition(":")
    if kind == DROP:
        return name.partition(":")[2]
    folder = uploads() / name
    found = sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []
    return ", ".join(found[:3]) + (f" (+{len(found) - 3})" if len(found) > 3 else "")


def forget(source: str) -> None:
    """Delete the uploaded copy: the records stand in the district's tables now."""
    kind, _, name = source.partition(":")
    if kind == UPLOAD and TOKEN.fullmatch(name):
        shutil.rmtree(uploads() / name, ignore_errors=True)


def _is_below(path: Path, root: Path) -> bool:
    """Whether it truly lies there: a link that leads elsewhere does not."""
    try:
        return path.resolve(strict=True).is_relative_to(root.resolve(strict=True))
    except OSError:
        return False


def _only_file(folder: Path) -> Path:
    """The one file of records in a folder, or the folder where there are several."""
    files = [one for one in folder.iterdir() if one.suffix != ".toml"]
    return files[0] if len(files) == 1 else folder
