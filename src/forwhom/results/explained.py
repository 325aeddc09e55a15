"""What was found out later of why: kept with the audit, one file a finding, until it is rebuilt."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from forwhom.errors import AuditFolderError
from forwhom.results.explanation import Explanation
from forwhom.results.read import ABOUT

FOLDER = ".why"
PRIVATE_FOLDER = 0o700
AN_ID = re.compile(r"[0-9a-f]{12}")


def save_explanations(folder: Path, finding_id: str, explanations: Sequence[Explanation]) -> Path:
    """Keep what every way of explaining says of a finding, for pages to read. Returns the file.

    Written aside, then renamed: whoever reads sees all of it or none. `folder` is the audit's.
    Raises AuditFolderError where it cannot be kept.
    """
    path = _path(folder, finding_id)
    told = {"audit": _audit(folder), "explanations": [one.as_dict() for one in explanations]}
    text = json.dumps(told, ensure_ascii=False, allow_nan=False) + "\n"
    try:
        path.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent)  # only its owner may open it
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            return Path(draft).replace(path)
        except OSError:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise AuditFolderError(
            "What was found out of why could not be kept.",
            where=str(path.parent),
            did="The audit itself is as it was.",
            remedy="See that you may write there and that the disk has room, and ask again.",
        ) from error


def explanations(folder: Path, finding_id: str) -> list[Explanation] | None:
    """What was kept of a finding; None where nobody asked yet, or it was of an earlier audit."""
    try:
        told = json.loads(_path(folder, finding_id).read_text("utf-8"))
        if told["audit"] != _audit(folder):
            return None
        return [Explanation.of(entry) for entry in told["explanations"]]
    except (OSError, ValueError, TypeError, LookupError):
        return None


def _path(folder: Path, finding_id: str) -> Path:
    if not AN_ID.fullmatch(finding_id):
        raise AuditFolderError(
            "A finding's id is twelve figures and letters from a to f.",
            where=str(folder),
            did="Nothing was read or written.",
            remedy="Use an id of findings.json.",
        )
    return folder / FOLDER / f"{finding_id}.json"


def _audit(folder: Path) -> str:
    """The audit that an explanation is of: another in the same folder has other numbers."""
    return hashlib.sha256((folder / ABOUT).read_bytes()).hexdigest()
