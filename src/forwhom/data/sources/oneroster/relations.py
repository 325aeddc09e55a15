"""Who is a student, which school year a class is in, who sits where: OneRoster's files joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.data.sources.oneroster import tables, words
from forwhom.data.sources.oneroster.columns import FINAL
from forwhom.data.sources.oneroster.staged import Staged
from forwhom.data.sources.sql_text import fresh_name

if TYPE_CHECKING:
    import duckdb

_NO_CLASS = (
    "CAST(NULL AS VARCHAR) AS sourcedId, CAST(NULL AS VARCHAR) AS courseSourcedId, "
    "CAST(NULL AS VARCHAR) AS schoolSourcedId, CAST(NULL AS VARCHAR) AS termSourcedIds"
)
_SEAT = {
    **dict.fromkeys(("class_id", "user_id", "student_id", "role", "school_id"), "VARCHAR"),
    **dict.fromkeys(("chief", "first_day", "last_day"), "VARCHAR"),
    "year": "BIGINT",
    "beginning": "DATE",
    "ending": "DATE",
    "is_pupil": "BOOLEAN",
    "is_gone": "BOOLEAN",
    "_row": "BIGINT",
}


class Relations:
    """The staged files joined once, as temporary tables that the agreed tables are made from."""

    def __init__(
        self,
        staged: dict[str, Staged],
        connection: duckdb.DuckDBPyConnection,
        year: int | None = None,
    ) -> None:
        self.staged, self.connection = staged, connection
        self.year = "NULL" if year is None else str(year)
        self.pupils = self._made("pupils", self._pupils())
        self.years = self._made("years", self._class_years())
        self.seats = self._made("seats", self._seats())
        self.used = self._made("used", self._used_schools())
        self.marks = self._made("marks", self._marks())
        if "demographics" in staged:
            marked = self._made("marked", tables.marked(staged["demographics"].sound))
            self.told = self._made("told", tables.told(marked))

    def is_gone(self, name: str, column: str) -> str:
        """SQL: whether the id is marked for deletion in its file."""
        if name not in self.staged or not self.staged[name].deleted:
            return "false"
        return f"coalesce({column} IN (SELECT id FROM {self.staged[name].gone}), false)"

    def _made(self, subject: str, query: str) -> str:
        table = fresh_name(subject)
        self.connection.execute(f"CREATE TEMP TABLE {table} AS {query}")
        return table

    def _sound(self, name: str, empty: str) -> str:
        return self.staged[name].sound if name in self.staged else f"(SELECT {empty} LIMIT 0)"

    def _roles(self) -> str:
        """Each user's roles: in 1.1 in users.csv, in 1.2 in roles.csv, else as in classes."""
        parts = [f"SELECT sourcedId AS user_id, role FROM {self.staged['users'].sound}"]
        if "roles" in self.staged:
            parts.append(f"SELECT userSourcedId, role FROM {self.staged['roles'].sound}")
        told = f"SELECT * FROM ({' UNION ALL '.join(parts)}) WHERE role IS NOT NULL"
        if "enrollments" not in self.staged:
            return told
        return (
            f"WITH told AS ({told}) SELECT * FROM told UNION ALL SELECT userSourcedId, role "
            f"FROM {self.staged['enrollments'].sound} "
            f"WHERE userSourcedId NOT IN (SELECT user_id FROM told WHERE user_id IS NOT NULL)"
        )

    def _pupils(self) -> str:
        return (
            f"SELECT DISTINCT user_id FROM ({self._roles()}) "
            f"WHERE lower(role) = 'student' AND user_id IS NOT NULL"
        )

    def _class_years(self) -> str:
        """For each class the year in which its school year ends, and the names of its terms."""
        classes = self._sound("classes", _NO_CLASS)
        listed = "list_transform(string_split(termSourcedIds, ','), lambda id: trim(id))"
        terms = f"SELECT sourcedId AS class_id, unnest({listed}) AS term_id FROM {classes}"
        by_term = (
            f"SELECT class_id, max(year) AS year, "
            f"string_agg(DISTINCT title, ', ' ORDER BY title) AS term "
            f"FROM ({terms}) JOIN ({self._sessions()}) s ON s.id = term_id GROUP BY class_id"
        )
        return (
            f"SELECT class_id, coalesce(t.year, e.year, {self.year}) AS year, t.term "
            f"FROM ({by_term}) t FULL JOIN ({self._years_by_dates()}) e USING (class_id)"
        )

    def _sessions(self) -> str:
        """Each session's title and the year in which its school year ends, or its parent's."""
        if "academicSessions" not in self.staged:
            return (
                "SELECT NULL::VARCHAR AS id, NULL::VARCHAR AS title, NULL::INTEGER AS year LIMIT 0"
            )
        year = words.ending_year("schoolYear", "startDate", "endDate")
        own = (
            f"SELECT sourcedId AS id, parentSourcedId AS parent, title, {year} AS year "
            f"FROM {self.staged['academicSessions'].sound}"
        )
        return (
            f"WITH own AS ({own}) SELECT a.id, a.title, coalesce(a.year, b.year, c.year) AS year "
            f"FROM own a LEFT JOIN own b ON b.id = a.parent LEFT JOIN own c ON c.id = b.parent"
        )

    def _years_by_dates(self) -> str:
        """For classes whose terms say no year: that of the first day anyone was in them."""
        if "enrollments" not in self.staged:
            return "SELECT NULL::VARCHAR AS class_id, NULL::BIGINT AS year LIMIT 0"
        year = words.year_of(f"min({words.day('beginDate')})")
        return (
            f"SELECT classSourcedId AS class_id, {year} AS year "
            f"FROM {self.staged['enrollments'].sound} GROUP BY classSourcedId"
        )

    def _seats(self) -> str:
        """Every row of enrollments.csv with its class's school and school year."""
        if "enrollments" not in self.staged:
            none = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in _SEAT.items())
            return f"SELECT {none} LIMIT 0"
        return (
            f"SELECT e.classSourcedId AS class_id, e.userSourcedId AS user_id, "
            f"e.userSourcedId AS student_id, lower(e.role) AS role, "
            f"coalesce(e.schoolSourcedId, c.schoolSourcedId) AS school_id, y.year, "
            f'lower(e."primary") AS chief, e.beginDate AS first_day, e.endDate AS last_day, '
            f"{words.day('e.beginDate')} AS beginning, {words.day('e.endDate')} AS ending, "
            f"e.userSourcedId IN (SELECT user_id FROM {self.pupils}) AS is_pupil, "
            f"{self.is_gone('classes', 'e.classSourcedId')} "
            f"OR {self.is_gone('users', 'e.userSourcedId')} AS is_gone, e._row "
            f"FROM {self.staged['enrollments'].sound} e "
            f"LEFT JOIN {self._sound('classes', _NO_CLASS)} c ON c.sourcedId = e.classSourcedId "
            f"LEFT JOIN {self.years} y ON y.class_id = e.classSourcedId"
        )

    def _marks(self) -> str:
        """Each child's mark for a class, where a line item is called its final mark."""
        if not {"lineItems", "results"} <= set(self.staged):
            return "SELECT NULL::VARCHAR AS class_id, NULL::VARCHAR AS student_id, NULL AS mark"
        return (
            f"SELECT classSourcedId AS class_id, studentSourcedId AS student_id, "
            f"arg_max(coalesce(textScore, score), r._row) AS mark "
            f"FROM {self.staged['results'].sound} r JOIN {self.staged['lineItems'].sound} l "
            f"ON l.sourcedId = lineItemSourcedId "
            f"WHERE regexp_full_match(lower(trim(l.title)), '{FINAL}') "
            f"GROUP BY classSourcedId, studentSourcedId"
        )

    def _used_schools(self) -> str:
        parts = [f"SELECT school_id AS school, _row FROM {self.pupil_seats}"]
        if "classes" in self.staged:
            rows = self.staged["classes"].sound
            parts.insert(0, f"SELECT schoolSourcedId AS school, _row FROM {rows}")
        return " UNION ALL ".join(parts)

    @property
    def pupil_seats(self) -> str:
        """Children's seats; whoever is unknown stays among them, to be refused and told."""
        known = f"SELECT sourcedId FROM {self.staged['users'].sound}"
        return (
            f"(SELECT * FROM {self.seats} WHERE role = 'student' AND NOT is_gone "
            f"AND (is_pupil OR user_id IS NULL OR user_id NOT IN ({known})))"
        )
