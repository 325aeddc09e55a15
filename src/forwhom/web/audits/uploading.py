"""Files on their way in: written straight to the district's own disk, readable by its owner."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from pathlib import Path
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from forwhom.web.audits.offers import UPLOAD, uploads
from forwhom.web.place_on_disk import PRIVATE, PRIVATE_FOLDER, Served

MOST_FILES = 100
LONGEST_NAME = 150
KNOWN = (
    ".csv", ".tsv", ".txt", ".gz", ".zip", ".xlsx", ".parquet", ".toml", ".xml", ".json", ".jsonl",
    ".ndjson",
)  # fmt: skip


def most_bytes() -> int:
    """How large one upload may be."""
    return Served.here().settings.most_megabytes << 20


class StraightToDisk(FileUploadHandler):
    """Keeps the files of one upload in one folder; `wrong` names the phrase of what went wrong."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.token = secrets.token_hex(8)
        self.wrong, self.size, self.count = "", 0, 0
        self._file: IO[bytes] | None = None

    @property
    def folder(self) -> Path:
        """Where the files lie."""
        return uploads() / self.token

    @property
    def source(self) -> str:
        """What the upload is called from now on."""
        return f"{UPLOAD}:{self.token}"

    def forget(self) -> None:
        """Delete everything that came."""
        if self._file is not None:
            self._file.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Another file begins."""
        super().new_file(*args, **kwargs)
        self._file = None
        name = self.file_name or ""
        self.count += 1
        if not self.wrong:
            self.wrong = self._refused(name)
        if not self.wrong:
            try:
                self._file = self._opened(name)
            except FileExistsError:
                self.wrong = "same_name"
            except OSError:
                self.wrong = "no_room"

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece of it: written, and never kept in memory."""
        self.size += len(raw_data)
        if self.size > most_bytes():
            self.wrong = self.wrong or "too_large"
        if self._file is not None and not self.wrong:
            try:
                self._file.write(raw_data)
            except OSError as error:
                self.wrong = "no_room" if error.errno == errno.ENOSPC else "not_written"

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The file is here."""
        if self._file is None:
            return None
        try:
            self._file.close()
        except OSError:
            self.wrong = "no_room"
        return UploadedFile(None, self.file_name, self.content_type, file_size)

    def upload_interrupted(self) -> None:
        """The browser went away in the middle."""
        self.forget()

    def _opened(self, name: str) -> IO[bytes]:
        self.folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        return os.fdopen(os.open(self.folder / name, flags, PRIVATE), "wb")

    def _refused(self, name: str) -> str:
        plain = Path(name).name == name and "\\" not in name and name.isprintable()
        if not plain or name.startswith(".") or len(name) > LONGEST_NAME:
            return "name"
        if not name.lower().endswith(KNOWN):
            return "kind"
        return "many" if self.count > MOST_FILES else ""
