"""The history is only added to, and a change is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from forwhom.web.history.changes import NOBODY, Who, note
from forwhom.web.history.models import Act, Entry, Head, OnlyAddedToError
from forwhom.web.history.only_added import dropping, missing
from forwhom.web.history.queries import COLUMNS, broken_at, chain

pytestmark = pytest.mark.django_db
ROWS = 4


@pytest.fixture
def some() -> list[Entry]:
    who = Who(person=7, name="Ana", roles="analyst")
    told = {"place": "0101", "subject": "finding 1", "why": "asked"}
    return [note(by=who, act=Act.READ, what=f"page {n}", count=n, **told) for n in range(ROWS)]


@contextmanager
def by_hand() -> Iterator[Callable[..., Any]]:
    """As somebody would who holds the database itself, and takes its guards away first."""
    with connection.cursor() as cursor:
        for statement in dropping(connection.vendor):
            cursor.execute(statement)
        yield cursor.execute


def test_a_whole_chain_holds(some: list[Entry]) -> None:
    found = chain()
    assert (found.broken_at, found.rows, found.last) == (None, ROWS, some[-1].hash)


def test_an_empty_history_holds() -> None:
    assert chain().broken_at is None


@pytest.mark.parametrize("number", range(1, ROWS + 1))
@pytest.mark.parametrize("column", COLUMNS)
def test_each_changed_column_of_each_row_is_found(
    some: list[Entry], column: str, number: int
) -> None:
    whole = column in {"number", "person", "count"}
    with by_hand() as execute:
        value = 90 + number if whole else "x"
        execute(f"UPDATE history_entry SET {column} = %s WHERE number = %s", [value, number])
    assert broken_at() == number


@pytest.mark.parametrize("column", ["person", "count"])
def test_a_number_made_unknown_is_found(some: list[Entry], column: str) -> None:
    with by_hand() as execute:
        execute(f"UPDATE history_entry SET {column} = NULL WHERE number = 2")
    assert broken_at() == 2


@pytest.mark.parametrize("number", range(1, ROWS + 1))
def test_each_row_taken_out_is_found(some: list[Entry], number: int) -> None:
    with by_hand() as execute:
        execute("DELETE FROM history_entry WHERE number = %s", [number])
    assert broken_at() == number


def test_a_history_thrown_away_is_found(some: list[Entry]) -> None:
    with by_hand() as execute:
        execute("DELETE FROM history_entry")
    assert broken_at() == 1


def test_a_chain_made_anew_is_found(some: list[Entry]) -> None:
    from forwhom.results.chain import START, linked

    previous = START
    with by_hand() as execute:
        for row in Entry.objects.order_by("number").values(*COLUMNS):
            told = {k: v for k, v in row.items() if k not in {"hash", "previous"}}
            new = linked({**told, "who": "somebody else"}, previous)
            previous = new["hash"]
            execute(
                "UPDATE history_entry SET who = %s, previous = %s, hash = %s WHERE number = %s",
                [new["who"], new["previous"], new["hash"], new["number"]],
            )
    assert broken_at() == ROWS


def test_a_row_put_in_by_hand_is_found(some: list[Entry]) -> None:
    from forwhom.results.chain import linked

    row = {**Entry.objects.values(*COLUMNS).get(number=ROWS), "number": ROWS + 1}
    row.pop("hash")
    Entry(**linked(row, row.pop("previous") and some[-1].hash)).save()
    assert broken_at() == ROWS + 1


def test_a_lost_head_is_found(some: list[Entry]) -> None:
    Head.objects.all().delete()
    assert broken_at() == 1


def test_the_program_itself_cannot_change_or_delete(some: list[Entry]) -> None:
    for attempt in (
        some[0].save,
        some[0].delete,
        lambda: Entry.objects.update(who=""),
        lambda: Entry.objects.all().delete(),
    ):
        with pytest.raises(OnlyAddedToError):
            attempt()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history_entry SET who = ''",
        "DELETE FROM history_entry",
        "REPLACE INTO history_entry SELECT * FROM history_entry WHERE number = 1",
        "TRUNCATE history_entry",
    ],
)
def test_the_database_refuses_too(some: list[Entry], statement: str) -> None:
    """REPLACE is SQLite's word and TRUNCATE PostgreSQL's: the other refuses it as unknown."""
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert chain().rows == ROWS
    assert broken_at() is None


def test_a_missing_guard_is_named(some: list[Entry]) -> None:
    assert missing(connection) == []
    with by_hand():
        assert missing(connection) != []


def test_nobody_is_a_row_as_well() -> None:
    note(by=NOBODY, act=Act.DENIED, what="page")
    assert broken_at() is None
