"""A OneRoster bundle: which of its files are there, and what its manifest says of them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from forwhom.data.sources.archive import Unpacked, is_zip, names_in, unpack
from forwhom.data.sources.oneroster.columns import COLUMNS, FILES, MANIFEST, NOT_READ
from forwhom.data.sources.text_file import look, texts
from forwhom.errors import SourceError, did_you_mean

_BY_NAME = {name.lower(): name for name in FILES}
_ENDING = ".csv"
_MOST_PROPERTIES = 500


@dataclass(frozen=True)
class Bundle:
    """The files of one export, by the standard's names, and what the manifest says."""

    path: Path
    files: dict[str, Path]
    manifest: dict[str, str]
    notes: tuple[str, ...]
    _unpacked: Unpacked | None = None

    @property
    def whole(self) -> bool:
        """Whether no file holds only what changed since an earlier export."""
        return not any(how.lower() == "delta" for how in self.manifest.values())

    @property
    def version(self) -> str:
        """The version the manifest names, or what the files show."""
        told = self.manifest.get("oneroster.version", "")
        return told or ("1.2" if "roles" in self.files else "1.1")


def looks_like(path: Path) -> bool:
    """Whether users.csv stands there beside another file of a roster. Never raises."""
    found = _named(names_in(path)) if path.is_dir() or is_zip(path) else {}
    return "users" in found and bool({MANIFEST, "enrollments", "orgs", "roles"} & set(found))


def open_bundle(path: Path) -> Bundle:
    """Find the files of the export in a folder or a zip. Raises SourceError."""
    unpacked = unpack(path) if path.is_file() and is_zip(path) else None
    folder = unpacked.folder if unpacked else path
    if not folder.is_dir():
        raise _no_bundle(path, "")
    names = names_in(folder)
    found = {name: folder / file for name, file in _named(names).items()}
    if "users" not in found:
        raise _no_bundle(path, next(filter(None, (_near(name) for name in names)), ""))
    manifest, notes = _manifest(found.pop(MANIFEST, None))
    taken = {file.name for file in found.values()} | {f"{MANIFEST}{_ENDING}"}
    notes += _said(found, manifest)
    notes += _others(names, taken)
    read = {name: file for name, file in found.items() if name in COLUMNS}
    notes += _left_out(found)
    return Bundle(path, read, manifest, tuple(notes), unpacked)


def _named(names: list[str]) -> dict[str, str]:
    """The files by the standard's names; a word that stands before all of them is passed over."""
    before = next((n[: -len("users.csv")] for n in names if n.lower().endswith("users.csv")), "")
    found = {}
    for name in names:
        plain = name[len(before) :] if name.startswith(before) else ""
        if plain.lower().endswith(_ENDING):
            standard = _BY_NAME.get(plain[: -len(_ENDING)].lower())
            if standard and standard not in found:
                found[standard] = name
    return found


def _manifest(path: Path | None) -> tuple[dict[str, str], list[str]]:
    """What the manifest says, by its property names; all of it is optional here."""
    missing = ["There is no manifest.csv; the files say themselves what they are."]
    if path is None:
        return {}, missing
    try:
        lines = "".join(texts(path, look(path).encoding)).splitlines()[:_MOST_PROPERTIES]
        rows = [row for row in csv.reader(lines) if len(row) >= 2]
    except (SourceError, csv.Error):
        return {}, [f"`{path.name}` cannot be read; the files say themselves what they are."]
    told = {row[0].strip().lstrip("\ufeff"): row[1].strip() for row in rows}
    return {key: value for key, value in told.items() if key != "propertyName"}, []


def _said(found: dict[str, Path], manifest: dict[str, str]) -> list[str]:
    """Where the manifest and the folder do not agree, and which files hold changes only."""
    told = {name: manifest.get(f"file.{name}", "").lower() for name in COLUMNS}
    notes = []
    delta = [name for name, how in told.items() if how == "delta" and name in found]
    if delta:
        notes.append(
            f"The manifest calls {', '.join(delta)} delta files: they hold only what changed since "
            "an earlier export. Ask for a bulk export: rows of a delta take the place of fuller "
            "ones imported before, and what it deletes stays in the district's tables."
        )
    gone = [name for name, how in told.items() if how in ("bulk", "delta") and name not in found]
    if gone:
        notes.append(f"The manifest names {', '.join(gone)}, and the export does not hold them.")
    more = [name for name, how in told.items() if how == "absent" and name in found]
    if more:
        notes.append(f"The manifest calls {', '.join(more)} absent; what is there was read.")
    return notes


def _left_out(found: dict[str, Path]) -> list[str]:
    left = [found[name].name for name in NOT_READ if name in found]
    if not left:
        return []
    return [f"Not read, as no measure needs them: {', '.join(left)}."]


def _others(names: list[str], taken: set[str]) -> list[str]:
    others = [name for name in names if name.lower().endswith(_ENDING) and name not in taken]
    others = [name for name in others if not name.lower().endswith(f"{MANIFEST}{_ENDING}")]
    if not others:
        return []
    return [f"Not read, as OneRoster has no such file: {', '.join(others[:20])}."]


def _near(name: str) -> str:
    return did_you_mean(name, [f"{known}{_ENDING}" for known in FILES])


def _no_bundle(path: Path, near: str) -> SourceError:
    return SourceError(
        f"`{path.name}` is no OneRoster export: it has no users.csv.",
        where=str(path),
        did="Nothing was read.",
        remedy=f"{near} Name the folder or the zip that holds users.csv and orgs.csv.".strip(),
    )
