"""Statement 21: every field of every model, sent to every form, changes nothing it should not."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.forms.models import model_to_dict

from forwhom.web.accounts import changes
from forwhom.web.accounts.models import Invitation, Person, Place, Post
from forwhom.web.accounts.roles import Principal
from forwhom.web.history.changes import NOBODY

EVIL: dict[str, Any] = {
    "is_active": "on", "is_staff": "on", "is_superuser": "on", "demo": "on", "staff_id": "E1",
    "id": "1", "pk": "1", "person": "1", "person_id": "1", "email": "evil@example.org",
    "last_login": "2020-01-01", "joined": "2020-01-01", "since": "2020-01-01", "until": "",
    "by_roster": "on", "used": "", "withdrawn": "", "expires": "2099-01-01", "key": "x",
    "made_by": "1", "second_factor": "on", "how": "elsewhere", "ended": "", "kind": "district",
    "within": "", "open": "on", "code": "evil", "level": "x", "browser": "x", "posts": "1",
    "role": "analyst", "place": "district",
}  # fmt: skip


def test_the_list_of_fields_is_whole() -> None:
    named = {
        field.name
        for model in apps.get_app_config("accounts").get_models()
        for field in model._meta.get_fields()
        if not field.auto_created or field.concrete
    }
    assert named - set(EVIL) <= {"name", "password", "language", "made", "started", "seen"}


def state() -> dict[str, Any]:
    return {
        f"{model.__name__} {row.pk}": model_to_dict(row)
        for model in (Person, Post, Place, Invitation)
        for row in model.objects.all()
    }


@pytest.mark.parametrize(
    ("path", "said", "may_change"),
    [
        ("/account/", {"name": "N", "language": "es"}, {"name", "language"}),
        ("/account/sessions/end/", {}, set()),
        ("/account/sign-in/", {}, set()),
        ("/account/sign-in/as/", {}, set()),
        ("/account/welcome/", {}, set()),
        ("/account/service/", {}, set()),
        ("/language/", {"language": "es"}, {"language"}),
    ],
)
def test_ones_own_forms(as_: Any, path: str, said: dict[str, str], may_change: set[str]) -> None:
    client = as_("committee_member")
    before = state()
    client.post(path, EVIL | said)
    after = state()
    assert set(before) == set(after)
    for name, row in before.items():
        changed = {key for key in row if row[key] != after[name][key]}
        assert changed <= may_change, name


def test_an_invitation_gives_what_it_was_made_for_and_no_more(client: Any, district: Any) -> None:
    school = Place.objects.get(code="0101")
    path = changes.invite(by=NOBODY, email="ana@example.org", role=Principal, place=school)
    client.get(path)
    word = "seven lamps in the hall"
    client.post("/account/welcome/", EVIL | {"name": "Ana", "password": word, "again": word})
    person = Person.objects.get()
    assert (person.email, person.demo, person.staff_id) == ("ana@example.org", False, "")
    post = Post.objects.get()
    assert (post.role, post.place.code, post.by_roster) == ("principal", "0101", False)


@pytest.mark.parametrize("change", ["give", "end", "end-sessions", "deactivate", "reactivate"])
def test_an_administrators_forms(as_: Any, somebody: Any, change: str) -> None:
    client, person = as_("administrator"), somebody("committee_member")
    client.post(f"/people/{person.pk}/{change}/", EVIL)
    after = Person.objects.get(pk=person.pk)
    assert (after.email, after.demo, after.staff_id) == (person.email, False, "")
    given = Post.objects.filter(person=person).exclude(role="committee_member")
    assert given.count() == (1 if change == "give" else 0)
    assert not given.filter(by_roster=True).exists()
