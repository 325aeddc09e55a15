"""A small good export of every kind, whose main file a test spoils, and a look at what came of it.

In each main file one child has the id 0070 and the birth date 2012-04-05, or a school the name
that stands for it, so that a test can put odd values in their place.
"""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from forwhom.audit.look import Seen, look_at
from forwhom.audit.look_words import as_lines
from forwhom.errors import ForwhomError
from tests.engine.data import small_district
from tests.engine.data.small_district import listed
from tests.engine.data.sources import bundles, calpads_files
from tests.engine.data.sources.edfi.small_ods import small_ods, write_json_lines, write_xml
from tests.engine.published import rows as published
from tests.engine.published import test_crdc as crdc

Spoil = Callable[[bytes], bytes]
ID, DAY, SECRET = "0070", "2012-04-05", "S3CRET9"
XML_RECORD = rf"<Student><StudentUniqueId>{ID}.*?</Student>"
MAPPING = """
[[file]]
path = "*export*"
[[file.table]]
into = "students"
one_row_per = ["Pupil"]
columns.student_id = "Pupil"
columns.birth_date = "Born"
columns.sex = { from = "Sex", recode = { girl = "F", boy = "M" } }
"""


@dataclass(frozen=True)
class Shape:
    """A kind of export: how it is laid out, and how a value is written in its main file.

    `good` is the main file's text, `others` the rest of the export; `day` is the date as there.
    """

    file: str
    good: Callable[[Path], str]
    table: str
    write: Callable[[str], str] = str
    day: str = DAY
    pack: Callable[[bytes], bytes] = bytes
    path: Callable[[Path], Path] = lambda folder: folder
    kind: str | None = None
    record: str = rf"[^\n]*{ID}[^\n]*\n"

    def put(self, folder: Path, spoil: Spoil) -> Path:
        """The export in `folder` with its main file spoilt; gives the path to name."""
        folder.mkdir()
        text = self.good(folder)
        (folder / self.file).write_bytes(self.pack(spoil(text.encode())))
        return self.path(folder)


def _csv(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


def _own(folder: Path) -> str:
    small_district.write(folder, students="")
    return "student_id,birth_date,sex,race\n" + "".join(
        f"{key},{DAY},F,white\n" for key in ("001", "002", "003", "004", f'"{ID}"')
    )


def _mapped(folder: Path) -> str:
    (folder / "mapping.toml").write_text(MAPPING)
    return "Pupil,Born,Sex\n" + "".join(f"{key},{DAY},girl\n" for key in ("001", "2", f'"{ID}"'))


def _published(folder: Path) -> str:
    published.write(folder, published.OAK)
    text = (folder / "published_counts.csv").read_text()
    return text + f'2021-22,school,"{ID}",{SECRET},suspended,all,all,1,20,\n'


def _crdc(folder: Path) -> str:
    return crdc.written(crdc.SCHOOLS).replace("510000100002", f'"{ID}"')


def _oneroster(folder: Path) -> str:
    bundles.bundle(folder)
    return (folder / "users.csv").read_text() + bundles.user(f'"{ID}"')


def _demographics(folder: Path) -> str:
    bundles.bundle(folder)
    path = folder / "users.csv"
    path.write_text(path.read_text() + bundles.user(ID))
    return (folder / "demographics.csv").read_text() + f'"{ID}",,,{DAY},female' + "," * 11 + "\n"


def _calpads(folder: Path) -> str:
    day = DAY.replace("-", "")
    return "".join(calpads_files.senr(key, f17=day) + "\r\n" for key in ("1", "22", ID))


def _json(folder: Path) -> str:
    write_json_lines(small_ods(), folder)
    path = folder / "students.jsonl"
    return path.read_text() + json.dumps({"studentUniqueId": ID, "birthDate": DAY}) + "\n"


def _xml(folder: Path) -> str:
    write_xml(small_ods(), folder)
    child = f"<Student><StudentUniqueId>{ID}</StudentUniqueId>"
    child += f"<BirthData><BirthDate>{DAY}</BirthDate></BirthData></Student>"
    return (folder / "All.xml").read_text().replace("</Interchange", f"{child}</Interchange")


def _zipped(folder: Path) -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in sorted(folder.iterdir()):
            archive.write(one, one.name)
    return path


def _file(name: str) -> Callable[[Path], Path]:
    return lambda folder: folder / name


def _plain_xml(value: str) -> str:
    return escape(value)


def _in_json(value: str) -> str:
    return json.dumps(value)[1:-1]


SHAPES = {
    "own": Shape("students.csv", _own, "students", _csv),
    "own gzip": Shape("students.csv.gz", _own, "students", _csv, pack=gzip.compress),
    "mapped": Shape("an export.csv", _mapped, "students", _csv),
    "Ed-Fi XML": Shape("All.xml", _xml, "students", _plain_xml, record=XML_RECORD),
    "Ed-Fi JSON": Shape("students.jsonl", _json, "students", _in_json),
    "OneRoster": Shape("users.csv", _oneroster, "students", _csv),
    "OneRoster demographics": Shape("demographics.csv", _demographics, "students", _csv),
    "OneRoster zip": Shape("users.csv", _oneroster, "students", _csv, path=_zipped),
    "CALPADS": Shape("SENR.txt", _calpads, "enrollments", day=DAY.replace("-", "")),
    "published": Shape("published_counts.csv", _published, "published_counts", _csv),
    "CRDC": Shape(
        crdc.NAME, _crdc, "published_counts", _csv, path=_file(crdc.NAME), kind="crdc"
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What came of a look: what was seen, or the error; and all that was said."""

    seen: Seen | None
    error: ForwhomError | None
    said: str
    lists: Path

    @property
    def errors(self) -> list[ForwhomError]:
        """Every error that was told."""
        if self.error:
            return [self.error]
        return list(self.seen.unreadable.values()) if self.seen else []

    @property
    def refused(self) -> int:
        return self.seen.refused if self.seen else 0

    def rows(self, table: str) -> list[dict[str, str]]:
        """The list of refused rows of a table."""
        path = self.lists / f"{table}.csv"
        return listed(path) if path.is_file() else []


def looked(path: Path, lists: Path, *, kind: str | None = None) -> Outcome:
    """Look at a source as `forwhom check` does. All but a ForwhomError fails the test."""
    try:
        seen = look_at(path, kind=kind, refused_to=lists)
    except ForwhomError as error:
        return Outcome(None, error, str(error), lists)
    files = "".join(path.read_text("utf-8") for path in sorted(lists.glob("*.csv")))
    said = "\n".join(as_lines(seen)) + json.dumps(seen.as_dict()) + files
    return Outcome(seen, None, said, lists)


def holds(outcome: Outcome, secret: str = SECRET) -> None:
    """A clear error with all its parts, or every row kept or refused; never a value, no fault."""
    for error in outcome.errors:
        assert all((error.what, error.where, error.did, error.remedy)), str(error)
    assert "fault of ours" not in outcome.said
    assert secret not in outcome.said
    for account in outcome.seen.accounts if outcome.seen else ():
        told = outcome.rows(account.table)
        assert account.rows_in == account.kept + len(told)
        assert sum(reason.rows for reason in account.reasons) == len(told)
        assert all(row["file"] and row["reason"] and row["remedy"] for row in told)
