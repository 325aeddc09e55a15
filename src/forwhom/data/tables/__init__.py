"""The agreed tables: the one shape into which every district's records are brought."""

from __future__ import annotations

from forwhom.data.table import Table
from forwhom.data.tables import attendance, discipline, learning, people, resources

TABLES: dict[str, Table] = {
    table.name: table
    for part in (people, attendance, discipline, learning, resources)
    for table in part.TABLES
}
