"""Reading a roster of staff: every row is kept or refused with its reason, and no cell is told."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from forwhom.errors import nearest
from forwhom.web.accounts.roles import ROLES
from forwhom.web.phrases_of import phrases

MOST_BYTES, MOST_ROWS = 30_000_000, 250_000
COLUMNS = {
    "staff_id": ("staff_id", "staff_number", "employee_id", "id_empleado", "numero_de_personal"),
    "email": ("email", "e_mail", "mail", "correo", "correo_electronico"),
    "name": ("name", "full_name", "nombre", "nombre_completo"),
    "role": ("role", "funcion", "rol", "puesto"),
    "school_id": ("school_id", "school", "escuela", "id_escuela"),
}
NEEDED = ("email", "name", "role")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST = {"staff_id": 60, "email": 254, "name": 150, "role": 100, "school_id": 60}
CODE_ENCODINGS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


@dataclass(frozen=True)
class Row:
    """One post of one person, as the roster says."""

    number: int
    staff_id: str
    email: str
    name: str
    role: str
    place: str  # the school's id; empty for the district


@dataclass(frozen=True)
class Refused:
    """A row, or the whole file (row 0), that cannot be used: where, why, and what would help."""

    row: int
    column: str
    reason: str  # a phrase `roster.why.*`, with the remedy in `…_do`
    near: str = ""  # the known word most like the one in the cell


@dataclass
class Roster:
    """What was read. Rows in are rows kept plus rows refused."""

    rows: list[Row] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    rows_in: int = 0
    guessed: bool = False  # the encoding was not said, and we took it to be Windows'


def read(data: bytes, schools: Iterable[str]) -> Roster:
    """Read the bytes of a CSV. Nothing is raised: whatever is wrong stands in `refused`."""
    found = Roster()
    text = _text(data, found)
    if text is None:
        return found
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    try:
        header = _header(next(lines, []), found)
        if header is not None:
            _rows(lines, header, set(schools), found)
    except csv.Error:
        found.refused.append(Refused(lines.line_num, "", "no_csv"))
    return found


def _text(data: bytes, found: Roster) -> str | None:
    if len(data) > MOST_BYTES:
        found.refused.append(Refused(0, "", "too_big"))
        return None
    said = next((name for mark, name in CODE_ENCODINGS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(said)
    except UnicodeDecodeError:
        text, found.guessed = data.decode("cp1252", errors="replace"), True
    if "\x00" in text or "\ufffd" in text:
        found.refused.append(Refused(0, "", "encoding"))
        return None
    return text


def _delimiter(text: str) -> str:
    first = text[:2000].splitlines()[:1]
    return max(",;\t", key=(first[0] if first else "").count)


def folded(word: str) -> str:
    """A word without case, accents, and whatever is no letter or digit."""
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
    return "_".join("".join(c if c.isalnum() else " " for c in plain).split())


def _header(cells: list[str], found: Roster) -> list[str] | None:
    """The column of each cell, empty where it is none of ours."""
    names = {name: column for column, known in COLUMNS.items() for name in known}
    header = [names.get(folded(cell), "") for cell in cells]
    missing = [column for column in NEEDED if column not in header]
    for column in missing:
        near = nearest(column, [cell for cell in map(folded, cells) if cell not in names]) or ""
        found.refused.append(Refused(0, column, "no_column", near))
    twice = {column for column in header if column and header.count(column) > 1}
    found.refused += [Refused(0, column, "column_twice") for column in sorted(twice)]
    return None if missing or twice else header


def _rows(lines: Iterator[list[str]], header: list[str], schools: set[str], found: Roster) -> None:
    roles = _role_words()
    seen: dict[tuple[str, str, str], int] = {}
    known: dict[str, tuple[str, str]] = {}
    owners: dict[str, str] = {}
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        found.rows_in += 1
        if found.rows_in > MOST_ROWS:
            found.refused.append(Refused(number, "", "too_many"))
            return
        row = _row(number, cells, header, schools, roles)
        if isinstance(row, Row):
            row = _agrees(row, seen, known, owners)
        (found.rows if isinstance(row, Row) else found.refused).append(row)  # type: ignore[arg-type]


def _row(
    number: int, cells: list[str], header: list[str], schools: set[str], roles: dict[str, str]
) -> Row | Refused:
    if len(cells) > len(header):
        return Refused(number, "", "more_cells")
    said = dict.fromkeys(COLUMNS, "")
    said |= {c: v.strip() for c, v in zip(header, cells, strict=False) if c}
    wrong = next(((c, why) for c, v in said.items() if (why := _wrong_cell(c, v))), None)
    if wrong:
        return Refused(number, *wrong)
    role = roles.get(folded(said["role"]))
    if role is None:
        return Refused(number, "role", "no_role", nearest(folded(said["role"]), roles) or "")
    return _placed(Row(number, said["staff_id"], said["email"].lower(), said["name"], role,
                       said["school_id"]), schools)  # fmt: skip


def _wrong_cell(column: str, value: str) -> str:
    """Why a cell cannot be used; empty where it can."""
    if value.startswith(FORMULA):
        return "formula"
    if len(value) > LONGEST[column] or not value.isprintable():
        return "unreadable"
    if not value:
        return "empty" if column in NEEDED else ""
    if column == "email":
        try:
            validate_email(value)
        except ValidationError:
            return "no_email"
    return ""


def _placed(row: Row, schools: set[str]) -> Row | Refused:
    """A role of a school needs a school we know; a role of the district needs none."""
    if ROLES[row.role].at == "district":
        return row if not row.place else Refused(row.number, "school_id", "not_at_a_school")
    if not row.place:
        return Refused(row.number, "school_id", "needs_a_school")
    if row.place not in schools:
        return Refused(row.number, "school_id", "no_school", nearest(row.place, schools) or "")
    return row


def _agrees(
    row: Row, seen: dict[tuple[str, str, str], int], known: dict[str, tuple[str, str]],
    owners: dict[str, str],
) -> Row | Refused:  # fmt: skip
    """Several rows may speak of one person, with several posts; but they say the same of them."""
    if (row.email, row.role, row.place) in seen:
        return Refused(row.number, "email", "twice")
    if known.setdefault(row.email, (row.name, row.staff_id)) != (row.name, row.staff_id):
        return Refused(row.number, "email", "two_people")
    if row.staff_id and owners.setdefault(row.staff_id, row.email) != row.email:
        return Refused(row.number, "staff_id", "two_emails")
    seen[row.email, row.role, row.place] = row.number
    return row


def _role_words() -> dict[str, str]:
    """Every word for a role: its name, and what the pages call it in each language."""
    said = phrases()
    words = {folded(text): name for name in ROLES for text in said[f"role.{name}"].values()}
    return words | {folded(name): name for name in ROLES}
