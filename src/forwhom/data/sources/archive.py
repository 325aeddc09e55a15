"""Opens a zip file safely: its files go into a private folder, or a clear error says why not."""

from __future__ import annotations

import lzma
import stat
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from forwhom.data.sources.files import Copy
from forwhom.errors import SourceError

MOST_FILES = 2_000
MOST_BYTES = 64 << 30
MOST_TIMES = 200  # records of one kind pack to a twentieth; a hundredth is rare
ALWAYS_ALLOWED = 32 << 20  # so that a small, well packed archive is no bomb
_DIRECTORY_BYTES = 4 << 20
_PIECE = 1 << 20
_END = b"PK\x05\x06"
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_PACKED = (_ZIP, _GZIP, b"7z\xbc\xaf'\x1c", b"Rar!", b"BZh", b"\xfd7zXZ\x00", b"(\xb5/\xfd")
_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb")
_LEFT_BY_SYSTEMS = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
# What the library raises over damaged archives.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, struct.error, ValueError),
    *(RuntimeError, OverflowError, MemoryError),
)
_FORBIDDEN = '<>:"|?*'


@dataclass(frozen=True)
class Unpacked:
    """The files of a zip in a folder of our own, which goes when this object goes."""

    folder: Path
    files: tuple[Path, ...]
    _copy: Copy = field(repr=False)


def is_zip(path: Path) -> bool:
    """Whether the path is a zip archive and not a workbook. Never raises."""
    if path.suffix.lower() in _WORKBOOKS:
        return False
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError:
        return False
    return start in (_ZIP, _END)


def names_in(path: Path) -> list[str]:
    """The names of the files in a folder or a zip, without their folders. Never raises."""
    try:
        if path.is_dir():
            return sorted(entry.name for entry in path.iterdir() if entry.is_file())
        if is_zip(path):
            _refuse_long_directory(path)
            with zipfile.ZipFile(path) as archive:
                members = (_tidy(one) for one in archive.infolist() if not is_folder(one))
                return sorted(name.rsplit("/", 1)[-1] for name in members)
        return [path.name] if path.is_file() else []
    except (OSError, SourceError, *BROKEN):
        return []


def unpack(path: Path) -> Unpacked:
    """Lay the files of the zip at `path` in a private folder, one outer folder taken off.

    Raises SourceError where it is damaged, locked, too large, holds links or archives of its own,
    or names a place outside the folder.
    """
    try:
        _refuse_long_directory(path)
        with zipfile.ZipFile(path) as archive:
            members = _members(path, archive)
            copy = Copy()
            made = [_lay(path, archive, *member, copy.folder) for member in members.items()]
    except NotImplementedError as error:
        remedy = "Pack the files again as a plain zip."
        raise _refused(path, "packs its files in a way we cannot read", remedy) from error
    except BROKEN as error:
        raise _damaged(path) from error
    except OSError as error:
        remedy = "See that the disk has room, or name the unpacked folder."
        raise _refused(path, "could not be unpacked", remedy) from error
    return Unpacked(_inmost(copy.folder, made), tuple(made), copy)


def _members(path: Path, archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files to unpack by the name they get; every limit that can be known before is held."""
    found: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for one in archive.infolist():
        name = _tidy(one)
        if is_folder(one) or name.endswith("/") or _left_by_system(name):
            continue
        _refuse_member(path, one, name)
        if name.casefold() in seen:
            raise _refused(path, "holds two files of the same name", "Keep one, and pack again.")
        seen.add(name.casefold())
        found[name] = one
    if not found:
        raise _refused(path, "holds no files", "Pack the export's files into it.")
    if len(found) > MOST_FILES:
        raise _too_large(path, f"holds more than {MOST_FILES:,} files")
    _refuse_size(path, sum(one.file_size for one in found.values()))
    return found


def _refuse_member(path: Path, one: zipfile.ZipInfo, name: str) -> None:
    parts = PurePosixPath(name).parts
    outside = name.startswith("/") or ".." in parts or any(sign in name for sign in _FORBIDDEN)
    if outside or not parts or any(unicodedata.category(sign) == "Cc" for sign in name):
        remedy = "Pack the files again, by their plain names."
        raise _refused(path, "names a file that would lie outside its folder", remedy)
    mode = one.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise _refused(path, "holds a link in place of a file", "Pack the files themselves.")
    if one.flag_bits & 0x1:
        raise _refused(path, "is locked with a password", "Unpack it and name the folder.")


def _refuse_size(path: Path, size: int) -> None:
    """By the whole archive's size, so that files laid over each other do not deceive."""
    allowed = max(ALWAYS_ALLOWED, MOST_TIMES * path.stat().st_size)
    if size > min(allowed, MOST_BYTES):
        raise _too_large(path, "would unpack to far more than an export holds")


def _lay(
    path: Path, archive: zipfile.ZipFile, name: str, one: zipfile.ZipInfo, folder: Path
) -> Path:
    place = folder.joinpath(*PurePosixPath(name).parts)
    place.parent.mkdir(parents=True, exist_ok=True)
    left = one.file_size
    with archive.open(one) as packed, place.open("xb") as out:
        piece = packed.read(_PIECE)
        _refuse_packed(path, place, piece)
        while piece:
            left -= len(piece)
            if left < 0:
                raise _too_large(path, "holds more than it declares")
            out.write(piece)
            piece = packed.read(_PIECE)
    return place


def _refuse_packed(path: Path, place: Path, start: bytes) -> None:
    workbook = start.startswith(_ZIP) and place.suffix.lower() in _WORKBOOKS
    if start.startswith(_PACKED) and not workbook:
        remedy = "Unpack the inner archive, and name its folder."
        raise _refused(path, "holds an archive inside the archive", remedy)


def is_folder(one: zipfile.ZipInfo) -> bool:
    """Whether a member is a folder; the library fails over one without a name."""
    return one.filename.endswith("/")


def _tidy(one: zipfile.ZipInfo) -> str:
    """The member's name with `/` between its folders, in the encoding it was most likely in."""
    name = one.filename
    if not one.flag_bits & 0x800 and not name.isascii():
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp1252", "replace")
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _left_by_system(name: str) -> bool:
    parts = name.split("/")
    return any(part in _LEFT_BY_SYSTEMS for part in parts) or parts[-1].startswith("._")


def _inmost(folder: Path, made: list[Path]) -> Path:
    """The folder in which all files lie, where the archive wraps them in one."""
    while True:
        inside = {path.relative_to(folder).parts[0] for path in made}
        if len(inside) > 1 or made[0].parent == folder:
            return folder
        folder = folder / inside.pop()


def _refuse_long_directory(path: Path) -> None:
    """Its list of files is read into memory as a whole, so its length is looked at before."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - (1 << 16) - 22))
        tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + 16:
        raise _damaged(path)
    if struct.unpack("<L", tail[place + 12 : place + 16])[0] > _DIRECTORY_BYTES:
        raise _too_large(path, f"holds more than {MOST_FILES:,} files")


def _damaged(path: Path) -> SourceError:
    return _refused(path, "is damaged or cut short", "Copy or export it again.")


def _too_large(path: Path, why: str) -> SourceError:
    return _refused(path, why, "If it is your export, unpack it and name the folder.")


def _refused(path: Path, why: str, remedy: str) -> SourceError:
    return SourceError(
        f"The archive `{path.name}` {why}.",
        where=str(path),
        did="Nothing was read from it.",
        remedy=remedy,
    )
