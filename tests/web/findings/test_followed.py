"""Following: once each, within scope, and what changed told in words."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest

from forwhom.web.accounts.viewer import Viewer, everywhere, looks
from forwhom.web.findings.models import Follow
from forwhom.web.findings.queries import changed_for
from tests.web.findings.conftest import MINE, OTHER, Audited, put_audit


def kept() -> list[tuple[str, str]]:
    with everywhere(because="a test looks at all"):
        return [(one.kind, one.key) for one in Follow.objects.all()]


def test_followed_once_listed_and_stopped(as_: Any, audited: Audited) -> None:
    client = as_("principal", MINE)
    told = {"kind": "finding", "key": audited.mine}
    for _ in range(2):
        client.post("/findings/follow/", told)
    assert kept() == [("finding", audited.mine)]
    page = client.get("/findings/followed/").content.decode()
    assert f"/findings/{audited.mine}/" in page
    assert "Nothing new since you last looked." in page
    assert "18 of 100" not in page
    client.post("/findings/stop-following/", told)
    assert kept() == []
    assert "You follow nothing yet." in client.get("/findings/followed/").content.decode()


@pytest.mark.parametrize(
    ("kind", "key"),
    [("school", OTHER), ("school", "district"), ("school", "0901"), ("measure", "no_such"),
     ("finding", "0" * 12), ("person", "1"), ("finding", "other")],
)  # fmt: skip
def test_what_is_out_of_scope_cannot_be_followed(
    as_: Any, audited: Audited, kind: str, key: str
) -> None:
    which = audited.other if key == "other" else key
    answer = as_("principal", MINE).post("/findings/follow/", {"kind": kind, "key": which})
    assert answer.status_code == 404
    assert kept() == []


def test_a_new_audit_tells_what_changed_until_it_is_seen(
    somebody: Any, audited: Audited, client: Any
) -> None:
    person = somebody("principal", MINE)
    client.force_login(person)
    for kind, key in (("finding", audited.mine), ("school", MINE), ("measure", "suspended")):
        client.post("/findings/follow/", {"kind": kind, "key": key})
    newer = put_audit(audited.folder.parent, "two")
    path = newer.folder / "findings.json"
    found = [one for one in json.loads(path.read_text("utf-8")) if one["id"] != audited.mine]
    path.write_text(json.dumps(found), "utf-8")
    later = (audited.folder / "audit.json").stat().st_mtime + 60
    os.utime(newer.folder / "audit.json", (later, later))
    with looks(Viewer.of(person)):
        changed = changed_for(Viewer.of(person))
    assert [one.told for one in changed] == [
        "The new audit no longer finds it.",
        "A new audit. New findings: 0. No longer found: 1.",
        "A new audit. New findings: 0. No longer found: 1.",
    ]
    client.post("/findings/followed/")
    with looks(Viewer.of(person)):
        assert changed_for(Viewer.of(person)) == []


def test_where_the_post_ends_nothing_is_followed_any_more(
    somebody: Any, audited: Audited, client: Any
) -> None:
    from forwhom.web.accounts.models import Post

    person = somebody("principal", MINE)
    client.force_login(person)
    client.post("/findings/follow/", {"kind": "school", "key": MINE})
    Post.objects.filter(person=person).delete()
    viewer = Viewer.of(person)
    with looks(viewer):
        assert changed_for(viewer) == []
        assert list(Follow.objects.all()) == []


def test_a_committee_member_follows_measures_of_releases_only(as_: Any, filled: Any) -> None:
    client = as_("committee_member")
    page = client.get("/findings/following/").content.decode()
    assert "Measures you can follow" in page
    assert client.post("/findings/follow/", {"kind": "school", "key": "0101"}).status_code == 404
    client.post("/findings/follow/", {"kind": "measure", "key": "suspended"})
    assert kept() == [("measure", "suspended")]
    assert "Nothing new" in client.get("/findings/following/").content.decode()


def test_in_spanish(as_: Any, audited: Audited) -> None:
    page = as_("principal", MINE).get("/findings/followed/", HTTP_ACCEPT_LANGUAGE="es")
    assert "Todavía no sigue nada." in page.content.decode()


def test_it_sends_nobody_elsewhere(as_: Any, audited: Audited) -> None:
    told = {"kind": "school", "key": MINE, "next": "https://elsewhere.example/"}
    answer = as_("principal", MINE).post("/findings/follow/", told)
    assert answer["Location"] == "/findings/followed/"
