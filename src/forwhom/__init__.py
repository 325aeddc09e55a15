"""What is happening in our schools, for whom, and why, and what we will do about it.

Read the folders in the order of that sentence: data, facts, measures, groups, disparities,
findings, report.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forwhom.release.released import Release
    from forwhom.results import AuditFolder

__all__ = ["make_sample", "open_audit", "open_inside", "open_release", "run_audit"]


def run_audit(source: Path | str, out: Path | str | None = None, **options: Any) -> AuditFolder:
    """Audit an export or a district's folder and write its report.

    Options: mapping, kind, years, as_of, accept_refused, language, engine, tables_at, say;
    forwhom.audit tells what they do.

    Raises:
        ForwhomError: The records cannot be used; the error says why and what to do.
    """
    from forwhom.audit import audit_records
    from forwhom.report import build
    from forwhom.results import open_audit as open_folder

    folder = audit_records(source, out, **options)
    options.get("say", lambda _: None)("Drawing the report")
    found = open_folder(folder)
    build(folder, language=found.about["language"])
    return found


def open_audit(folder: Path | str) -> AuditFolder:
    """The audit in a folder: findings, disparities and what it says of itself.

    It is exact data, so the log of readings notes that nobody said why. `open_inside` asks for the
    reason; `open_release` needs none.
    """
    from forwhom.results import open_audit as open_folder
    from forwhom.results.inside_log import note_reading

    audit = open_folder(Path(folder))
    name = audit.folder.resolve().name
    note_reading(audit.folder, what="open_audit", audit=name, why="no reason was given")
    return audit


def open_release(path: Path | str, audience: str = "public") -> Release:
    """The release in a folder, or a district's newest one: what may be shown to anyone.

    `release.table()` gives its numbers as a pyarrow table. Raises ReleaseError where there is none.
    """
    from forwhom.release.chosen import newest_release

    return newest_release(Path(path), audience)


def open_inside(path: Path | str, *, reason: str) -> AuditFolder:
    """The exact data of an audit, or of a district's newest one, for who may see it.

    The reason goes into the district's log of readings, with your name and the time.

    Raises:
        AuditFolderError: There is no audit, no reason, or the log cannot be written.
    """
    from forwhom.release.chosen import inside

    return inside(Path(path), reason)


def make_sample(
    directory: Path | str, *, say: Callable[[str], None] | None = None, **options: Any
) -> dict[str, Any]:
    """A made-up district to try everything on.

    Options: students, schools, years, seed, null, causes, daily_attendance; with `as_export` it is
    one wide file in the names and codes of a student information system.
    """
    from forwhom.sample import make
    from forwhom.sample.export import make_export

    if options.pop("as_export", False):
        return make_export(Path(directory), say=say, **options)
    return make(Path(directory), say=say, **options)
