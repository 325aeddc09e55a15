"""Statement 16: no query of the web's database, however mistaken, reaches exact numbers."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

SQLITE = [
    "ATTACH DATABASE '{file}' AS stolen",
    "ATTACH '{file}' AS stolen",
    "ATTACH ('{file}' || '') AS stolen",
    "SELECT load_extension('{file}')",
    "SELECT readfile('{file}')",
    "VACUUM INTO '{file}'",
]
POSTGRES = [
    "SELECT pg_read_file('{file}')",
    "SELECT pg_read_binary_file('{file}')",
    "SELECT pg_ls_dir('/')",
    "CREATE TEMPORARY TABLE stolen (line text); COPY stolen FROM '{file}'",
    "COPY (SELECT 1) TO '{file}'",
    "COPY (SELECT 1) TO PROGRAM 'cat {file}'",
    "SELECT lo_import('{file}')",
]


@pytest.fixture
def exact(tmp_path: Path) -> Path:
    path = tmp_path / "exact.sqlite3"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE cells (n)")
    return path


@pytest.mark.parametrize("statement", SQLITE)
def test_sqlite_opens_no_other_file(db: None, exact: Path, statement: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute(statement.format(file=exact))


def test_a_statement_brought_along_in_another_is_refused_too(db: None, exact: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    connection.ensure_connection()
    with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
        connection.connection.executescript(f"SELECT 1; ATTACH '{exact}' AS stolen")


@pytest.mark.parametrize("statement", POSTGRES)
def test_a_plain_role_of_postgresql_reads_no_file(db: None, exact: Path, statement: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("about PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE forwhom_plain NOLOGIN")
        cursor.execute("SET LOCAL ROLE forwhom_plain")
        with pytest.raises(DatabaseError, match=r"permission denied|must be superuser|must have"):
            cursor.execute(statement.format(file=exact))


def test_the_tables_of_the_web_hold_no_exact_number(db: None) -> None:
    """No column of the audits' own tables could take a count or a rate of children."""
    from forwhom.web.audits.models import Archived, Job

    kinds = {field.get_internal_type() for model in (Job, Archived) for field in model._meta.fields}
    assert not kinds & {"FloatField", "DecimalField"}
