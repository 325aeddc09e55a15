"""The roster of staff: looked at, applied whole or not at all, and leavers are out at once."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.web.accounts import changes
from forwhom.web.accounts.models import Person, Place, Post
from forwhom.web.accounts.roster.plan import plan, schools_of
from forwhom.web.accounts.roster.read import read
from forwhom.web.history.changes import NOBODY
from forwhom.web.history.models import Entry

HEADER = "staff_id,email,name,role,school_id\n"
ANA = "E1,ana@example.org,Ana Ruiz,principal,0101\n"
BEN = "E2,ben@example.org,Ben Ode,school_team,0102\n"
CAI = "E3,cai@example.org,Cai Moua,analyst,\n"
SCHOOLS = ["0101", "0102"]


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path / "uploads"


def bring(text: str, **more: Any) -> None:
    district = Place.objects.get(code="district")
    planned = plan(read(text.encode(), schools_of(district)), district)
    changes.apply_roster(by=NOBODY, plan=planned, **more)


def posts() -> set[tuple[str, str, str]]:
    held = Post.objects.held().select_related("person", "place")
    return {(post.person.email, post.role, post.place.code) for post in held}


def send(client: Client, text: str) -> str:
    file = io.BytesIO(text.encode())
    file.name = "staff.csv"
    return client.post("/people/roster/", {"roster": file}).content.decode()


def why(text: str) -> list[tuple[int, str, str, str]]:
    found = read(text.encode(), SCHOOLS).refused
    return [(one.row, one.column, one.reason, one.near) for one in found]


def test_looking_changes_nothing_and_applying_does_what_was_shown(as_: Any) -> None:
    client = as_("administrator")
    page = send(client, HEADER + ANA + BEN + CAI)
    assert "New people: 3" in page
    assert "Roles given: 3" in page
    assert Person.objects.count() == 1
    page = client.post("/people/roster/apply/").content.decode()
    assert "Applied. New people: 3" in page
    assert ("ana@example.org", "principal", "0101") in posts()
    assert "nothing to apply" in send(client, HEADER + ANA + BEN + CAI)
    assert Entry.objects.filter(what="apply_roster", count=3).count() == 1


def test_leavers_are_out_at_once_and_those_invited_by_hand_stay(somebody: Any) -> None:
    by_hand = somebody("committee_member")
    bring(HEADER + ANA + BEN)
    client = Client()
    client.force_login(Person.objects.get(email="ben@example.org"))
    assert client.get("/").status_code == 200
    bring(HEADER + ANA)
    assert client.get("/").status_code == 302
    assert posts() == {
        ("ana@example.org", "principal", "0101"),
        (by_hand.email, "committee_member", "district"),
    }


def test_a_new_school_and_a_new_name_are_changes_of_one_person(district: Any) -> None:
    bring(HEADER + ANA)
    bring(HEADER + "E1,ana.lopez@example.org,Ana Lopez,principal,0102\n")
    assert posts() == {("ana.lopez@example.org", "principal", "0102")}
    assert Person.objects.count() == 1


def test_one_person_may_hold_two_posts(district: Any) -> None:
    bring(HEADER + BEN + "E2,ben@example.org,Ben Ode,school_team,0101\n")
    assert len(posts()) == 2
    assert Person.objects.count() == 1


def test_a_bad_row_keeps_the_whole_roster_out(as_: Any) -> None:
    client = as_("administrator")
    page = send(client, HEADER + ANA + "E2,ben@example.org,Ben Ode,princpal,0102\n")
    assert "Rows that cannot be used: 1" in page
    assert "Did you mean principal?" in page
    assert client.post("/people/roster/apply/").status_code == 409
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "refused"),
    [
        ("E2,ben@example.org,=HYPERLINK(1),school_team,0102", ("name", "formula", "")),
        ("E2,ben@example.org,@Ben,school_team,0102", ("name", "formula", "")),
        ("E2,ben.example.org,Ben,school_team,0102", ("email", "no_email", "")),
        ("E2,,Ben,school_team,0102", ("email", "empty", "")),
        ("E2,ben@example.org,Ben,school_team,0103", ("school_id", "no_school", "0101")),
        ("E2,ben@example.org,Ben,school_team,", ("school_id", "needs_a_school", "")),
        ("E2,ben@example.org,Ben,analyst,0101", ("school_id", "not_at_a_school", "")),
        ("E2,ben@example.org,Ben,pirncipal,0101", ("role", "no_role", "principal")),
        ("E2,ben@example.org,Ode, Ben,school_team,0101", ("", "more_cells", "")),
        ("E1,ana2@example.org,Ana,principal,0101", ("staff_id", "two_emails", "")),
        ("E9,ana@example.org,Ana Ruiz,principal,0102", ("email", "two_people", "")),
        ("E1,ANA@example.org,Ana Ruiz,principal,0101", ("email", "twice", "")),
    ],
)
def test_each_bad_row_says_where_and_why(row: str, refused: tuple[str, str, str]) -> None:
    found = why(HEADER + ANA + row + "\n")
    assert [(number, column, reason) for number, column, reason, _ in found] == [
        (3, refused[0], refused[1])
    ]
    if refused[2]:
        assert found[0][3] in {refused[2], "0102"}


def test_every_reason_has_its_words_in_both_languages() -> None:
    from forwhom.web.phrases_of import phrases

    source = Path(read.__code__.co_filename).parent
    text = "".join(path.read_text() for path in source.glob("*.py"))
    import re

    reasons = set(re.findall(r'Refused\([^)]*?"([a-z_]+)"(?:, near|\)|, nearest)', text))
    reasons |= set(re.findall(r'return "([a-z_]+)"', text))
    assert len(reasons) > 12
    for reason in reasons - {"_"}:
        for name in (f"roster.why.{reason}", f"roster.why.{reason}_do"):
            assert set(phrases()[name]) == {"en", "es"}, name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_names_come_through_in_each_encoding(encoding: str) -> None:
    text = HEADER + "E1,jose@example.org,José Núñez,principal,0101\n"
    found = read(text.encode(encoding), SCHOOLS)
    assert found.rows[0].name == "José Núñez"
    assert found.guessed == (encoding == "cp1252")


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"\xff\xfe\x00", b"\xff\xfea\x00\x00"])
def test_what_is_no_text_is_refused_as_a_whole(data: bytes) -> None:
    found = read(data, SCHOOLS)
    assert not found.rows
    assert {one.row for one in found.refused} == {0}


@pytest.mark.parametrize(
    "header",
    [
        "Id empleado;Correo electrónico;Nombre completo;Función;Escuela\n",
        "STAFF ID\tE-Mail\tName\tRole\tSchool ID\n",
    ],
)
def test_headers_of_both_languages_and_other_separators(header: str) -> None:
    mark = ";" if ";" in header else "\t"
    found = read((header + ANA.replace(",", mark)).encode(), SCHOOLS)
    assert [row.email for row in found.rows] == ["ana@example.org"]


@pytest.mark.parametrize("role", ["Dirección de escuela", "PRINCIPAL", "direccion de escuela"])
def test_roles_are_known_by_their_words_in_both_languages(role: str) -> None:
    text = HEADER + f"E1,ana@example.org,Ana,{role},0101\n"
    assert read(text.encode(), SCHOOLS).rows[0].role == "principal"


def test_many_leavers_wait_for_a_word(as_: Any) -> None:
    staff = [f"S{n},s{n}@example.org,S {n},school_team,0101\n" for n in range(30)]
    bring(HEADER + "".join(staff))
    client = as_("administrator")
    assert "Many people would leave at once" in send(client, HEADER + staff[0])
    assert client.post("/people/roster/apply/").status_code == 409
    assert len(posts()) == 31
    client.post("/people/roster/apply/", {"accept_leavers": "yes"})
    assert len(posts()) == 2


def test_what_changed_meanwhile_is_shown_again(as_: Any) -> None:
    client = as_("administrator")
    send(client, HEADER + ANA)
    bring(HEADER + ANA)
    answer = client.post("/people/roster/apply/")
    assert answer.status_code == 409
    assert "Something changed since you looked" in answer.content.decode()


def test_nobody_gives_themselves_a_role_by_roster(as_: Any) -> None:
    client = as_("administrator")
    me = Person.objects.get()
    page = send(client, HEADER + f"E1,{me.email},{me.name},analyst,\n")
    assert "give this role to yourself" in page
    client.post("/people/roster/apply/")
    assert {role for _, role, _ in posts()} == {"administrator"}


def test_the_file_is_for_its_owner_and_goes_when_applied(as_: Any, uploads: Path) -> None:
    client = as_("administrator")
    send(client, HEADER + ANA)
    kept = list((uploads / "rosters").iterdir())
    assert [oct(path.stat().st_mode & 0o777) for path in kept] == ["0o600"]
    client.post("/people/roster/apply/")
    assert not list((uploads / "rosters").iterdir())


def test_the_template_is_itself_a_roster(as_: Any) -> None:
    answer = as_("administrator").get("/people/roster/template.csv")
    found = read(answer.content, SCHOOLS)
    assert (len(found.rows), found.refused) == (7, [])


@pytest.mark.parametrize("role", ["superintendent", "analyst", "principal", "privacy_officer"])
def test_only_administrators_bring_a_roster(as_: Any, role: str) -> None:
    client = as_(role, "0101" if role == "principal" else "district")
    for path in ("", "template.csv"):
        assert client.get(f"/people/roster/{path}").status_code == 403
    assert client.post("/people/roster/apply/").status_code == 403


def test_the_command_says_what_it_did_and_what_not(district: Any, tmp_path: Path) -> None:
    file, said = tmp_path / "staff.csv", io.StringIO()
    file.write_text(HEADER + ANA)
    call_command("roster", str(file), "--look", stdout=said)
    assert posts() == set()
    call_command("roster", str(file), stdout=said)
    assert "New: 1" in said.getvalue()
    assert len(posts()) == 1
    file.write_text(HEADER + "E2,ben@example.org,Ben Secret,princpal,0102\n")
    with pytest.raises(CommandError, match="Did you mean `principal`") as refused:
        call_command("roster", str(file), stdout=said)
    assert "Secret" not in str(refused.value)


CELL = st.text(max_size=20)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(CELL, max_size=6), max_size=8))
def test_rows_in_are_rows_kept_plus_rows_refused(rows: list[list[str]]) -> None:
    import csv

    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["staff_id", "email", "name", "role", "school_id"])
    writer.writerows(rows)
    found = read(text.getvalue().encode("utf-8", "replace"), SCHOOLS)
    if all(one.row for one in found.refused):
        assert found.rows_in == len(found.rows) + len(found.refused)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_it(data: bytes) -> None:
    read(data, SCHOOLS)


@pytest.mark.long
def test_a_hundred_thousand_rows_are_read_and_applied(district: Any) -> None:
    rows = [f"S{n},s{n}@example.org,S {n},school_team,0101\n" for n in range(100_000)]
    bring(HEADER + "".join(rows))
    assert Post.objects.held().count() == 100_000
    bring(HEADER + "".join(rows[:-1]))
    assert Post.objects.held().count() == 99_999
